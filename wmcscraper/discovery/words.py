"""Words by which addresses and links tell what they lead to, as data."""

from __future__ import annotations

__all__ = [
    "BINARY_EXTENSIONS",
    "CALENDAR_WORDS",
    "DATE_PARAMETERS",
    "EVENT_WORDS",
    "IDENTITY_PARAMETERS",
    "MONTH_NAMES",
    "MORE_WORDS",
    "PAGE_PARAMETERS",
    "PAGE_WORDS",
    "VIEW_WORDS",
]

CALENDAR_WORDS = frozenset({
    "calendar", "calendars", "cal", "calendario", "calendrier", "kalender", "kalendarz",
    "kalendar", "kalendář", "naptar", "takvim", "kalendarium", "календарь",
})  # fmt: skip
"""Path words that name a calendar: whatever number or query follows is a date."""

EVENT_WORDS = frozenset({
    "event", "events", "evento", "eventos", "eventi", "evenement", "evenements", "événements",
    "veranstaltung", "veranstaltungen", "termine", "termin", "agenda", "wydarzenia", "wydarzenie",
    "akce", "schedule", "programme", "program", "meetings", "conferences", "whatson", "diary",
})  # fmt: skip
"""Path words under which a date alone is a calendar's page, while a slug is a page of its own."""

MONTH_NAMES = frozenset({
    # English
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
    # Spanish and Portuguese
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
    "octubre", "noviembre", "diciembre", "janeiro", "fevereiro", "março", "maio", "junho", "julho",
    "setembro", "outubro", "novembro", "dezembro",
    # German
    "januar", "februar", "märz", "maerz", "mai", "juni", "juli", "oktober", "dezember",
    # French
    "janvier", "fevrier", "février", "mars", "avril", "juin", "juillet", "aout", "août",
    "septembre", "octobre", "novembre", "decembre", "décembre",
    # Polish
    "styczen", "styczeń", "luty", "marzec", "kwiecien", "kwiecień", "maj", "czerwiec", "lipiec",
    "sierpien", "sierpień", "wrzesien", "wrzesień", "pazdziernik", "październik", "listopad",
    "grudzien", "grudzień",
})  # fmt: skip

VIEW_WORDS = frozenset({
    "month", "months", "week", "weeks", "day", "days", "year", "years", "list", "view", "grid",
    "today", "next", "prev", "previous", "past", "upcoming", "photo", "map", "date", "show",
    "monat", "woche", "tag", "jahr", "mes", "semana", "dia", "día", "ano", "año", "mois", "semaine",
    "jour", "miesiac", "miesiąc", "tydzien", "dzien", "rok", "index", "default", "all",
})  # fmt: skip
"""Path words that choose how a calendar is shown."""

PAGE_WORDS = frozenset({
    "page", "pages", "p", "pg", "pagina", "página", "seite", "strona", "strana", "sida", "stranka",
})  # fmt: skip
"""Path words before the number of a listing's page."""

PAGE_PARAMETERS = frozenset({
    "page", "paged", "pg", "p", "pagina", "seite", "strona", "strana", "pageno", "page_no",
    "pagenum", "page_num", "pagenumber", "pageindex", "offset", "start", "startat", "from", "skip",
    "limitstart", "currentpage", "cp", "pn", "query-page", "e-page",
})  # fmt: skip
"""Query parameters whose number chooses a listing's page."""

DATE_PARAMETERS = frozenset({
    "date", "day", "week", "month", "year", "m", "d", "y", "w", "yr", "mo", "mon", "mth", "yyyy",
    "mm", "dd", "ym", "ymd", "datum", "monat", "tag", "jahr", "woche", "kw", "fecha", "mes", "dia",
    "ano", "anio", "semana", "data", "rok", "miesiac", "dzien", "mois", "jour", "annee", "when",
    "startdate", "enddate", "start_date",
    "end_date", "tribe-bar-date", "ical", "cal_month", "cal_year", "calmonth", "calyear", "time",
    "timestamp", "ts", "eventdate", "event-date", "event_date", "cmonth", "cyear", "month_year",
})  # fmt: skip
"""Query parameters that choose a calendar's date."""

IDENTITY_PARAMETERS = frozenset({
    "p", "id", "page_id", "post", "postid", "post_id", "article", "articleid", "article_id", "aid",
    "nid", "newsid", "news_id", "story", "storyid", "story_id", "item", "itemid", "item_id", "doc",
    "docid", "slug", "title", "eventid", "event_id", "idnews", "id_news", "artid", "art",
})  # fmt: skip
"""Query parameters that choose one document."""

BINARY_EXTENSIONS = frozenset({
    # documents
    "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "odp", "rtf", "epub", "mobi",
    "csv", "ics", "vcf", "ps", "eps",
    # pictures, sound, film
    "jpg", "jpeg", "jpe", "png", "gif", "webp", "avif", "svg", "svgz", "ico", "bmp", "tif", "tiff",
    "heic", "psd", "mp3", "mp4", "m4a", "m4v", "avi", "mov", "wmv", "flv", "webm", "ogg",
    "ogv", "wav", "aac", "mkv", "swf",
    # archives and programs
    "zip", "rar", "7z", "gz", "tgz", "bz2", "xz", "tar", "exe", "dmg", "pkg", "deb", "rpm", "apk",
    "iso", "jar", "msi",
    # what pages are made of
    "css", "js", "mjs", "json", "woff", "woff2", "ttf", "otf", "eot", "webmanifest",
})  # fmt: skip
"""File name extensions of what is no page."""

MORE_WORDS = frozenset({
    "load more", "show more", "more news", "view more", "see more", "older posts", "older news",
    "older entries", "older", "next", "next page", "previous posts", "more articles",
    "more stories", "more results", "load older", "more posts", "newer posts", "newer", "previous",
    "previous page", "prev", "first", "last", "next »", "« previous", "›", "»", "«", "‹", ">", ">>",
    "<", "<<", "→", "←", "…",
    "mehr laden", "weitere laden", "mehr anzeigen", "weiter", "zurück", "nächste", "nächste seite",
    "ältere beiträge", "vorherige",
    "cargar más", "ver más", "mostrar más", "siguiente", "anterior", "más noticias",
    "carregar mais", "ver mais", "próxima", "próximo", "seguinte",
    "charger plus", "voir plus", "afficher plus", "suivant", "précédent", "page suivante",
    "załaduj więcej", "pokaż więcej", "więcej", "następna", "następne", "poprzednia", "starsze",
    "starsze wpisy", "wczytaj więcej", "zobacz więcej", "carica altri", "successivo", "avanti",
})  # fmt: skip
"""Words, in lower case, on what leads to more of a listing."""

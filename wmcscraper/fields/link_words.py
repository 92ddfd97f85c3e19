"""Words and addresses by which a page's links tell what they are for, as data.

All but ``ADJACENT`` are for text in lower case: to ignore the case costs many times as much.
"""

from __future__ import annotations

import re

__all__ = [
    "ADJACENT",
    "DOCUMENT_EXTENSIONS",
    "EVENT_PATH",
    "EVENT_TEXT",
    "FUNCTION_PATH",
    "HANDED_ON",
    "HOUSE_TEXT",
    "READ_ALSO",
    "RELATED_HEADING",
    "SHARE_ADDRESS",
    "SHARE_HOSTS",
    "SOURCE_INSIDE",
    "SOURCE_LINE",
    "TAG_PATH",
    "WEAK_PATH",
    "is_more",
]

_MORE = re.compile(
    r"(?:read|learn|find out|see|show|view|discover|load|get)\s+"
    r"(?:more|on|full|all|now|details|story|article|news)(?:\s+(?:about|on|of)?\s*.{0,20})?"
    r"|more|details|continue|continue reading|full story|full article|read|open|here|click here"
    r"|read full story|read the full (?:story|article)|info|more info|more information|permalink"
    r"|weiter|weiterlesen|mehr|mehr lesen|mehr erfahren|mehr dazu|zum artikel"
    r"|leer más|ver más|más|más información|seguir leyendo|ler mais|saiba mais|leia mais|mais"
    r"|lire la suite|lire plus|en savoir plus|plus|suite"
    r"|czytaj więcej|czytaj dalej|więcej|dalej|czytaj|zobacz więcej|leggi tutto|continua|číst dál"
    r"|lees meer|läs mer|les mer|devamı|подробнее|читать далее",
)
_LONGEST_MORE = 80  # characters


def is_more(text: str) -> bool:
    """Whether a link's whole words (without arrows and dots) only say that there is more."""
    return len(text) <= _LONGEST_MORE and _MORE.fullmatch(text.lower()) is not None


ADJACENT = re.compile(
    r"^[«»<>←→‹›\s]*(?:previous|next|prev|older|newer|vorherige\w*|nächste\w*|anterior|siguiente"
    r"|précédent|suivant|poprzedni\w*|następn\w*|seguinte|próxim\w*)"
    r"(?:\s+(?:post|article|story|news|entry|beitrag|artikel|artículo|entrada|wpis|artykuł)\b"
    r"[«»<>←→‹›:\s]*|\s*[«»<>←→‹›:]\s*)",
    re.IGNORECASE,
)
"""What stands before the headline in a link to the previous or next story."""

READ_ALSO = re.compile(
    r"^(?:read (?:also|next|more)|also read|see also|more on this|further reading|recommended"
    r"|related(?: (?:story|stories|news|articles?|posts?|content|reading))?|don['’]t miss"
    r"|you (?:may|might) also like|in case you missed it|lesen sie auch|mehr zum thema|siehe auch"
    r"|lea también|te puede interesar|ver también|leia também|lire aussi|à lire aussi|voir aussi"
    r"|czytaj (?:też|także|również)|zobacz (?:też|także|również)|przeczytaj)\s*[:»>–—-]",
)
"""A line's beginning that announces a link to another story."""

RELATED_HEADING = re.compile(
    r"\b(?:related|others? (?:news|stories|articles|posts)|our news"
    r"|more (?:news|stories|articles|posts|from|on|to (?:read|explore))"
    r"|latest (?:news|stories|articles|posts)"
    r"|recent (?:news|stories|articles|posts|entries)|most (?:read|popular|viewed)"
    r"|you (?:may|might) (?:also )?like|read (?:also|next|more)|see also|recommended|trending"
    r"|popular|keep reading|in other news|similar|ähnliche|weitere|mehr zum|aktuelle|meistgelesen"
    r"|verwandte|noticias|relacionad[oa]s|más leídas?|últimas|también|articles? (?:similaires|liés)"
    r"|à lire|dernières|powiązane|podobne|inne|aktualności|najnowsze|najczęściej|zobacz)\b",
)
"""A heading above a list of other stories."""

HOUSE_TEXT = re.compile(
    r"\b(?:privacy|cookies?|terms (?:and|of|&)|conditions of|imprint|legal notice|accessibility"
    r"|disclaimer|all rights|advertise|subscribe|newsletter|contact us|about us|our team|work with"
    r"|impressum|datenschutz|nutzungsbedingungen|allgemeine geschäfts|barrierefreiheit|kontakt"
    r"|aviso legal|política de|condiciones de|mentions légales|confidentialité|conditions générales"
    r"|polityk[ai] (?:prywatności|cookies)|regulamin|ochrona danych|o nas)\b",
)
"""Words on links to what a house says of itself, however long."""

SOURCE_LINE = re.compile(
    r"^\W{0,3}(?:(?:primary|original|official|full)\s+)?"
    r"(?:sources?|press release|via|originally published|original(?: \w+)?\s*:|full text|quellen?"
    r"|fuentes?|fontes?|źródł[oa]|zdroj|bron|källa|kilde|kaynak|источник"
    r"|(?:read|see) (?:it|the|more|this)?(?: \w+){0,3} (?:original|source)"
    r"|more (?:at|on|information)\s*:|mehr unter|więcej na|más en)\b",
)
"""A line's beginning that says where something comes from."""

SOURCE_INSIDE = re.compile(
    r"\b(?:sources?|quelle|fuente|fonte|źródło|credit|photo by|photo|foto|image courtesy of)\s*:"
    r"|\b(?:photo|image|picture) (?:by|courtesy of)\b",
)
"""The same within a caption: 'The mill at night. Source: …'."""

DOCUMENT_EXTENSIONS = frozenset({
    "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "odp", "rtf", "csv", "epub",
    "zip",
})  # fmt: skip

TAG_PATH = re.compile(
    r"/(?:tags?|categor(?:y|ies|ia|ias|ie)|topics?|keywords?|kategorie?n?|kategoria|etiquetas?|"
    r"schlagw(?:o|ö)rter|schlagwort|tema|temas|themen|thema|tematy|labels?|sections?|rubrik|dossier)"
    r"/[^/]+",
)
"""The path of a page that lists stories under one word."""

WEAK_PATH = re.compile(
    r"^/(?:[a-z]{2}/)?(?:authors?|users?|profile|autor(?:en)?|redaktion|people|staff|contributors?)/"
    r"|^/\d{4}(?:/\d{1,2}){0,2}/?$|/feed/?$|/comments?(?:/|$)",
)
"""Paths that stand on a teaser beside its story: the author, the day's archive, the comments."""

EVENT_PATH = re.compile(
    r"/(?:events?|congress|conference|eventos?|congreso|veranstaltung(?:en)?|termine|wydarzeni[ae]|"
    r"kongres|webinars?|meetings?)(?:/|$)|(?:congress|conference|convention|symposium|summit|meeting"
    r"|kongress|kongres|congreso|webinar|forum)(?:-?\d{4})?/?$",
)
"""The path of an event's page."""

EVENT_TEXT = re.compile(
    r"\b(?:congress|conference|convention|symposium|summit|meeting|expo|webinar|workshop|seminar"
    r"|kongress|kongres|tagung|konferenz|konferencja|congreso|conferencia|congrès|conférence)\b",
)
"""Words around a link that leads to an event."""

FUNCTION_PATH = re.compile(
    r"/(?:wp-login\.php|wp-admin|log-?in|log-?out|sign-?(?:in|up|out)|register|registration|account"
    r"|cart|checkout|search|subscribe|unsubscribe|newsletter|print|cdn-cgi|cookies?|rss|feed)"
    r"(?:[/.]|$)|[?&](?:share|replytocom|print|s|q|action)=",
)
"""Addresses that do something instead of telling something."""

SHARE_HOSTS = frozenset({
    "facebook.com", "twitter.com", "x.com", "linkedin.com", "instagram.com", "youtube.com",
    "pinterest.com", "whatsapp.com", "wa.me", "t.me", "telegram.me", "reddit.com", "tumblr.com",
    "xing.com", "vk.com", "threads.net", "bsky.app", "tiktok.com", "flipboard.com", "line.me",
    "getpocket.com", "addtoany.com", "addthis.com", "sharethis.com", "weibo.com", "ok.ru",
    "mastodon.social", "digg.com", "news.ycombinator.com", "plus.google.com", "api.whatsapp.com",
    "buffer.com", "viber.com", "flickr.com", "del.icio.us", "delicious.com", "stumbleupon.com",
    "technorati.com", "myspace.com", "evernote.com", "blogger.com", "instapaper.com", "wykop.pl",
})  # fmt: skip
"""Hosts whose bare profile links are a page's 'follow us'."""

HANDED_ON = re.compile(r"[?&](?:url|u|link|href|canonicalurl)=[^&]")
"""An address that carries another: beside a story, that of a network to share it on."""

SHARE_ADDRESS = re.compile(
    r"shar(?:er|e|ing)(?:[./?_-]|$)|sharearticle|intent/(?:tweet|post)|/submit\b|pin/create"
    r"|add_to_any|addtoany|send/?\?(?:text|phone)|dialog/(?:feed|send)|bookmarklet|/compose/"
    r"|msg/url|tweet\?|[?&](?:url|u|text|mini)=",
)
"""What the address of a network has in it that hands a page on to it."""

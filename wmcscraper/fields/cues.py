"""Words by which lines inside a story's own markup show that they are none of the story.

Three kinds. A LABEL is a whole line ('Advertisement'). A LEAD starts a line that points elsewhere
or asks something of the reader ('Read more:', 'Sign up for'). A TAIL starts the part below the
story: it and all that follows it are left out ('About the author', 'Related articles').
Each list is by language, as a phrase is only looked for as written here, at a line's edges.
"""

from __future__ import annotations

import re

__all__ = ["is_label", "is_lead", "is_tail"]

# A lead starts a short line: a long paragraph that starts 'Follow the river' tells a story.
_LONGEST_LEAD = 320
_LONGEST_TAIL = 90

_LABELS = {
    "en": (
        "advertisement", "advert", "ad", "sponsored", "sponsored content", "promoted",
        "article continues below( this)?( ad| advertisement)?", "article content",
        "story continues( below)?( this)?( ad| advertisement)?", "scroll to continue( with content)?",
        "continue reading( below| the main story)?", "read( more| next| full article| full story)?",
        "learn more", "find out more", "see more", "view( more| all| gallery| photos| comments)",
        "show (more|less)", "load more", "share( this)?( article| story| post| page| on)?", "save",
        "print( this page| article)?", "e-?mail", "comments?", r"\d+ comments?", "no comments?( yet)?",
        "leave a (comment|reply)", "reply", "like", "tweet", "pin( it)?", "follow( us)?", "subscribe",
        "sign up", "log ?in", "sign in", "register", "close", "open", "next", "previous", "prev",
        "back( to top)?", "back to top", "top", "home", "menu", "search", "skip( ad)?", "caption",
        "image( source)?s?", "photos?", "video", "gallery", "play( video)?", "watch( now| video)?",
        "loading(\\.\\.\\.|…)?", "(image|photo|slide|picture) \\d+ (of|/) \\d+", "\\d+ ?/ ?\\d+",
        "source images?", "images? sources?", "full story", "copy(ed)? link", "link copied!?",
        "listen( to this article)?", "hide caption", "toggle caption", "enlarge( this)?( image)?",
        "(getty images?|reuters|ap photo|afp|istock|shutterstock)", "transcript", "tap to reveal",
        "was this (article|page) helpful\\??", "feedback", "(yes|no)", "tell us what you think.*",
        "thank you for (subscribing|signing up|reading).*", "disclosure", "recommended( for you)?",
        "(story )?highlights?", "updated", "published",
    ),
    "de": (
        "anzeige", "werbung", "(mehr|weiter)lesen", "mehr( lesen| erfahren| zum thema)?", "teilen",
        "drucken", "kommentare?", "merken", "zur startseite", "quelle", "bildergalerie", "video",
        "fehler gefunden\\? ?jetzt melden\\.?", "lesen sie( auch| mehr)?", "artikel teilen",
    ),
    "fr": ("publicité", "lire( aussi| la suite)", "partager( l'article)?", "en savoir plus", "à lire"),
    "es": ("publicidad", "(leer|ver) más", "compartir", "lee también", "te puede interesar", "anuncio"),
    "pt": ("publicidade", "leia (mais|também)", "compartilh(ar|e)", "saiba mais"),
    "it": ("pubblicità", "leggi (anche|tutto)", "condividi", "per saperne di più"),
    "pl": ("reklama", "czytaj (więcej|także|też|dalej)", "udostępnij", "zobacz (także|też|więcej)"),
    "nl": ("advertentie", "lees (meer|ook|verder)", "delen"),
    "nordic": ("annons", "annonse", "reklame", "läs (mer|också)", "les (mer|også)", "læs (mere|også)"),
    "tr": ("reklam", "devamını oku", "paylaş"),
    "ru": ("реклама", "читать далее", "читайте также", "поделиться"),
    "cs": ("reklama", "čtěte (také|více)", "sdílet"),
    "hu": ("hirdetés", "olvasson? tovább"),
    "zh": ("广告", "阅读更多", "分享", "廣告"),
    "ja": ("広告", "続きを読む", "関連記事"),
}  # fmt: skip

_LEADS = {
    "en": (
        "(read|see|watch|listen)( more| also| next| now| too)?( (on|about|from|at))?( [\\w’' ]{1,20})?"
        " ?(:|\\||>|»|→)", "also (read|see|watch)\\b", "read (more|also|next|on)\\b",
        "(must|further|recommended) read(s|ing)?\\b ?:?", "more( (on|from|about)[^.]{0,60})?:",
        "related( (stor(y|ies)|articles?|news|posts?|content|coverage|topics?|links?|videos?|reading"
        "|tags|countries))?:?$", "related( (stor(y|ies)|articles?|news|posts?|reading))? ?[:|]",
        "don['’]t miss\\b ?:", "you (may|might) (also )?(like|be interested)", "in case you missed",
        "click here\\b", "tap here\\b", "(sign|signing) up (for|to|here|now|today|below)\\b",
        "subscribe (to|now|here|today|for)\\b", "get (the|our|your) (latest|daily|weekly|free|best)\\b"
        ".{0,90}(inbox|newsletter|e-?mail|news)", "join (our|the) (newsletter|community|conversation"
        "|mailing list|forum|space forums)", "follow (us|him|her|them|me|\\w+( \\w+)?) (on|at|@)",
        "(like|enjoy(ed)?) (this|the) (story|article|post)\\?","(like|find|connect with) us on\\b", "(download|get) (the|our) ([\\w ]{1,20} )?app\\b",
        "share (this|your|on)\\b", "e-?mail( me| us|ed)?\\b.{0,40}@", "contact .{2,60}@",
        "(e-?mail|contact|reach|write to|follow) (the )?(author|writer|reporter|\\w+ \\w+) (at|on|via)\\b",
        "(image|photo|picture|photograph|graphic|video|main image|feature[d]? image|cover image"
        "|top image|lead image)s?( credit| source| by| courtesy)?( of)? ?(:|©|\\()",
        "(photo|photograph|image|picture|illustration)s? (by|courtesy|credit)\\b",
        "sources?( of (the )?[\\w ]{0,20}(image|photo|picture)s?) ?:", "source ?: .{0,80}$",
        "(photo )?credits? ?:", "©", "copyright\\b", "\\(c\\) ", "all rights reserved",
        "(this|the) (article|story|post|piece)( was| has been| is| first| originally)* (originally "
        "|first )?(published|appeared|republished|syndicated|provided)\\b",
        "(filed under|posted in|tagged( in| with)?|tags?|categor(y|ies)|topics?|keywords) ?:",
        "(more|full) information ?: ", "journal (information|reference)s? ?: ", "citation ?: ",
        "story source ?:", "disclaimer ?:", "provided by\\b.{0,40}$", "advertisement\\b",
        "we may (earn|receive|get)\\b.{0,60}commission", "if you (buy|purchase|click)\\b.{0,120}"
        "(commission|affiliate|compensat)", "(this|our|the) (web)?site uses cookies",
        "(we|this site) uses? cookies", "all products (are |featured )?.{0,60}(independently|selected)",
        "products?.{0,40}independently (selected|chosen|reviewed)", "this (content|page) (is|requires)\\b"
        ".{0,60}(javascript|subscribers?)", "(please )?enable javascript", "your browser",
        "we apologi[sz]e, but this", "try refreshing", "you can (also )?(find|follow|email|reach) (us|me"
        "|him|her)", "have (a|any) (news )?(tip|question|comment|correction|story)s?\\b.{0,60}(@|email|"
        "contact|send|let us)", "(got|do you have) (a|any|an) .{0,40}(tip|story|question)\\b", "tell us\\b"
        ".{0,30}(comment|below)", "let us know\\b.{0,60}(comment|below)", "want (more|to)\\b.{0,80}"
        "(newsletter|subscribe|sign up)", "for more\\b.{0,80}(newsletter|subscribe|sign up|follow us|click)"
        , "support (our|independent|quality) journalism", "(our|the) (free )?newsletter\\b",
        "(this|the) (video|post|image|content) (is|has|could)(n['’]t| not)? (been )?(loaded|available"
        "|removed|failed)", "view the latest\\b", "shop (now|the|all)\\b", "buy now\\b", "skip (to|past)\\b",
        "[^.]{3,120} contributed( additional)?( reporting)? (to|from|reporting)\\b.{0,60}$",
        "(additional )?reporting (was contributed )?by\\b[^.]{0,150}\\.?$",
        "posted( on| by)?\\b.{0,40}$", "published( on| by)?\\b.{0,40}$", "updated?( on| at)?:? .{0,40}$",
    ),
    "de": (
        "(lesen|sehen|hören) sie (hier|auch|dazu|mehr)\\b", "lesetipp", "mehr (zum thema|dazu|lesen)\\b",
        "(auch|ebenfalls) interessant", "(foto|bild|quelle|grafik|video)s? ?:", "newsletter\\b",
        "abonnieren sie\\b", "(jetzt|hier) (abonnieren|anmelden|bestellen|lesen|testen)\\b",
        "folgen sie (uns|ihm|ihr)\\b", "über dieses thema berichtet", "mit (informationen|material) "
        "(von|der|des)\\b", "copyright\\b", "die mit einem symbol", "das könnte (sie|dich) auch",
        "externer inhalt", "empfohlener (redaktioneller )?inhalt", "an dieser stelle finden sie",
        "sie haben (einen )?fehler", "passend dazu", "weitere (artikel|informationen|themen)\\b.{0,40}$",
        "hier (klicken|geht es|finden sie)\\b", "erfahren sie (hier )?mehr\\b", "(dieser|der) (artikel|"
        "text) (ist|wurde|erschien)\\b.{0,40}(zuerst|erstmals|ursprünglich)",
    ),
    "fr": (
        "(à )?lire (aussi|également|la suite)\\b", "voir aussi\\b", "(photo|crédits?|source|image)s? ?:",
        "(abonnez|inscrivez|connectez)-vous\\b", "suivez-nous\\b", "copyright\\b", "retrouvez (aussi|toute"
        "|l['’]actualité|nos)\\b", "cliquez ici\\b", "cet article (a été|est)\\b.{0,40}(publié|réservé)",
        "recevez\\b.{0,60}(newsletter|mail)",
    ),
    "es": (
        "(lea?|leer|vea?|mira|lee) (también|más|además)\\b", "te puede interesar\\b", "(foto|fuente|imagen"
        "|crédito)s? ?:", "(suscr[ií]bete|suscríbase|regístrate)\\b", "s[ií]gu[ea](nos)? (en|a)\\b",
        "haz clic\\b", "copyright\\b", "más información\\b ?:",
    ),
    "pt": ("leia (também|mais)\\b", "veja (também|mais)\\b", "(foto|fonte|crédito|imagem)s? ?:",
           "(siga|acompanhe)(-nos)? (no|o|a)\\b", "(assine|inscreva-se|cadastre-se)\\b"),
    "it": ("legg[ie] anche\\b", "(foto|fonte|immagine) ?:", "(iscriviti|seguici|abbonati)\\b"),
    "pl": ("(czytaj|zobacz|przeczytaj|sprawdź)( też| także| również| więcej)?\\b ?:", "(czytaj|zobacz|"
           "przeczytaj) (też|także|również|więcej)\\b", "(fot|foto|źródło|zdjęcie|autor zdjęcia)\\b ?[.:]",
           "(zapisz|zaloguj|zarejestruj) się\\b", "obserwuj nas\\b", "polub nas\\b"),
    "nl": ("lees (ook|meer|verder)\\b", "(foto|bron|beeld) ?:", "(meld je|schrijf je|abonneer)\\b"),
    "nordic": ("(läs|les|læs) (mer|mere|också|også|även)\\b", "(foto|bild|bilde|källa|kilde) ?:"),
    "tr": ("(ayrıca|bunu da) oku", "(fotoğraf|kaynak|foto) ?:"),
    "ru": ("(читайте|смотрите) также\\b", "(фото|источник) ?:", "подпи(шитесь|сывайтесь)\\b"),
    "cs": ("(čtěte|přečtěte si) (také|také|více)\\b", "(foto|zdroj) ?:"),
    "zh": ("(责任编辑|编辑|来源|图片来源|圖片來源|延伸閱讀|相关阅读)[:：]",),
    "ja": ("(関連記事|あわせて読みたい|写真)[:：]",),
    "ko": ("(관련기사|사진|출처) ?[:：=]",),
}  # fmt: skip

_TAILS = {
    "en": (
        "about (the )?(authors?|writers?|contributors?|company)\\b.{0,30}$", "about us$", "about .{2,40}[\\w)]:?$",
        "related (articles?|stor(y|ies)|posts?|news|content|links?|topics|coverage|reading|videos?)\\b"
        ".{0,20}$", "(more|other|latest|recent|popular|trending|top|further|our|next|great)"
        "( \\w+){0,3} (stories|articles|posts|news|reads|reading|headlines)( .{0,40})?$",
        "(you (may|might)|also) (also )?(like|enjoy|be interested).{0,40}$", "elsewhere on\\b.{0,50}$",
        "(more|read more|read next) (from|on|in|about|great)\\b.{0,60}$", "(recommended|trending)( for you"
        "| stories| articles| reading| now)?:?$", "(leave|post|add|write) a (comment|reply).{0,30}$",
        "(comments?|discussion|join the (conversation|discussion))( \\(\\d+\\))?:?$", "share this\\b.{0,30}$",
        "(follow|connect with|find) us\\b.{0,40}$", "(most|what['’]s) (read|popular|viewed|shared).{0,30}$",
        "(sign up|subscribe)\\b.{0,60}$", "(our|the) newsletters?.{0,30}$", "story source:?$",
        "cite this (page|article).{0,20}$", "(tags|filed under|topics|categories):?$", "privacy overview",
        "(upcoming|next) (events?|congress|meetings?|\\w+ congress|\\w+ meeting)\\b.{0,20}$",
        "(our|others?|other|latest|recent) news( others? news)?$", "up next\\b.{0,40}$", "editor['’]?s['’]? "
        "picks?.{0,30}$", "more to (read|explore|discover)$", "what to read next$", "read (next|more|also):?$",
        "references?$", "footnotes?$", "trending( now)?$", "sponsored (content|stories).{0,20}$",
    ),
    "de": (
        "(mehr|weitere|ähnliche|aktuelle|verwandte|neueste|meistgelesene?)( \\w+){0,2} (artikel|themen|"
        "nachrichten|meldungen|beiträge|news|zum thema).{0,20}$", "(zum|über den|über die) autor(in|en)?"
        ".{0,30}$", "(das könnte|auch interessant|passend zum thema|meistgelesen|kommentare).{0,40}$",
        "lesen sie (auch|mehr).{0,40}$", "(die|der) autor(in)?$", "newsletter$", "themen( folgen)?:?$",
    ),
    "fr": ("(sur le même|à lire (aussi|également)|articles? (liés?|similaires?|recommandés?)|plus (d['’]"
           "articles|de)|les plus lus|commentaires?|à propos de l['’]auteur).{0,40}$",),
    "es": ("((artículos|noticias|notas|contenidos?) (relacionad[oa]s?|similares)|(más|otras) noticias|"
           "lo más (leído|visto)|te puede interesar|comentarios|sobre el autor|archivado en).{0,40}$",),
    "pt": ("((artigos|notícias|matérias) relacionad[oa]s|(mais|outras) notícias|leia (também|mais)|"
           "mais lidas|comentários|sobre o autor).{0,40}$",),
    "it": ("(articoli correlati|leggi anche|potrebbe interessarti|altre notizie|commenti).{0,40}$",),
    "pl": ("((powiązane|podobne|polecane|najnowsze|inne) (artykuły|wpisy|wiadomości|tematy)|zobacz (też|"
           "także|również)|czytaj (też|także|więcej)|komentarze|o autorze|tagi).{0,40}$",),
    "nl": ("(gerelateerde? (artikelen|berichten)|lees ook|meer (nieuws|over)|reacties).{0,40}$",),
    "nordic": ("(relatert|relaterade?|läs (också|mer|även)|les også|læs også|kommentarer).{0,40}$",),
    "ru": ("((похожие|другие) (статьи|новости)|читайте также|комментарии).{0,40}$",),
    "ja": ("(関連記事|あわせて読みたい|関連ニュース|おすすめ記事).{0,20}$",),
    "zh": ("(相关(新闻|阅读|文章)|延伸閱讀|推荐阅读).{0,20}$",),
    "ko": ("(관련 ?기사|많이 본 (뉴스|기사)|댓글).{0,20}$",),
}  # fmt: skip


def _compile(table: dict[str, tuple[str, ...]], end: str) -> re.Pattern[str]:
    phrases = "|".join(phrase for phrases in table.values() for phrase in phrases)
    return re.compile(rf"[\W_]{{0,5}}(?:{phrases}){end}", re.IGNORECASE)


_LABEL = _compile(_LABELS, r"\W{0,5}$")
_LEAD = _compile(_LEADS, "")
_TAIL = _compile(_TAILS, "")


def is_label(text: str) -> bool:
    """Whether a whole line is a button's or a part's name: 'Advertisement', 'Image 1 of 5'."""
    return len(text) <= _LONGEST_TAIL and _LABEL.match(text) is not None


def is_lead(text: str) -> bool:
    """Whether a line points elsewhere, credits a picture, or asks something of the reader."""
    return len(text) <= _LONGEST_LEAD and _LEAD.match(text) is not None


def is_tail(text: str) -> bool:
    """Whether a short line starts the part below the story: 'Related articles'."""
    return len(text) <= _LONGEST_TAIL and _TAIL.match(text) is not None

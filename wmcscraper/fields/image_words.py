"""Words by which captions, credits and pictures tell what they are, as data."""

from __future__ import annotations

import re

__all__ = [
    "AD_SIZES",
    "AGENCY_END",
    "BYLINE",
    "BY_MARK",
    "CAPTION_NAMES",
    "COLON_MARK",
    "CREDIT_NAMES",
    "CREDIT_START",
    "DECORATION_NAMES",
    "DEFAULT_FILE_WORDS",
    "FULL_ATTRIBUTES",
    "LAZY_ATTRIBUTES",
    "LEAD_CREDIT",
    "PLACEHOLDER_FILE",
    "SET_ATTRIBUTES",
    "SIZE_PARAMETERS",
    "SOURCE_HEADING",
]

_THING = (
    r"photo(?:graph)?s?|images?|pictures?|pics?|illustrations?|graphics?|renderings?"
    r"|foto(?:graf[ií]a)?s?|bild(?:er)?|im[aá]gen(?:es)?|imagem|imagens|zdj[eę]ci[ae]|grafik[ai]?|abbildung|fotografi[ae]"
    r"|obr[aá]zek|kuva|bilde|afbeelding|immagine"
)
_WHICH = (
    r"(?:(?:the|feature[d]?|cover|main|lead|header|title|hero|top|thumbnail|all|główne(?:go)?|"
    r"destacada|principal|de (?:la|las|los)|der|des|do|da)\s+){0,3}"
)

COLON_MARK = re.compile(
    rf"\b(?:(?:{_THING})\s*(?:/\s*(?:{_THING}))?\s*(?:credits?|sources?|courtesy|copyright|rights|by)?"
    r"|(?:sources?|credits?|courtesy|copyright|rights)(?:\s+of)?\s+"
    rf"{_WHICH}(?:{_THING})"
    r"|sources?|credits?|courtesy|copyright|photographer|fotograf(?:in)?|fotógraf[oa]|autor(?:ka)?"
    r"|bildquellen?|bildnachweise?|bildrechte|titelbild|quellen?|fuentes?|fontes?|cr[eé]ditos?"
    r"|fotoğraf|cr[eé]dits?(?:\s+photos?)?|fuente de (?:la|las) im[aá]gen(?:es)?"
    r"|źródł[oa](?:\s+zdj[eę](?:cia|ć))?|fot\.?|zdroj|foto(?:grafie)?|bron|källa|kilde|kaynak|фото|источник)\s*(?:\||:|：)\s*",
    re.IGNORECASE,
)
"""A word with a colon after which the credit stands: 'Source:', 'Foto:', 'Photo credit:'."""

BY_MARK = re.compile(
    rf"(?:\b(?:{_THING})\s+(?:(?:taken\s+|credit\s+)?by|przez|courtesy(?:\s+of)?|via|copyright)\s+"
    rf"|\b(?:{_THING})\s+(?:von|de|di|do|door|av)\s+(?=(?-i:[A-ZÀ-Ž]))"
    r"|\bcourtesy\s+(?:of\s+)?|\bfot\.\s+|©\s*|\(c\)\s*|\bcopyright\s+(?:©\s*)?"
    r"|\bcredits?\s+(?:to\s+)?(?=(?-i:[A-ZÀ-Ž])))(?:the\s+)?(?:\d{4}\s+)?",
    re.IGNORECASE,
)
"""Words after which the credit stands without a colon: 'Photo by', 'Fot.', '©', 'courtesy of'."""

CREDIT_START = re.compile(
    r"photo|image|pic|illus|graphi|render|fot|bild|im[aá]g|zdj|grafi|abbil|obr[aá]z|kuva|afbee|immag"
    r"|court|copyr|credit|©|\(c\)"
)
"""What a text in lower case has in it that has a ``BY_MARK``: found at a tenth of the cost."""

BYLINE = re.compile(
    r"(?:(?:written|posted|reported|text|words) )?"
    r"(?:by|von|por|par|przez|autor(?:in|a)?|author|text):?\s",
    re.IGNORECASE,
)
"""The beginning of a line that names the writer."""

AGENCY_END = re.compile(
    r"(?:^|[.!?)\]|–—-]\s+|[(\[])"
    r"((?:(?:[A-ZÀ-Ž]\.[ -]?){0,3}[^\s()\[\].|][^()\[\]|.]{0,60}?\s*"
    r"(?:/|\bvia\b|\bon\b|,|\bfor\b)\s*)?"
    r"(?:Reuters|AFP|AP(?: Photo)?|Associated Press|Getty(?: Images)?|Shutterstock|Unsplash"
    r"|[Pp]exels|Pixabay|iStock(?:photo)?|Adobe ?Stock|Wikimedia(?: Commons)?|Wikipedia|dpa|EPA"
    r"|EFE|PAP|ANSA|TASS|Xinhua|Bloomberg|Flickr|Alamy|Depositphotos|Dreamstime|imago|Keystone"
    r"|picture alliance)"
    r"(?:[ /][A-Z][\w ./]{0,40})?)\s*[.)\]]*$"
)
"""A credit at the end without any mark: 'J. Kim/Reuters', 'Getty Images'."""

LEAD_CREDIT = re.compile(
    r"^(?:"
    rf"(?:sources?|credits?|courtesy|copyright)(?:\s+of)?\s+{_WHICH}(?:{_THING})"
    rf"|{_WHICH}(?:{_THING})\s*(?:credits?|sources?|courtesy(?:\s+of)?|by|copyright)"
    rf"|(?:feature[d]?|cover|main|lead|header|title|hero)\s+(?:{_THING})"
    r"|bildquellen?|bildnachweise?|titelbild|beitragsbild|aufmacherbild"
    r"|źródł[oa]\s+(?:zdj[eę](?:cia|ć)|grafiki|obrazu)|zdj[eę]cie(?:\s+główne)?|fot\."
    r"|fuente\s+de\s+(?:la|las)\s+im[aá]gen(?:es)?|imagen\s+(?:destacada|principal)|cr[eé]dits?\s+photos?"
    r"|fonte\s+da\s+imagem|foto|photos?|fotos"
    r")\s*(?::|\bby\b|\bvon\b|(?<=\.)\s|(?<=by)\s|(?<=of)\s)\s*",
    re.IGNORECASE,
)
"""A line of its own, away from the picture, that says whose the story's picture is."""

SOURCE_HEADING = re.compile(
    rf"^(?:(?:sources?|credits?)(?:\s+of)?\s+{_WHICH}(?:{_THING})"
    rf"|(?:{_THING})\s+(?:credits?|sources?)"
    r"|bildquellen?|bildnachweise?|źródł[oa] zdj[eę](?:cia|ć)"
    r"|fuente de (?:la|las) im[aá]gen(?:es)?)\s*:?$",
    re.IGNORECASE,
)
"""A heading under which the credit of the story's picture stands."""

CAPTION_NAMES = frozenset({
    "caption", "captions", "figcaption", "cutline", "legend", "legende", "bildunterschrift",
    "imgcaption", "imagecaption", "photocaption", "podpis", "bildtext", "imagetext",
})  # fmt: skip
"""Words of class names on captions."""

CREDIT_NAMES = frozenset({
    "credit", "credits", "photographer", "copyright", "photocredit", "imagecredit", "attribution",
    "bildnachweis", "source", "quelle", "autor",
})  # fmt: skip
"""Words of class names on credits inside a caption."""

DECORATION_NAMES = frozenset({
    "avatar", "gravatar", "icon", "icons", "emoji", "smiley", "sprite", "pixel", "tracking",
    "tracker", "beacon", "logo", "logos", "badge", "ad", "ads", "advert", "advertisement",
    "adsense", "sponsor", "sponsored", "banner", "promo", "spinner", "loader", "button", "btn",
    "arrow", "author", "byline", "thumb", "thumbnail", "related", "teaser", "share", "social",
    "rating", "flag", "captcha", "qr", "newsletter", "partner", "partners",
})  # fmt: skip
"""Words of class names (on the picture or close above it) and file names on what is no picture
of the story."""

DEFAULT_FILE_WORDS = frozenset({
    "logo", "default", "share", "sharing", "social", "placeholder", "favicon", "icon", "og",
    "ogimage", "opengraph", "fallback", "avatar", "noimage", "dummy", "blank", "site", "brand",
})  # fmt: skip
"""Words of file names on the picture that a site gives to every page without one."""

PLACEHOLDER_FILE = re.compile(
    r"(?:^|[/_.-])(?:spacer|blank|pixel|transparent|placeholder\w*|lazy(?:load)?|loading|loader|clear"
    r"|empty|1x1|dot|trans|grey|gray|noimage|no-image|dummy|shim|px)(?:[_.-]?\d*)?"
    r"\.(?:gif|png|jpe?g|svg|webp)$",
    re.IGNORECASE,
)
"""The end of a path that leads to nothing to be seen."""

LAZY_ATTRIBUTES = (
    "data-src", "data-lazy-src", "data-original", "data-lazy", "data-echo", "data-image",
    "data-url", "data-hi-res-src", "data-img-url", "data-actualsrc", "data-defer-src",
    "data-srcimg",
)  # fmt: skip
"""Attributes that hold the address of a picture that scripts load later."""

FULL_ATTRIBUTES = (
    "data-full", "data-full-url", "data-full-src", "data-fullsrc", "data-orig-file", "data-large",
    "data-large-file", "data-large-src", "data-large_image", "data-zoom-image", "data-zoom",
    "data-original-src", "data-hires", "data-highres", "data-orig-src", "data-src-full",
)  # fmt: skip
"""Attributes that hold the address of a picture's full size."""

SET_ATTRIBUTES = ("srcset", "data-srcset", "data-lazy-srcset", "data-original-set", "lazy-srcset")

SIZE_PARAMETERS = frozenset({
    "w", "h", "width", "height", "resize", "fit", "crop", "quality", "q", "size", "sz", "dpr",
    "auto", "format", "fm", "ssl", "strip", "zoom", "rect", "s", "imwidth", "imheight", "im",
    "downsize", "output-quality", "ixlib", "v", "ver", "itok", "t", "maxwidth", "mode", "scale",
})  # fmt: skip
"""Query parameters that choose a picture's size or form, never which picture it is."""

AD_SIZES = frozenset({
    (728, 90), (468, 60), (300, 250), (160, 600), (120, 600), (970, 250), (970, 90), (320, 50),
    (320, 100), (336, 280), (250, 250), (234, 60), (88, 31), (120, 60), (125, 125), (300, 600),
})  # fmt: skip
"""Width and height of the usual advertisements."""

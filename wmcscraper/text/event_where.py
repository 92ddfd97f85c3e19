"""Which place of a sentence belongs to an event that it names."""

from __future__ import annotations

import re

from wmcscraper.text.dates import DateMention
from wmcscraper.text.event_cues import after_end
from wmcscraper.text.event_links import Sentence, by_the_day, only_fillers
from wmcscraper.text.event_names import Mention
from wmcscraper.text.event_words import phrases, words
from wmcscraper.text.places import Place, fold

__all__ = ["link_place"]

_NEAR_PLACE = 130  # characters between a name or its date, and the place


def link_place(
    sentence: Sentence, mention: Mention, date: DateMention | None, begin: int, limit: int
) -> tuple[str | None, str | None]:
    """City and country that the sentence gives the event, None where it does not."""
    text = sentence.text
    cursor = max(mention.end, date.end if date and date.start >= mention.end else 0)
    stop = min(limit, cursor + _NEAR_PLACE)
    found: list[Place] = []
    for place in sentence.places:
        if not mention.end <= place.start < stop or place.preposition in {"from", "of", "visit"}:
            continue
        by_to = place.preposition in {"to", "no", "na", "a"}
        gapped = text[mention.end : place.start].strip() == "to"  # 'the Salt Days to Lima on …'
        if by_to and not gapped and not _comes(text[: place.start]):
            continue
        start = cursor if place.start >= cursor else after_end(text, mention.end)
        between = text[start : place.start]
        if phrases("other").search(between) or re.search(
            r"(?:,\s+(?:and|while|but|with|drawing|attracting)\b|;|\bfrom\s+over\b)", between
        ):
            continue
        if _same_name(place, mention):
            continue
        # '…, Lima.' only where nothing but marks and places stand before it
        by_mark = place.preposition in ",–—-|(:/" and place.start > cursor
        if by_mark and not only_fillers(sentence, start, place.start):
            continue
        found.append(place)
    if not any(p.city for p in found) and (city := _hosted_by(text[mention.end : stop])):
        return city, found[0].country if found else None
    if not found:
        return _host(sentence, mention, begin)
    if len(found) > 1 and found[0].preposition == "at" and found[1].start - found[0].end < 5:
        del found[0]  # 'at Marina Bay Sands in Singapore'
    first = found[0]
    city, country = first.city, first.country
    if city and not country:  # 'Sweden hosts the … in Luleå'
        host_city, country = _host(sentence, mention, begin)
        country = country if host_city in {None, city} else None
    for place in found[1:]:
        if not country and place.country and not place.city and place.start - first.end < 8:
            country = place.country
        elif not country and place.country and place.city and place.start - first.end < 60:
            city, country = place.city, place.country
        elif not city and place.city and not place.country and place.start - first.end < 30:
            city = place.city
    return city, country


def _same_name(place: Place, mention: Mention) -> bool:
    return bool(place.city and fold(place.city) == fold(mention.name))


def _comes(before: str) -> bool:
    return bool(
        re.search(
            r"\b(?:returns?|returning|returned|comes?|coming|moves?|moved|heads?|back|vuelve|regresa|"
            r"go|goes|going|brings?|brought|draws?|drew|attract(?:s|ed)?|awarded|given|travels?)\b(?:[^,;]|,(?=\d)){0,40}$",
            before,
            re.IGNORECASE,
        )
    )


def _host(sentence: Sentence, mention: Mention, begin: int) -> tuple[str | None, str | None]:
    """'Lima, Peru, will host the …', 'On 5 May in Lima, the …': a place before the name."""
    text = sentence.text
    if (chosen := _CHOSEN.search(text[begin : mention.start])) and _may_be_city(chosen[1]):
        return chosen[1], None
    if held_in := _BEFORE_BRACKET.search(text[begin : mention.start]):
        return held_in[1], None
    for place in reversed(sentence.places):
        if not begin <= place.start or place.end > mention.start:
            continue
        between = text[place.end : mention.start]
        if begin and _RIGHT_AFTER.fullmatch(text[begin : place.start]):
            continue  # 'at the Zinc Forum in Elko and the Lead Forum': that of the event before
        if len(between) > 80:
            continue
        if _WHERE.match(between):
            return place.city, place.country
        if phrases("other").search(between):
            continue
        hosted = phrases("hosts").search(between)
        owner = text[: place.end].endswith(("'s", "’s")) and hosted and "ost" not in hosted.group()
        subject = place.preposition == "^" and between[:1] == " " and between[1:2].islower()
        announced = subject or (place.country and place.preposition in {"^", ",", "in", "en"})
        if hosted and announced and not owner:
            return place.city, place.country
        if not mention.name and _IS_ITS.fullmatch(between):
            return place.city, place.country
        beside = place.preposition in _BESIDE or (
            place.preposition == "to" and _TRAVEL.search(text[begin : place.start]) is not None
        )
        if beside and (hosted or only_fillers(sentence, place.end, mention.start)):
            return place.city, place.country
    return _host_city(sentence, mention, begin), None


_BEFORE_BRACKET = re.compile(
    r"(?:^|[:,;]|\b(?:and|in|y|en))\s+([^\W\d_a-z][\w'’-]+(?:\s[^\W\d_a-z][\w'’-]+){0,2})"
    r"\s\((?:the\s)?$"
)
"""'Vancouver (Resource Conference, 24-25 January)'"""
_CHOSEN = re.compile(
    r"\b(?:choose|chooses|chosen|chose|picks?|picked|names?|named|selects?|selected|confirms?|confirmed|approved?)\s+"
    r"([^\W\d_a-zß-ÿ][\w'’-]+(?:\s[^\W\d_a-zß-ÿ][\w'’-]+){0,2})\s+(?:as|to\s+be)\s+(?:the\s+)?"
    r"(?:host|venue|home|site|host\s+city|next\s+host)\s+(?:of|for)\s+(?:the\s+)?$"
)
"""'Members chose Tashkent as host of the'"""


_RIGHT_AFTER = re.compile(r",?\s*(?:in|at|\()\s*")
_IS = (
    r"(?:\s*+,)?\s++(?:will\s+(?:again\s+)?)?"
    r"(?:be|becomes?|serve\s+as|is|was|hosts?|hosted|stages?|staged)\s+"
)
_IS_ITS = re.compile(_IS)
_OF_LAST = re.compile(r"^\W*([^\W\d_a-zß-ÿ][\w'’-]+(?:\s[^\W\d_a-zß-ÿ][\w'’-]+){0,2})" + _IS + "$")
"""'Almaty will be its stage'"""
_WHERE = re.compile(r"\s*,\s+(?:where|donde)\b")
_BESIDE = frozenset(["in", "at", "en", "|", "–", "—", "-", ":", ",", "("])
_TRAVEL = re.compile(
    r"\b(?:travel|head|come|fly|go|return|flock|travelled|came|went|flew)\w{0,3}\s+to\s+$"
)


def _host_city(sentence: Sentence, mention: Mention, begin: int) -> str | None:
    """'Kigali will host the Tantalum Conference': a city where one word or two stand as the host.

    Companies host webinars and meetings of their own; what a city hosts is a congress that has a
    name. Only a subject at the start of the sentence counts, and none that is an acronym.
    """
    if not mention.name:
        subject = _OF_LAST.search(sentence.text[begin : mention.start])
        return subject[1] if subject and _may_be_city(subject[1]) else None
    if not mention.proper or mention.acronym or by_the_day(mention):
        return None
    subject = _HOSTS.search(sentence.text[begin : mention.start])
    if not subject or not re.search(r"(?:\bthe|\bel|\bla|\ble)\s*$", _lead(sentence, mention)):
        return None
    return subject[1] if _may_be_city(subject[1]) else None


def _may_be_city(name: str) -> bool:
    """Is the host not plainly a body, as an acronym or 'the Ministry' is?"""
    found = name.split()
    lows = {fold(word) for word in found}
    return not any(word.isupper() for word in found) and not lows & words("organisations")


def _hosted_by(after: str) -> str | None:
    """The city of 'will be hosted by Kiruna in June'."""
    host = _HOSTED_BY.search(after)
    return host[1] if host and _may_be_city(host[1]) else None


_HOSTED_BY = re.compile(
    r"\b(?:hosted|welcomed|staged)\s+by\s+([^\W\d_a-zß-ÿ][\w'’-]+(?:\s[^\W\d_a-zß-ÿ][\w'’-]+)?)"
    r"(?=\s+(?:in|on|from)\s|,|\.|$)"
)


_HOSTS = re.compile(
    r"(?:^|[,:;–—]|\b(?:when|where|as|that))\s*"
    r"((?:(?:San|Santa|Santo|St\.?|New|El|La|Los|Las|Port|Cape|Fort|Puerto|Villa|Ciudad)\s)?"
    r"[^\W\d_a-zß-ÿ][\w'’-]+(?:\s(?:de|del|de\s(?:la|los|las)|do|da|upon|am)\s[^\W\d_a-zß-ÿ][\w'’-]+){0,2}"
    r"(?:\s[^\W\d_a-zß-ÿ][\w'’-]+)?)\s+"
    r"(?:(?:will\s+(?:again\s+)?|to\s+)?(?:host|be\s+home\s+to|play\s+host\s+to|be\s+the\s+venue\s+(?:for|of))|"
    r"hosts|is\s+home\s+to|plays\s+host\s+to|(?:is|was)\s+the\s+(?:venue|setting|host)\s+(?:for|of)|is\s+to\s+host|is\s+hosting|hosted|will\s+welcome|welcomes|"
    r"acogerá|albergará|recibirá|será\s+(?:la\s+)?sede|sediará|accueillera|accueille|gości|ugości)\b"
    r"[^.;]{0,60}$"
)


def _lead(sentence: Sentence, mention: Mention) -> str:
    """The text up to the name's first word, its article and ordinal left to it."""
    first = (
        sentence.text.find(mention.name.split(maxsplit=1)[0], mention.start) if mention.name else -1
    )
    text = sentence.text[mention.start : first if first > 0 else mention.start]
    return re.sub(r"(?:\b(?:\d\w*|[IVXLC]+|\w+(?:st|nd|rd|th))\.?\s*)+$", "", text)

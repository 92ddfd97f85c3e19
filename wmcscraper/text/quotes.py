"""Direct speech: who said what, in which role."""

from __future__ import annotations

import re
from bisect import bisect_left

from wmcscraper.items import Quote
from wmcscraper.text.marks import Span, find_spans, paragraphs
from wmcscraper.text.speakers import People, parse_phrase
from wmcscraper.text.speech import attribute
from wmcscraper.text.speech_tokens import tokenize
from wmcscraper.text.speech_words import LANGUAGES, Words, load_words, pick_language

__all__ = ["extract_quotes"]

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_MIN_WORDS = 4


def extract_quotes(text: str, language: str | None = None) -> list[Quote]:
    """The direct speech in ``text``, in order.

    ``language`` is a BCP 47 tag; without one, or with one that has no word lists, the language
    is told from the text. Offsets are those of the words inside the marks.
    """
    paras = list(paragraphs(text))
    spans = find_spans(text, paras)
    if not spans:
        return []
    tag = (language or "").split("-")[0].lower()
    words = load_words(tag if tag in LANGUAGES else pick_language(text))
    people = People(text, words)
    starts = [s.outer_start for s in spans]
    quotes: list[Quote] = []
    done = 0
    for number, (start, end) in enumerate(paras):
        low, high = done, bisect_left(starts, end)
        done = max(done, high)
        inside = spans[low:high]
        if not inside:
            continue
        stop = max(end, inside[-1].outer_end)
        quotes += _paragraph(text, start, stop, inside, words, people)
    return quotes


def _paragraph(
    text: str, start: int, end: int, spans: list[Span], words: Words, people: People
) -> list[Quote]:
    line = tokenize(text, start, end, spans, words)
    quotes: list[Quote] = []
    last: tuple[str | None, str | None, str | None] | None = None
    for number, span in enumerate(spans):
        found = attribute(line, number)
        body = text[span.start : span.end]
        long = len(_WORD.findall(body)) >= _MIN_WORDS
        if not long and not (found and found.direct and body[-1:] in ",.?!"):
            continue
        if found is None:
            if last is None:
                quotes.append(Quote(body, None, None, None, span.start, span.end))
            else:
                quotes.append(Quote(body, *last, span.start, span.end))
            continue
        cue = line.text(text, found.cue_first, found.cue_last) or None
        if line.tags[found.first] == "P":
            speaker = people.person_before(line.starts[found.first])
            role = None
        else:
            phrase = parse_phrase(text, line, found.first, found.last, words)
            role = phrase.role
            if phrase.name:
                speaker = people.full_name(phrase.name, line.starts[found.first])
            else:
                speaker = phrase.text
        last = (speaker, role, cue)
        quotes.append(Quote(body, *last, span.start, span.end))
    return quotes

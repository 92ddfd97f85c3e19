"""Roles with affiliation: what a text says about a speaker beside his or her name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wmcscraper.text.speakers import Mention, People, unowned
from wmcscraper.text.speech_tokens import Line, tokenize
from wmcscraper.text.speech_words import Words

__all__ = ["Roles"]

_MARKS = frozenset('"“”„«»\n')
_BEFORE = 130
_AFTER = 170
# How many words after a name 'who took over as' may reach.
_LINK = 6
_PART = r"(?:[NSzntTg-]|e(?=[NntTSz]))"
_OF = rf"(?:(?:[oq]D?|pD){_PART}+(?:c(?=[NT]){_PART}+)?)*"
# 'Harrow managing director |', 'the head of the dam safety agency, |'
_TITLE = re.compile(
    r"(?P<role>(?:[NSzntTg#]|e(?=[NntTSz])|(?<=[tT])c(?=[tTN]))*[tT](?:[oq]D?[NnSg]+)?)h*$"
)
# 'BHP's president Americas, |'
_REVERSED = re.compile(rf"(?:[Dz]|(?<![NnTtS])(?=S))(?P<role>{_PART}*[tT][nN]*{_OF}),h*$")
# '|, Founder, Chairman, and CEO of MP Materials', '|, P.Geo., Vice President Exploration'
_APPOSITION = re.compile(
    rf"(?:,N(?=,))?(?:,\#(?=,))?,D?(?P<role>{_PART}*[tT][nN]*(?:,?c?{_PART}*[tT][nN]*)*{_OF}"
    rf"(?:c{_PART}*[tT]{_OF})?)"
)
# '| of the Westlake Institute', '|, whose company, Sagebrush Rare Earths'
_FROM = re.compile(r"(?:[oq]D?|,w[nz]*,)(?P<role>N+(?:[oc]D?N+)*|(?<=oD)n+(?=[.,E]|$))")
# 'will become | non-executive chair', 'who | runs the copper desk at X'
_BECOMES = re.compile(rf"D?(?P<role>{_PART}*[tT]{_OF})")
_RUNS = re.compile(rf"(?P<role>.D?{_PART}+[oq]D?{_PART}+)")


class Roles:
    """The role of each person of a text, looked for once a name."""

    def __init__(self, text: str, words: Words, people: People) -> None:
        self._text = text
        self._words = words
        self._people = people
        self._found: dict[str, str | None] = {}
        links = words.sets["names.role_verbs"], words.sets["names.role_links"]
        self._runs, self._links = links

    def of(self, name: str | None) -> str | None:
        """The role of the person ``name``, as it stands beside the first mentions."""
        if not name:
            return None
        if name not in self._found:
            self._found[name] = self._search(name)
        return self._found[name]

    def holder(self, phrase: str, names: Iterable[str]) -> str | None:
        """Who of ``names`` holds the role that a phrase like 'the minister' means."""
        role = self.plain(phrase)
        if not role or " " in role:
            return None
        wanted = role.casefold()
        for name in names:
            if wanted in (self.of(name) or "").casefold().replace(",", " ").split():
                return name
        return None

    def note(self, name: str, role: str) -> None:
        """Remember a role that the text gives in another way, if none is known."""
        if not self.of(name):
            self._found[name] = role

    def plain(self, phrase: str) -> str | None:
        """The role in a phrase like 'the minister', without its determiner."""
        line = tokenize(phrase, 0, len(phrase), [], self._words)
        first = len(line.tags) - len(line.tags.lstrip("D"))
        if "t" not in line.tags.casefold():
            return None
        role = line.text(first, len(line.tags))
        return None if role.casefold() in self._words.sets["names.not_roles"] else role

    def _search(self, name: str) -> str | None:
        mentions = self._people.mentions(name)
        for look in (self._beside, self._clause):
            for mention in mentions:
                role = look(mention)
                if role:
                    return role
        return None

    def _beside(self, mention: Mention) -> str | None:
        text = self._text
        low = max(0, mention.start - _BEFORE, text.rfind("\n", 0, mention.start) + 1)
        line = tokenize(text, low, mention.start, [], self._words)
        m = _REVERSED.search(line.tags) or _TITLE.search(line.tags)
        if m and m.end("role") > m.start("role"):
            return self._role(line, m)
        line = self._after(mention)
        m = _APPOSITION.match(line.tags)
        return self._role(line, m) if m else None

    def _after(self, mention: Mention) -> Line:
        text = self._text
        stop = text.find("\n", mention.end, mention.end + _AFTER)
        high = stop if stop >= 0 else min(len(text), mention.end + _AFTER)
        return tokenize(text, mention.end, high, [], self._words)

    def _role(self, line: Line, m: re.Match[str]) -> str | None:
        first, last = m.span("role")
        drop = self._words.sets["names.not_in_roles"]
        # 'the Company's chairman', 'its next chief executive'
        while first < last - 1 and unowned(line.text(first, first + 1)).casefold() in drop:
            if line.tags[first] not in "Szn":
                break
            first += 1
        role = line.text(first, last).strip(" ,-–—")
        short = self._words.sets["names.stopped_in_roles"]
        stop = line.ends[last - 1]
        if line.source[stop : stop + 1] == "." and role.rpartition(" ")[2].casefold() in short:
            role += "."
        plain = self._words.sets["names.not_roles"]
        if not role or role.casefold() in plain or not _MARKS.isdisjoint(role):
            return None
        return role

    def _clause(self, mention: Mention) -> str | None:
        """A role told in a clause: 'who runs …', 'will become chair', 'of the Institute'."""
        line = self._after(mention)
        tags = line.tags
        m = _FROM.match(tags)
        if m:
            return self._role(line, m)
        for i in range(min(_LINK, len(tags))):
            word = line.text(i, i + 1).casefold()
            if word in self._links:
                m = _BECOMES.match(tags, i + 1)
            elif word in self._runs and i and tags[i - 1] == "w":
                m = _RUNS.match(tags, i)
            else:
                continue
            if m:
                return self._role(line, m)
        return None

"""What a story is recognised by, each part worked out once: many steps of its way ask for it."""

from __future__ import annotations

from functools import cached_property, lru_cache

from wmcscraper.copies import Text, anchors
from wmcscraper.identity import fingerprint

__all__ = ["Signature", "signature_of"]

_KEPT = 256  # stories: more than wait to be written at any time, and those they are compared with


class Signature:
    """The marks of one title and body, worked out when they are first asked for.

    A process that has time works out all of them (``complete``) for one that has none (``share``).
    """

    def __init__(self, title: str, body: str) -> None:
        self.title = title
        self.body = body

    @cached_property
    def fingerprint(self) -> str:
        """Equal where title and text are."""
        return fingerprint(self.title, self.body)

    @cached_property
    def text(self) -> Text:
        """The body as it is compared with others."""
        return Text.of(self.body)

    @cached_property
    def anchors(self) -> list[int]:
        """Numbers that copies share, by which they find each other."""
        return anchors(self.text)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words of the body as they are written."""
        return frozenset(self.body.split())

    def complete(self) -> Signature:
        """Work out now what another process would have to."""
        _ = self.fingerprint, self.anchors
        return self

    def share(self) -> None:
        """Let ``signature_of`` know what another process has worked out."""
        vars(signature_of(self.title, self.body)).update(vars(self))


@lru_cache(maxsize=_KEPT)
def signature_of(title: str | None, body: str | None) -> Signature:
    """The marks of a story; the same object while the story is among the last that were met."""
    return Signature(title or "", body or "")

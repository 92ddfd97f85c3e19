"""The marks of a story are worked out once, in whichever process."""

from __future__ import annotations

import pickle

import pytest

from tests.small_sites import TEXT
from wmcscraper import signatures
from wmcscraper.copies import Text, anchors
from wmcscraper.identity import fingerprint
from wmcscraper.signatures import Signature, signature_of


def test_the_marks_are_those_of_title_and_body():
    story = signature_of("Tin", TEXT)
    assert story.fingerprint == fingerprint("Tin", TEXT)
    assert story.anchors == anchors(Text.of(TEXT))
    assert story.vocabulary == set(TEXT.split())
    assert signature_of(None, None).fingerprint == fingerprint(None, None)


def test_what_another_process_worked_out_is_not_worked_out_again(monkeypatch):
    told = pickle.loads(pickle.dumps(Signature("Told", TEXT).complete()))  # noqa: S301
    told.share()
    for name in ("fingerprint", "anchors"):
        monkeypatch.setattr(signatures, name, lambda *_: pytest.fail("worked out again"))
    story = signature_of("Told", TEXT)
    assert story.anchors == told.anchors
    assert story.fingerprint == told.fingerprint
    assert story.text.words == told.text.words

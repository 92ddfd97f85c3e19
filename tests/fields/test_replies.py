"""Readers' comments on pages whose class words tell nothing."""

from __future__ import annotations

import pytest

from wmcscraper.fields import body, title
from wmcscraper.page import Page

STORY = [
    "Osten Works raised the first ore from its new shaft in the north on Tuesday, said Ada Lind.",
    "The shaft is 900 metres deep and was sunk in three years, one year less than was planned.",
    "A second one follows in spring, if the council of the town of Osten agrees to its road.",
]
COMMENT = (
    "I have seen this before, in {n} towns of the north, and in none of them did the road come "
    "before the mine, nor did anybody ask those who live beside it what they thought of it."
)


def read(after: str, inner: str = "", below: str = "") -> list[str]:
    story = "".join(f"<p>{text}</p>" for text in STORY) + inner
    html = (
        f"<h1>First ore in Osten</h1><div class=q1><div class=q2>{story}</div>{after}</div>{below}"
    )
    page = Page(html, "https://example.org/news/story")
    return body.extract(page, title.extract(page)).text.split("\n\n")


def comments(line: str, button: str = "", count: int = 9) -> str:
    return "".join(
        f"<li class=q4><div class=q5>{line.format(n=n)}</div><p>{COMMENT.format(n=n)}</p>"
        f"<div class=q6><a href=#r>{button}</a></div></li>"
        for n in range(count)
    )


@pytest.mark.parametrize(
    ("line", "button"),
    [
        ("Reader{n} says:", ""),
        ("Reader{n} on 3 May 2026 at 6:3{n} pm said:", "Reply"),
        ("Leser{n} sagt:", "Antworten"),
        ("Lecteur{n} a écrit :", "Répondre"),
        ("Lector{n} dijo:", "Responder"),
        ("Leitor{n} disse:", "Responder"),
        ("Lettore{n} ha scritto:", "Rispondi"),
        ("Czytelnik{n}", "Odpowiedz"),
        ("Lezer{n}", "Beantwoorden"),
        ("Läsare{n} skrev:", "Svara"),
    ],
)
def test_comments_are_told_by_what_they_say(line, button):
    assert read(f"<ol class=q3>{comments(line, button)}</ol>") == STORY


def test_answers_to_comments_go_with_them():
    answers = f"<li class=q4>Ada says:<p>{COMMENT}</p><ol>{comments('Reader{n} says:')}</ol></li>"
    assert read(f"<ol class=q3>{answers}{comments('Reader{n} says:')}</ol>") == STORY


def test_a_story_that_quotes_its_speakers_is_none():
    said = [f"Ada Lind of pit {n} says:" for n in range(4)]
    told = [
        f"In year {n} the crews of the north sank more metres than in any year." for n in range(4)
    ]
    lines = [line for pair in zip(said, told, strict=True) for line in pair]
    found = read("", "".join(f"<p>{line}</p>" for line in lines))
    assert found == [*STORY, *lines]


def test_a_list_of_what_was_said_last_beside_the_story_does_not_hide_the_story():
    """Two columns of one tag, each with comments: the one with the story is none of them."""
    column = f"<div class=q2><ul>{comments('Reader{n} says:', count=3)}</ul></div>"
    inner = f"<ul>{comments('Reader{n} said:', 'Reply', count=3)}</ul>"
    below = (
        "<p>Osten News is printed and read in the towns of the north, and has been for long.</p>"
    )
    assert read(column, inner, below)[:3] == STORY


def test_a_page_of_comments_alone_keeps_them():
    page = Page(f"<ol>{comments('Reader{n} says:')}</ol>", "https://example.org/forum")
    assert COMMENT.format(n=3) in body.extract(page, title.extract(page)).text

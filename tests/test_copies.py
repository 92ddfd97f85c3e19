"""Edited copies are found, other stories on the same template are not."""

import random

import pytest

from wmcscraper.copies import Text, anchors, is_copy, may_be_copy

STORY = """Norvik Minerals has opened its third smelter on the coast of Halden after four years
of building work that cost 410 million dollars and employed some 1,900 people at its height.

"We promised the region steady work, and today that promise is kept," said Ingrid Solheim, who
has led Norvik Minerals since 2019. The furnace will melt concentrate from the Storfjell mine,
about 60 kilometres inland, and later from two smaller pits near Lillevann.

Engineers lit the burners on Tuesday evening. Full capacity of 85,000 tonnes of copper a year
should be reached by the autumn, the company expects, provided that the second power line across
the fjord is finished in time. Until then a ferry brings diesel for the generators.

Fishermen had fought the project in court, as they feared for the spawning grounds beneath the
quay. Under a settlement reached last winter, Norvik Minerals pays for a monitoring station run
by the university in Bergen and stops loading ships whenever limits are exceeded."""

REPORT = """The weekly survey of the Baltic scrap desk shows that {metal} closed at {price} dollars
a tonne on Friday, {change} percent above the week before. Stocks in the sheds at Gdynia fell to
{stock} tonnes. Traders spoke of steady demand from foundries and of ships that arrive late.

Premiums for prompt delivery stood at {premium} dollars, and the desk expects little movement
until the holidays are over. The next survey follows on {day}."""


def edited(text, rate, seed):
    rng = random.Random(seed)
    words = text.split(" ")
    return " ".join(
        "".join(rng.choices("aeioulnrst", k=6)) if rng.random() < rate else word for word in words
    )


def copies(one, other):
    return is_copy(Text.of(one), Text.of(other)) and is_copy(Text.of(other), Text.of(one))


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("rate", [0.0, 0.05, 0.15, 0.3])
def test_edited_copy(rate, seed):
    copy = edited(STORY, rate, seed)
    assert copies(STORY, copy)
    assert may_be_copy(frozenset(STORY.split()), frozenset(copy.split()))
    assert len(set(anchors(Text.of(STORY))) & set(anchors(Text.of(copy)))) >= 2


def test_cut_and_framed_copies():
    paragraphs = STORY.split("\n\n")
    notice = "About the wire: the Nordic Ore Wire sends press releases to four hundred editors."
    assert copies(STORY, "\n\n".join(paragraphs[1:]))
    assert copies(STORY, "\n\n".join(paragraphs[:-1]))
    assert copies(STORY, "\n\n".join([notice, *paragraphs, notice.upper()]))


def test_reports_on_one_template_are_different_stories():
    one = REPORT.format(
        metal="brass", price="4,310", change="1.8", stock="12,400", premium="35", day="9 May"
    )
    other = REPORT.format(
        metal="bronze", price="5,275", change="0.4", stock="9,150", premium="48", day="16 May"
    )
    assert not copies(one, other)
    assert copies(one, one.replace("steady", "firm"))


def test_same_words_in_another_order_are_no_copy():
    words = STORY.split()
    random.Random(3).shuffle(words)
    assert not copies(STORY, " ".join(words))


def test_a_shared_passage_is_no_copy():
    passage = STORY.split("\n\n", maxsplit=1)[0]
    other = " ".join(f"quarry{n} ledger{n} harbour{n} signal{n}" for n in range(40))
    assert not copies(STORY, f"{passage}\n\n{other}")


def test_short_texts_are_never_near_copies():
    short = "Gold rose by one percent on Friday, dealers said."
    assert anchors(Text.of(short)) == []
    assert not copies(short, short)


def test_text_without_spaces():
    body = "".join(chr(0x4E00 + n * 7 % 900) for n in range(200))
    assert copies(body, body[20:])


@pytest.mark.parametrize(
    "body", ["", "word " * 50_000, "x" * 300_000, "1 2 3 " * 20_000, "A. " * 9000]
)
def test_odd_texts_are_read_quickly(body):
    text = Text.of(body)
    anchors(text)
    is_copy(text, text)


ABOUT = """About Norvik Minerals. Norvik Minerals is a producer of copper and cobalt with mines on
the western coast and offices in Halden, and employs 2,300 people in four countries. Its shares are
traded in Oslo under the symbol that stands on its page. This release contains statements about the
future that rest on careful assumptions and may not come true, and readers should rely on none."""


def test_two_releases_with_the_same_paragraph_below_them_are_two_stories():
    one = """Norvik Minerals has sold its fleet of forty lorries to a haulier from Bergen, which
    will carry the concentrate for eight years. Drivers keep their contracts and their depot, and
    the price, which neither side would name, is paid in three parts until the spring."""
    other = """A museum of the old silver trade opens next month in the headframe above Lillevann,
    paid for by Norvik Minerals and run by volunteers. School classes visit free of charge, and a
    lift that once took miners down now takes guests up to a terrace with a view of the fjord."""
    assert not copies(f"{one}\n\n{ABOUT}", f"{other}\n\n{ABOUT}")
    assert copies(f"{one}\n\n{ABOUT}", one)


def test_words_met_here_and_there_in_a_long_text_are_no_copy():
    words = [f"{stem}{number}" for number in range(200) for stem in ("quarry", "ledger")]
    assert not copies(" ".join(words), " ".join(words[::10]))
    assert copies(" ".join(words), " ".join(words[100:140]))

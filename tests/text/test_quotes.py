"""Who says what, and in which role."""

import random
from pathlib import Path

import pytest

from wmcscraper.text.quotes import extract_quotes

SEED = Path("/work/shared/seed/mp-materials-page.txt")


def said(text: str, language: str | None = "en") -> list[tuple[str, str | None]]:
    return [(q.text, q.speaker) for q in extract_quotes(text, language)]


@pytest.mark.parametrize(
    ("text", "speaker", "cue"),
    [
        # after the quotation
        ("“We will not sell the mine,” Ann Bell said on Monday.", "Ann Bell", "said"),
        ("“We will not sell the mine,” said Ann Bell, 61, a lawyer.", "Ann Bell", "said"),
        ("“Will we sell the mine?” asked Ann Bell.", "Ann Bell", "asked"),
        ("“We will not sell it,” Ann Bell of the Moor Institute said.", "Ann Bell", "said"),
        ("“We will not sell it,” Ann Bell, who owns half of it, told us.", "Ann Bell", "told"),
        ("“We will not sell the mine.” Ann Bell said.", "Ann Bell", "said"),
        ("“We will not sell the mine.” — Ann Bell, owner", "Ann Bell", None),
        ("“We will not sell the mine,” according to Ann Bell.", "Ann Bell", "according to"),
        # before it
        ("Ann Bell said: “We will not sell the mine.”", "Ann Bell", "said"),
        ("Ann Bell has also added that “we will not sell the mine”.", "Ann Bell", "has also added"),
        ("According to Ann Bell, the sale is “a very bad idea”.", "Ann Bell", "According to"),
        ("Asked about a sale, Ann Bell was blunt: “We will not sell it.”", "Ann Bell", None),
        ("Ann Bell: “We will not sell the mine.”", "Ann Bell", ":"),
        ("In the words of Ann Bell, it is “a very bad idea”.", "Ann Bell", "words"),
        ("Ann Bell criticised the deal, calling it “a very bad idea”.", "Ann Bell", "calling"),
        ("It was what Ann Bell called “a very bad idea”.", "Ann Bell", "called"),
        # institutions, documents and people without a name
        ("“We will not sell it,” the company said in a statement.", "the company", "said"),
        (
            "“We will not sell it,” a spokesperson for Moor Gold said.",
            "a spokesperson for Moor Gold",
            "said",
        ),
        ("“We will not sell it,” said one of the owners.", "one of the owners", "said"),
        ("The report found that dust was “far above any limit”.", "The report", "found"),
        ("“Critics are always loud,” the two lawmakers write.", "the two lawmakers", "write"),
    ],
)
def test_attribution(text: str, speaker: str, cue: str | None) -> None:
    (quote,) = extract_quotes(text, "en")
    assert (quote.speaker, quote.cue) == (speaker, cue)


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        # the same speaker goes on, in the middle of a sentence and after it
        ("“Yes,” said Ann Bell, “we are late. ” “But not very late.”", ["Ann Bell"] * 3),
        ("“We are late,” Ann Bell said. “It is the rain that did it.”", ["Ann Bell"] * 2),
        # last name and pronoun stand for the full name
        (
            "Ann Bell runs a mine. Tom Rudd does not.\n\n“It is a hard life,” Bell said.",
            ["Ann Bell"],
        ),
        ("Ann Bell met Tom Rudd.\n\n“It is a hard life,” she said.", ["Ann Bell"]),
        ("Ann Bell met Tom Rudd.\n\n“It is a hard life,” he said.", ["Tom Rudd"]),
        ("Moor Gold has a plan. “It will be ready in May,” it said.", ["Moor Gold"]),
        # the name stands beside the role, or is known by it
        ("“It is a hard life,” said the mayor, Ann Bell.", ["Ann Bell"]),
        (
            "“It is a hard life,” said Mayor Ann Bell. “It is cold,” the mayor added.",
            ["Ann Bell"] * 2,
        ),
        # two speakers in one paragraph
        (
            "“It is a hard life,” said Ann Bell. “It is a good life,” said Tom Rudd.",
            ["Ann Bell", "Tom Rudd"],
        ),
        # a colon at the end of the paragraph before
        ("Commenting on this, Ann Bell said:\n\n“It is a hard life here.”", ["Ann Bell"]),
        # a signature below
        ("“It is a hard life here.”\n\n— Ann Bell, miner", ["Ann Bell"]),
    ],
)
def test_speakers(text: str, speakers: list[str]) -> None:
    assert [q.speaker for q in extract_quotes(text, "en")] == speakers


@pytest.mark.parametrize(
    ("text", "role"),
    [
        (
            "Ann Bell, Founder, Chair, and CEO of Moor Gold said “we are late again”.",
            "Founder, Chair, and CEO of Moor Gold",
        ),
        (
            "“We are late again,” said Moor Gold chief executive Ann Bell.",
            "Moor Gold chief executive",
        ),
        ("“We are late again,” said CEO Ann Bell.", "CEO"),
        (
            "“We are late again,” said Ann Bell, P.Eng., Vice President Operations.",
            "Vice President Operations",
        ),
        (
            "“We are late again,” the head of the mines agency, Ann Bell, said.",
            "head of the mines agency",
        ),
        ("“We are late again,” Ann Bell of the Moor Institute said.", "Moor Institute"),
        (
            "“We are late again,” said Ann Bell, who leads the assay team at Moor Gold.",
            "leads the assay team at Moor Gold",
        ),
        (
            "Ann Bell will become chief geologist in May.\n\n“We are late again,” Bell said.",
            "chief geologist",
        ),
        ("“We are late again,” said Ann Bell, laughing.", None),
    ],
)
def test_roles(text: str, role: str | None) -> None:
    assert [q.role for q in extract_quotes(text, "en")] == [role]


@pytest.mark.parametrize(
    "text",
    [
        "Moor Gold Corp. (“Moor Gold” or the “Company”) reports results.",
        "The so-called “green” steel plant is late.",
        "Ann Bell said the ship, the “Arctic Star of Moor”, had sailed.",
        "Her first book, “A Life Below the Ground,” was a success, said Tom Rudd.",
        "Juan “El Topo” Ruiz owns the place, he said.",
        "The words “expects”, “may” and “will” mark such statements.",
        "The pipe was 12\" wide and 6' long.",
        "",
        "\n\n\n",
        "“”",
    ],
)
def test_no_speech(text: str) -> None:
    assert said(text) == []


def test_spanish() -> None:
    text = (
        "La alcaldesa Rosa Quispe pidió calma. «Vamos a hablar con todos», dijo ella.\n\n"
        "Según la empresa, el plan «no cambia en nada»."
    )
    expected = [
        ("Vamos a hablar con todos", "Rosa Quispe"),
        ("no cambia en nada", "la empresa"),
    ]
    assert said(text, "es-PE") == said(text, None) == said(text, "xx") == expected


@pytest.mark.skipif(not SEED.exists(), reason="the real page is not part of this project")
def test_real_page() -> None:
    quotes = extract_quotes(SEED.read_text(encoding="utf-8"))
    assert [(q.speaker, q.role) for q in quotes] == [
        ("James Litinsky", "Founder, Chairman, and CEO of MP Materials")
    ] * 2
    assert quotes[0].text.startswith("This milestone marks")
    assert quotes[1].cue == "has added"


def test_any_text_gives_true_offsets() -> None:
    rng = random.Random(3)
    parts = [*"\"“”‘’'«»„,.:;—-()é中\n\ud800\x00", "\n\n", "12", "’s", "Mr.", "Ann", "Bell"]
    parts += [
        "said",
        "says",
        "he",
        "they",
        "the",
        "director",
        "of",
        "who",
        "according to",
        "adding",
    ]
    for _ in range(400):
        text = "".join(rng.choice(parts) + rng.choice(" \n ") for _ in range(rng.randrange(90)))
        for language in (None, "en", "es"):
            for quote in extract_quotes(text, language):
                assert text[quote.start : quote.end] == quote.text


@pytest.mark.parametrize(
    "unit",
    [
        "“",
        '"',
        "“ab ",
        '"ab\n\n',
        "‘ab’ ",
        "« ab » ",
        "“We do go on,” John Smith said. ",
        "“we do go on here” John Smith, ",
        ", a director",
        "John de la ",
        "“we do go on” a.b.",
    ],
)
def test_long_and_broken_text_is_read(unit: str) -> None:
    text = "“We do go on here,” said Ann Bell. " + unit * (50_000 // len(unit))
    quotes = extract_quotes(text, "en")
    assert quotes[0].text == "We do go on here,"
    assert all(text[q.start : q.end] == q.text for q in quotes)


def test_one_spelling_of_a_person() -> None:
    text = (
        "Ann T. Bell, the owner, spoke. “We will not sell it,” Ann Bell said. “Not this year,” "
        "Ms. Bell said. “Ask again next year,” said Ann T. Bell. Her son, Tom Bell, agreed: "
        "“We keep it for now.”"
    )
    assert [speaker for _, speaker in said(text)] == ["Ann T. Bell"] * 3 + ["Tom Bell"]


NATURAL = [
    (
        "“It was surgery on a furnace”, is how plant manager Rosa Lind describes the job.",
        "Rosa Lind",
    ),
    (
        "Osten Copper spent 31 million on it.\n\n“You cannot see into a dam with your eyes.” That "
        "is the sentence with which Rosa Lind, head of geology at Osten, opens each of her talks.",
        "Rosa Lind",
    ),
    (
        "The firm exported 210,000 tonnes of ore.\n\n“Every brick of it had a number,” laughs Rosa "
        "Lind, the president of the works council.",
        "Rosa Lind",
    ),
    (
        "Jon Berg, head of Osten, says yes. Osten's director for tin, Rosa Lind, agrees: “To us "
        "it is simply very rich ore.”",
        "Rosa Lind",
    ),
]


@pytest.mark.parametrize(("text", "speaker"), NATURAL)
def test_speakers_named_in_roundabout_ways(text: str, speaker: str) -> None:
    assert [quote.speaker for quote in extract_quotes(text)] == [speaker]


def test_a_speech_that_goes_on_after_a_semicolon_keeps_its_speaker() -> None:
    text = (
        "“A closed mine is well-explored ground,” said Rosa Lind, a geologist at the University of "
        "Osten, who advises the team; “not to use it would be a waste.”"
    )
    assert [quote.speaker for quote in extract_quotes(text)] == ["Rosa Lind", "Rosa Lind"]


def test_the_end_of_a_grouped_number_is_no_speaker() -> None:
    text = (
        "The firm exported 210,000 tonnes of ore.\n\n“Every brick of it had a number and a name.”"
    )
    assert [quote.speaker for quote in extract_quotes(text)] != ["000"]

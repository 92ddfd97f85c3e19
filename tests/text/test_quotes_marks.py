"""Which stretches of a text stand between quotation marks."""

import pytest

from wmcscraper.text.marks import find_spans, paragraphs


def inside(text: str) -> list[str]:
    return [text[s.start : s.end] for s in find_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "we are late" again.', ["we are late"]),
        ("He said “we are late” again.", ["we are late"]),
        ("Er sagte: „Wir sind spät“ und ging.", ["Wir sind spät"]),
        ("Il dit : « Nous sommes en retard ».", ["Nous sommes en retard"]),
        ("Han sa: ”Vi är sena.” ”Mycket.”", ["Vi är sena.", "Mycket."]),
        ("Sie sagte: »Wir sind spät« und ging.", ["Wir sind spät"]),
        ("She wrote ``we are late'' to us.", ["we are late"]),
        # a curly mark that was set the wrong way round
        ("“We are late,“ said Ann Bell.", ["We are late,"]),
        # nested, of the same kind and of another
        (
            'She said: "It is the old "Discovery" vein, yes."',
            ['It is the old "Discovery" vein, yes.'],
        ),
        ("“He told me ‘never again’ twice,” she said.", ["He told me ‘never again’ twice,"]),
        # inches and feet are no marks
        ('A 4.5" casing and a 6\'2" man, said "all is fine" Bell.', ["all is fine"]),
        ('"We used a 12" pipe here," he said.', ['We used a 12" pipe here,']),
        ('"Hole 12," he said.', ["Hole 12,"]),
        ("No marks at all, it’s the workers’ day.", []),
    ],
)
def test_marks(text: str, expected: list[str]) -> None:
    assert inside(text) == expected


def test_single_marks_count_where_they_carry_the_speech() -> None:
    text = (
        "‘It’s the owners’ fault,’ she said. ‘Nobody’s paid the miners’ wages,’ she added.\n\n"
        "They call it ‘the long wait’ here."
    )
    assert inside(text) == [
        "It’s the owners’ fault,",
        "Nobody’s paid the miners’ wages,",
        "the long wait",
    ]
    assert inside("“We wait,” she said of the ‘long’ strike. “And wait.”") == [
        "We wait,",
        "And wait.",
    ]


def test_speech_goes_on_over_paragraphs_that_open_with_a_mark() -> None:
    text = "She said: “One thing.\n\n“Another thing.\n\n“The last.”\n\nShe left. “Bye,” she said."
    first, second = find_spans(text)
    assert text[first.start : first.end] == "One thing.\n\n“Another thing.\n\n“The last."
    assert text[second.start : second.end] == "Bye,"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a forgotten mark reaches no farther than its paragraph …
        ("“The plant is shut, he said.\n\nAnother day.", ["The plant is shut, he said."]),
        # … or the next mark
        (
            "“The plant is shut. He said: “It is over.”",
            ["The plant is shut. He said:", "It is over."],
        ),
        # a phrase inside a sentence is not carried on
        ("He called it “a bad idea.\n\n“We stop,” she said.", ["a bad idea.", "We stop,"]),
    ],
)
def test_missing_closing_mark(text: str, expected: list[str]) -> None:
    assert inside(text) == expected


def test_paragraphs_end_at_blank_lines_and_after_sentences() -> None:
    text = "One line\nwraps here.\nTwo.\n \n\nThree"
    assert [text[a:b] for a, b in paragraphs(text)] == ["One line\nwraps here.", "Two.", "Three"]

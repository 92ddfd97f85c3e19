"""Two texts compared word by word: readable, complete, and never slow."""

from hypothesis import given
from hypothesis import strategies as st

from wmcscraper.differences import Piece, differences

TEXTS = st.text(alphabet="ab .\n", max_size=60)


def marked(before, after):
    marks = {"same": ("", ""), "gone": ("[-", "-]"), "new": ("{+", "+}")}
    return "".join(
        f"{marks[piece.kind][0]}{piece.text}{marks[piece.kind][1]}"
        for piece in differences(before, after)
    )


def test_words_are_marked():
    assert marked("It opens on Monday.", "It opens late on Tuesday.") == (
        "It opens {+late +}on [-Monday.-]{+Tuesday.+}"
    )
    assert marked("The mine.\n\nIt is old.", "The mine.\n\nNew.\n\nIt is old.") == (
        "The mine.\n\n{+New.\n\n+}It is old."
    )
    assert differences("same", "same") == [Piece("same", "same")]
    assert differences("", "") == []


def test_changed_neighbours_are_one_change():
    assert marked("a big red mill runs", "a small blue mill runs") == (
        "a [-big red-]{+small blue+} mill runs"
    )


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_the_pieces(before, after):
    pieces = differences(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "new") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == after
    assert all(piece.text for piece in pieces)


def test_a_long_text_shows_single_words():
    sentences = [f"Sentence {number} speaks of pump {number * 7}." for number in range(2_000)]
    before = " ".join(sentences)
    sentences[900] = "Sentence 900 speaks of a valve."
    pieces = differences(before, " ".join(sentences))
    assert [piece for piece in pieces if piece.kind != "same"] == [
        Piece("gone", "pump 6300."),
        Piece("new", "a valve."),
    ]

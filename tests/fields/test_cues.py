"""Lines that show by their words that they are none of the story."""

import pytest

from wmcscraper.fields.cues import is_credited


@pytest.mark.parametrize(
    "line",
    [
        "The new mill. Source: Arden Metals",
        "Photo: Jane Roe",
        "The pit at dawn – image credit: Arden Metals",
        "The pit at dawn. Picture by: Jane Roe",
        "Credit: Arden Metals.",
        "Photo by Jane Roe on Picsite",
        "Photograph courtesy of Arden Metals via Picsite",
        "The smelter (Getty Images)",
        "A haul truck © Shutterstock",
        "A haul truck / iStock",
        "A haul truck via Unsplash",
        "A haul truck (c) Pexels",
        "A haul truck/AP Photo",
        "A haul truck/Depositphotos",
        "A haul truck © Alamy",
        "A haul truck via Wikimedia Commons",
        "Das Werk. Bildquelle: Arden Metals",
        "Das Werk. Foto: Jana Roe",
        "Das Werk. Bild: Jana Roe",
        "Das Werk. Grafik: Jana Roe",
        "La mine. Crédits : Jeanne Roe",
        "La mina. Fuente: Arden Metals",
        "La mina. Imagen: Juana Roe",
        "La mina. Crédito: Juana Roe",
        "Kopalnia. Źródło: Arden Metals",
        "Kopalnia. Fot. Jan Roe",
        "Kopalnia. Zdjęcie: Jan Roe",
        "Kopalnia. Autor zdjęcia: Jan Roe",
    ],
)
def test_a_line_that_names_a_pictures_source(line: str) -> None:
    assert is_credited(line)


@pytest.mark.parametrize(
    "line",
    [
        "The mill is the town's largest source of work.",
        "The image of the trade has changed, miners say.",
        "Arden Metals opened the mill in March.",
        "The lender gave the firm more credit.",
    ],
)
def test_a_line_of_the_story(line: str) -> None:
    assert not is_credited(line)

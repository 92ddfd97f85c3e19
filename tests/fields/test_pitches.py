"""What a site asks of its reader, and who wrote: told by its words, in the main languages."""

from __future__ import annotations

import pytest

from wmcscraper.fields import body, title
from wmcscraper.fields.pitches import is_life, is_pitch
from wmcscraper.page import Page


@pytest.mark.parametrize(
    "text",
    [
        "Get Osten News in your inbox every Friday, with all that happened in the pits.",
        "Support our work: for one crown a week we read the files of the mines for you.",
        "Create an account or sign in to go on with your reading.",
        "Mit dem Newsletter kommt die Grube jeden Freitag in Ihr Postfach.",
        "Abonnez-vous à notre lettre : les mines du nord chaque vendredi.",
        "Suscríbete y recibe nuestro resumen de las minas cada viernes.",
        "Assine e receba o resumo das minas que a nossa redação prepara.",
        "Iscriviti: ogni venerdì le miniere del nord nella tua casella.",
        "Zapisz się, a w każdy piątek wyślemy nasz przegląd kopalń.",
        "Meld je aan voor onze nieuwsbrief over de mijnen van het noorden.",
        "Få nyhetsbrevet om gruvorna i norr till din brevlåda varje fredag.",
    ],
)
def test_a_pitch_asks_and_addresses(text):
    assert is_pitch(text)


@pytest.mark.parametrize(
    "text",
    [
        "Osten Works opened the shaft on Tuesday and told its neighbours of the second one.",
        "You can see the tower from the road, and we walked there in the rain.",
        "The company accounts for a third of the region's copper, according to Ada Lind.",
    ],
)
def test_a_story_s_paragraph_is_no_pitch(text):
    assert not is_pitch(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ada Lind is a reporter with Osten News, where she covers the pits of the north.",
        "Lind has been an editor for nine years.",
        "Ada Lind ist Redakteurin im Ressort Bergbau.",
        "Ada Lind est journaliste au service économie.",
        "Ada Lind es periodista y escribe sobre minas.",
        "Ada Lind é jornalista e escreve sobre minas.",
        "Ada Lind è una giornalista che si occupa di miniere.",
        "Ada Lind jest dziennikarką działu górnictwa.",
        "Ada Lind is verslaggever en schrijft over mijnen.",
        "Ada Lind är reporter på Osten News.",
    ],
)
def test_a_life_names_who_writes(text):
    assert is_life(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ada Lind is the first to lead Osten Works who came from its own pits.",
        "“Ada Lind is a reporter,” said the guard at the gate, and let her in.",
        "the writer is a journalist",
    ],
)
def test_other_lives_are_none(text):
    assert not is_life(text)


def test_both_are_left_out_beside_the_story_and_kept_in_it():
    story = [
        f"In year {n} the crews of the north sank {n} more shafts than in the year before, said "
        "Ada Lind, who leads Osten Works and the council of the mines in the north."
        for n in range(5)
    ]
    story.append("Bo Ek is a reporter to whom you must subscribe, said Ada Lind of Osten Works.")
    box = "<div class=q3><div>{}</div></div>"
    life = box.format("Bo Ek is a reporter with Osten News and has written of pits for ten years.")
    pitch = box.format("Sign up and read our letter on the pits of the north every Friday.")
    inner = "".join(f"<p>{text}</p>" for text in story)
    html = (
        f"<h1>Osten sinks shafts</h1><div class=q1>{life}{pitch}<div class=q2>{inner}</div></div>"
    )
    page = Page(html, "https://example.org/news/story")
    assert body.extract(page, title.extract(page)).text.split("\n\n") == story

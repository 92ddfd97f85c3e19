"""Event statements in text: names, editions, dates and places; and what is none."""

from __future__ import annotations

import pytest

from wmcscraper.text.events import extract_events_from_text

Row = tuple[str, int | None, str | None, str | None, str | None, str | None]

# Text, day of publication, and of each event: name, edition, first and last day, city, country.
STATEMENTS: list[tuple[str, str, list[Row]]] = [
    (
        "Shareholders of Harrowfield will vote on the plan at the annual general meeting on 14 May in Vancouver, British Columbia.",
        "2025-03-06",
        [("annual general meeting", None, "2025-05-14", "2025-05-14", "Vancouver", None)],
    ),
    (
        "The company's annual general meeting was held on 14 May in Perth.",
        "2025-06-06",
        [("annual general meeting", None, "2025-05-14", "2025-05-14", "Perth", None)],
    ),
    (
        "Registration for the 12th Lithium Forum closes on 5 March 2026. The forum will be held from 20 to 22 April 2026 in Antofagasta, Chile.",
        "2026-01-01",
        [("Lithium Forum", 12, "2026-04-20", "2026-04-22", "Antofagasta", "Chile")],
    ),
    (
        "Cape Town, South Africa, will host the African Tailings Conference from February 9 to 12, 2026.",
        "2025-01-01",
        [
            (
                "African Tailings Conference",
                None,
                "2026-02-09",
                "2026-02-12",
                "Cape Town",
                "South Africa",
            )
        ],
    ),
    (
        "On 5 November 2025 the ministry will hold a public hearing in Arequipa on the water permit.",
        "2025-10-01",
        [("public hearing", None, "2025-11-05", "2025-11-05", "Arequipa", None)],
    ),
    (
        "El XXVII Congreso Mundial de Minería se celebrará en Lima, Perú, del 24 al 26 de junio de 2026.",
        "2025-10-01",
        [("Congreso Mundial de Minería", 27, "2026-06-24", "2026-06-26", "Lima", "Perú")],
    ),
    (
        "La 14.ª Cumbre del Litio tendrá lugar el 3 de septiembre de 2026 en Santiago, Chile.",
        "2025-10-01",
        [("Cumbre del Litio", 14, "2026-09-03", "2026-09-03", "Santiago", "Chile")],
    ),
    (
        "The 26th World Mining Congress was held in Brisbane, Australia, in 2023 and the 27th will be held in Lima, Peru, in 2026.",
        "2025-01-01",
        [
            ("World Mining Congress", 26, "2023", None, "Brisbane", "Australia"),
            ("World Mining Congress", 27, "2026", None, "Lima", "Peru"),
        ],
    ),
    (
        "A webinar on mine closure costs takes place on December 3 at 15:00 CET.",
        "2025-11-20",
        [("webinar on mine closure costs", None, "2025-12-03", "2025-12-03", None, None)],
    ),
    (
        "The symposium, postponed from 5 May to 12 June 2026, will now meet in Katowice, Poland.",
        "2026-01-20",
        [("symposium", None, "2026-06-12", "2026-06-12", "Katowice", "Poland")],
    ),
    (
        "Organisers have moved the Baltic Mineral Forum from 4 March 2026 to 9 September 2026.",
        "2026-01-20",
        [("Baltic Mineral Forum", None, "2026-09-09", "2026-09-09", None, None)],
    ),
    (
        "The company said on 5 May 2025 that it would present at the Global Metals Conference in Barcelona, Spain.",
        "2025-05-05",
        [],
    ),
    ("Congress passed the Mining Act on 5 May 2025.", "2025-05-05", []),
    (
        "Summit Resources said in 2025 that its convention centre would open on 5 May 2026.",
        "2025-05-05",
        [],
    ),
    (
        "Brunvik is meeting demand that rose in 2024 and is meeting its targets for June 2026.",
        "2025-05-05",
        [],
    ),
    (
        "Delegates at the 8th Arctic Minerals Summit (Tromsø, Norway, 3-5 February 2026) heard that output fell.",
        "2026-02-10",
        [("Arctic Minerals Summit", 8, "2026-02-03", "2026-02-05", "Tromsø", "Norway")],
    ),
    (
        "The Investing in African Mining Indaba returns to Cape Town on 9–12 February 2026.",
        "2025-11-10",
        [
            (
                "Investing in African Mining Indaba",
                None,
                "2026-02-09",
                "2026-02-12",
                "Cape Town",
                None,
            )
        ],
    ),
    (
        "PDAC 2026 runs from 1 to 4 March 2026 at the Metro Toronto Convention Centre in Toronto, Canada.",
        "2025-11-10",
        [("PDAC", None, "2026-03-01", "2026-03-04", "Toronto", "Canada")],
    ),
    (
        "Upcoming: International Mine Water Congress, Lima Convention Center, Lima, Peru, 15–19 September 2026",
        "2025-11-10",
        [("International Mine Water Congress", None, "2026-09-15", "2026-09-19", "Lima", "Peru")],
    ),
    (
        "15 March 2026: Copper Outlook Seminar, Santiago, Chile",
        "2025-11-10",
        [("Copper Outlook Seminar", None, "2026-03-15", "2026-03-15", "Santiago", "Chile")],
    ),
    (
        "The third annual Graphite Summit opens on Monday, 8 June 2026, in Luleå, Sweden, and closes two days later.",
        "2025-11-10",
        [("Graphite Summit", 3, "2026-06-08", "2026-06-08", "Luleå", "Sweden")],
    ),
    (
        "The 28th World Mining Congress has been awarded to Türkiye.",
        "2025-11-10",
        [("World Mining Congress", 28, None, None, None, None)],
    ),
    (
        "Abstracts for the 5th Rock Burst Symposium are due on 1 October 2025.",
        "2025-05-10",
        [("Rock Burst Symposium", 5, None, None, None, None)],
    ),
    (
        "A special meeting of shareholders is scheduled for June 18, 2025, in Toronto, Ontario.",
        "2025-05-10",
        [("special meeting of shareholders", None, "2025-06-18", "2025-06-18", "Toronto", None)],
    ),
    (
        "The results webcast will begin at 10:00 a.m. on 7 August 2025.",
        "2025-07-10",
        [("results webcast", None, "2025-08-07", "2025-08-07", None, None)],
    ),
    (
        "Management will host a conference call and webcast on November 6, 2025 at 11:00 a.m. ET.",
        "2025-10-10",
        [("conference call and webcast", None, "2025-11-06", "2025-11-06", None, None)],
    ),
    (
        "The next meeting of the committee is on 12 January 2026 in Kraków, Poland.",
        "2025-10-10",
        [("meeting of the committee", None, "2026-01-12", "2026-01-12", "Kraków", "Poland")],
    ),
    (
        "The 107th meeting of the International Organizing Committee took place on 2 October 2025 in Ankara.",
        "2025-11-10",
        [
            (
                "meeting of the International Organizing Committee",
                107,
                "2025-10-02",
                "2025-10-02",
                "Ankara",
                None,
            )
        ],
    ),
    (
        "The Pan-European Quarry Convention will take place in Freiberg, Germany, in October 2026.",
        "2025-11-10",
        [("Pan-European Quarry Convention", None, "2026-10", None, "Freiberg", "Germany")],
    ),
    (
        "The Andean Copper Forum (ACF) will be held virtually on 11 and 12 November 2025.",
        "2025-09-10",
        [("Andean Copper Forum", None, "2025-11-11", "2025-11-12", None, None)],
    ),
    (
        "Mining Women's Summit 2026 will be held in Accra, Ghana, from 3 June to 5 June 2026.",
        "2025-09-10",
        [("Mining Women's Summit", None, "2026-06-03", "2026-06-05", "Accra", "Ghana")],
    ),
    (
        "Stockholm hosts the Nordic Mining Summit on September 9.",
        "2025-06-10",
        [("Nordic Mining Summit", None, "2025-09-09", "2025-09-09", None, None)],
    ),
    (
        "At the Energy Transition Metals Summit in London on 4 June 2025, Lindqvist said demand would double by 2030.",
        "2025-06-10",
        [("Energy Transition Metals Summit", None, "2025-06-04", "2025-06-04", "London", None)],
    ),
    (
        "A Senate hearing on the bill is set for 22 July.",
        "2025-07-10",
        [("Senate hearing on the bill", None, "2025-07-22", "2025-07-22", None, None)],
    ),
    (
        "The 45th edition of the Baltic Shaft Sinking Symposium will take place in Turku, Finland, in May 2026; the 46th follows in Umeå, Sweden, in 2027.",
        "2025-07-10",
        [
            ("Baltic Shaft Sinking Symposium", 45, "2026-05", None, "Turku", "Finland"),
            ("Baltic Shaft Sinking Symposium", 46, "2027", None, "Umeå", "Sweden"),
        ],
    ),
    (
        "Perumin 37 Mining Convention takes place in Arequipa, Peru, from 22 to 26 September 2025.",
        "2025-07-10",
        [("Perumin Mining Convention", 37, "2025-09-22", "2025-09-26", "Arequipa", "Peru")],
    ),
    (
        "The 9th International Conference on Tailings Management, held in Santiago, Chile, from 6 to 8 June 2024, set the agenda.",
        "2024-07-10",
        [
            (
                "International Conference on Tailings Management",
                9,
                "2024-06-06",
                "2024-06-08",
                "Santiago",
                "Chile",
            )
        ],
    ),
    (
        "The summit opened on 3 March 2025 with 400 delegates in Riyadh, Saudi Arabia.",
        "2025-03-10",
        [("summit", None, "2025-03-03", "2025-03-03", "Riyadh", "Saudi Arabia")],
    ),
    (
        "The Kazakh Geology Forum will be held on 12-13 May 2026 in Astana, Kazakhstan. It will be followed by a workshop on 14 May 2026.",
        "2025-03-10",
        [
            ("Kazakh Geology Forum", None, "2026-05-12", "2026-05-13", "Astana", "Kazakhstan"),
            ("workshop", None, "2026-05-14", "2026-05-14", None, None),
        ],
    ),
    (
        "Miners will gather in Almaty, Kazakhstan, on 8 October 2026 for the Central Asia Mining Forum.",
        "2025-03-10",
        [("Central Asia Mining Forum", None, "2026-10-08", "2026-10-08", "Almaty", "Kazakhstan")],
    ),
    (
        "The board will convene an extraordinary general meeting on 30 September to approve the merger.",
        "2025-08-10",
        [("extraordinary general meeting", None, "2025-09-30", "2025-09-30", None, None)],
    ),
    (
        "The company reported output of 5,000 t in 2024 ahead of the annual meeting.",
        "2025-02-10",
        [],
    ),
    (
        "About 1,200 people attended the World Copper Conference in Santiago in April.",
        "2025-06-10",
        [("World Copper Conference", None, "2025-04", None, "Santiago", None)],
    ),
    (
        "The town-hall meeting is at 6 p.m. on Thursday, 12 June 2025, at Elko High School, Elko, Nevada.",
        "2025-06-01",
        [("town-hall meeting", None, "2025-06-12", "2025-06-12", "Elko", None)],
    ),
    (
        "Its 2026 AGM will be held on 21 April 2026 in London, UK.",
        "2025-06-01",
        [("AGM", None, "2026-04-21", "2026-04-21", "London", "UK")],
    ),
    (
        "The 31st Battery Metals Convention, to be held in Nashville, Tennessee, USA, on June 2-4, 2026, is sold out.",
        "2025-06-01",
        [("Battery Metals Convention", 31, "2026-06-02", "2026-06-04", "Nashville", "USA")],
    ),
    (
        "The 18th International Symposium on Mine Planning, originally planned for 4-6 May 2026, will now take place on 7-9 October 2026 in Belgrade, Serbia.",
        "2025-06-01",
        [
            (
                "International Symposium on Mine Planning",
                18,
                "2026-10-07",
                "2026-10-09",
                "Belgrade",
                "Serbia",
            )
        ],
    ),
    (
        "The AGM is on 27 May 2025 in Perth.",
        "2025-03-06",
        [("AGM", None, "2025-05-27", "2025-05-27", "Perth", None)],
    ),
    (
        "Investors are invited to a webinar on Thursday, 14 August 2025, at 4 pm AEST.",
        "2025-08-06",
        [("webinar", None, "2025-08-14", "2025-08-14", None, None)],
    ),
    (
        "The 19th Tailings and Mine Waste Conference will be hosted in Banff, Alberta, from November 9-12, 2025.",
        "2025-03-06",
        [("Tailings and Mine Waste Conference", 19, "2025-11-09", "2025-11-12", "Banff", None)],
    ),
    (
        "The chief geologist presented the results at the SEG conference in Brisbane in July 2025.",
        "2025-10-06",
        [("SEG conference", None, "2025-07", None, "Brisbane", None)],
    ),
    (
        "Sweden hosts the 12th European Raw Materials Week on 17-21 November 2025 in Luleå.",
        "2025-10-06",
        [("European Raw Materials Week", 12, "2025-11-17", "2025-11-21", "Luleå", "Sweden")],
    ),
    (
        "The ministry scheduled the hearing for 3 November.",
        "2025-10-06",
        [("hearing", None, "2025-11-03", "2025-11-03", None, None)],
    ),
    (
        "At the annual meeting on May 6, holders of 62% of the shares backed the merger.",
        "2025-06-06",
        [("annual meeting", None, "2025-05-06", "2025-05-06", None, None)],
    ),
    (
        "The 27th congress will take place in Lima, Peru, from 24 to 26 June 2026, three years after the 26th congress in Brisbane, Australia.",
        "2025-06-06",
        [
            ("congress", 27, "2026-06-24", "2026-06-26", "Lima", "Peru"),
            ("congress", 26, None, None, "Brisbane", "Australia"),
        ],
    ),
    (
        "MINPRO 2025, the Nordic mineral processing conference, takes place in Skellefteå, Sweden, on 14 and 15 October 2025.",
        "2025-06-06",
        [("MINPRO", None, "2025-10-14", "2025-10-15", "Skellefteå", "Sweden")],
    ),
    (
        "La XXXV Convención Minera se realizará del 6 al 10 de octubre de 2025 en Arequipa, Perú.",
        "2025-06-06",
        [("Convención Minera", 35, "2025-10-06", "2025-10-10", "Arequipa", "Perú")],
    ),
    (
        "La junta general de accionistas se celebrará el 25 de abril de 2026 en Madrid.",
        "2026-02-06",
        [("junta general de accionistas", None, "2026-04-25", "2026-04-25", "Madrid", None)],
    ),
    (
        "El Foro Internacional del Cobre tuvo lugar en Antofagasta, Chile, en marzo de 2025.",
        "2025-06-06",
        [("Foro Internacional del Cobre", None, "2025-03", None, "Antofagasta", "Chile")],
    ),
    (
        "A reunião anual será realizada em 12 de maio de 2026 em Belo Horizonte, Brasil.",
        "2026-02-06",
        [("reunião anual", None, "2026-05-12", "2026-05-12", "Belo Horizonte", "Brasil")],
    ),
    (
        "Fourth-quarter results will be discussed on a conference call on February 19, 2026.",
        "2026-01-06",
        [("conference call", None, "2026-02-19", "2026-02-19", None, None)],
    ),
    (
        "The Geological Society's spring meeting will be held in Cardiff, Wales, on 22 April 2026.",
        "2026-01-06",
        [("spring meeting", None, "2026-04-22", "2026-04-22", "Cardiff", "Wales")],
    ),
    (
        "The Rare Earths Forum 2026 is to be held at Messe Wien in Vienna, Austria, on 3-4 June 2026.",
        "2026-01-06",
        [("Rare Earths Forum", None, "2026-06-03", "2026-06-04", "Vienna", "Austria")],
    ),
    (
        "Registration is open for the 7th Geometallurgy Symposium, which will be held in Cape Town, South Africa, in November 2026.",
        "2026-01-06",
        [("Geometallurgy Symposium", 7, "2026-11", None, "Cape Town", "South Africa")],
    ),
    (
        "Early-bird fees for the Zinc Convention end on 30 April; the convention itself runs 14-16 June 2026 in Antwerp, Belgium.",
        "2026-01-06",
        [("Zinc Convention", None, "2026-06-14", "2026-06-16", "Antwerp", "Belgium")],
    ),
    (
        "The state held a summit on lithium in La Paz, Bolivia, on 11 September 2025.",
        "2025-11-06",
        [("summit on lithium", None, "2025-09-11", "2025-09-11", "La Paz", "Bolivia")],
    ),
    (
        "The special meeting was adjourned to 12 September 2025.",
        "2025-08-06",
        [("special meeting", None, "2025-09-12", "2025-09-12", None, None)],
    ),
    (
        "Following the June 2024 summit in Astana, Kazakhstan, ministers signed the accord.",
        "2025-08-06",
        [("summit", None, "2024-06", None, "Astana", "Kazakhstan")],
    ),
    (
        "More than 700 delegates attended the 2024 Nordic Steel Forum in Helsinki, Finland.",
        "2025-08-06",
        [("Nordic Steel Forum", None, "2024", None, "Helsinki", "Finland")],
    ),
    ("The Convention on Biological Diversity came into force in 1993.", "2025-08-06", []),
    ("Output rose after the Forum mine reopened in May 2024.", "2025-08-06", []),
    ("The Senate committee's hearing ran for nine hours on Tuesday.", "2025-08-06", []),
    ("In 2024, according to the Conference Board, demand rose 5%.", "2025-08-06", []),
    ("The World Gold Forum has met every year since 1998.", "2025-08-06", []),
    (
        "The 51st Annual General Meeting of the Chamber of Mines will be held on Friday, 30 May 2025 at the Safari Court, Windhoek, Namibia.",
        "2025-04-06",
        [
            (
                "Annual General Meeting of the Chamber of Mines",
                51,
                "2025-05-30",
                "2025-05-30",
                "Windhoek",
                "Namibia",
            )
        ],
    ),
    (
        "The board meeting of 4 March 2025 approved the dividend.",
        "2025-04-06",
        [("board meeting", None, "2025-03-04", "2025-03-04", None, None)],
    ),
    (
        "The permit hearing, first set for 2 April, was moved to 7 May 2025 in Elko, Nevada.",
        "2025-04-20",
        [("permit hearing", None, "2025-05-07", "2025-05-07", "Elko", None)],
    ),
    (
        "The 22nd Coal Geology Colloquium will meet in Ostrava, Czech Republic, on 8 and 9 September 2026.",
        "2025-04-20",
        [("Coal Geology Colloquium", 22, "2026-09-08", "2026-09-09", "Ostrava", "Czech Republic")],
    ),
    (
        "Dates: Arctic Drilling Workshop, 3 February 2026, Kiruna, Sweden; Potash Summit, 17-18 March 2026, Saskatoon, Canada.",
        "2025-04-20",
        [
            ("Arctic Drilling Workshop", None, "2026-02-03", "2026-02-03", "Kiruna", "Sweden"),
            ("Potash Summit", None, "2026-03-17", "2026-03-18", "Saskatoon", "Canada"),
        ],
    ),
    (
        "Kigali will host the Great Lakes Minerals Conference in August 2026.",
        "2025-04-20",
        [("Great Lakes Minerals Conference", None, "2026-08", None, None, None)],
    ),
    (
        "This year's Deep Mining Symposium was held online on 18 June.",
        "2025-07-20",
        [("Deep Mining Symposium", None, "2025-06-18", "2025-06-18", None, None)],
    ),
    (
        "The 5th Uranium Days conference will run from Tuesday 6 to Thursday 8 October 2026 in Swakopmund, Namibia.",
        "2025-07-20",
        [("Uranium Days conference", 5, "2026-10-06", "2026-10-08", "Swakopmund", "Namibia")],
    ),
    (
        "Shareholders meet on 18 June in London for the annual general meeting.",
        "2025-05-20",
        [("annual general meeting", None, "2025-06-18", "2025-06-18", "London", None)],
    ),
    (
        "The XII International Mine Surveying Conference took place in Freiberg, Germany, on 10–14 September 2024.",
        "2025-05-20",
        [
            (
                "International Mine Surveying Conference",
                12,
                "2024-09-10",
                "2024-09-14",
                "Freiberg",
                "Germany",
            )
        ],
    ),
    (
        "The 3rd Copper Conclave is due to take place at Hotel Sheraton, Lusaka, Zambia on 21-22 January 2026.",
        "2025-05-20",
        [("Copper Conclave", 3, "2026-01-21", "2026-01-22", "Lusaka", "Zambia")],
    ),
    (
        "The tenth Global Lithium Forum will convene in Salta, Argentina in the first week of June 2026.",
        "2025-05-20",
        [("Global Lithium Forum", 10, "2026-06", None, "Salta", "Argentina")],
    ),
]


@pytest.mark.parametrize(("text", "published", "expected"), STATEMENTS)
def test_statement(text: str, published: str, expected: list[Row]) -> None:
    found = [
        (e.name.lower(), e.edition, e.start_date, e.end_date, e.city, e.country)
        for e in extract_events_from_text(text, published)
    ]
    assert found == [(name.lower(), *rest) for name, *rest in expected]


def test_fields_beside_the_name() -> None:
    (event,) = extract_events_from_text(
        "The XXVII World Mining Congress will be held in Lima, Peru, on 24-26 June 2026."
    )
    assert event.series == "world mining congress"
    assert event.date_precision == "day"
    assert event.date_raw == "24-26 June 2026"
    assert event.description and event.description.startswith("The XXVII World Mining Congress")


def test_precision_follows_the_words() -> None:
    text = "The {} Tailings Forum takes place in {} in Perth, Australia."
    for words, start, precision in (("2nd", "2027", "year"), ("3rd", "May 2028", "month")):
        (event,) = extract_events_from_text(text.format(words, start))
        assert (event.date_precision, event.end_date) == (precision, None)


def test_statements_of_one_event_are_one_event_with_the_best_of_each() -> None:
    text = (
        "The 27th World Mining Congress will be organized in 2026 in Peru. Speakers for WMC 2026"
        " are known. The congress will be held on 24-26 June 2026 in Lima."
    )
    (event,) = extract_events_from_text(text)
    assert (event.name, event.edition) == ("World Mining Congress", 27)
    assert (event.start_date, event.end_date) == ("2026-06-24", "2026-06-26")
    assert (event.city, event.country) == ("Lima", "Peru")


def test_without_a_day_of_publication_a_date_without_year_is_left_out() -> None:
    assert extract_events_from_text("The tailings webinar takes place on 4 May.") == []


@pytest.mark.parametrize(
    "text",
    ["", "\x00", "congress " * 5000, "the 27th " * 5000, "meeting on 5 May 2026, " * 3000,
     "A" * 100_000, "1" * 100_000 + " forum", "World Mining Congress, " * 2000 + "(" * 3000],
)  # fmt: skip
def test_nothing_breaks_it(text: str) -> None:
    assert isinstance(extract_events_from_text(text, "2026-01-01"), list)

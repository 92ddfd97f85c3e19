"""Figures of single sentences: numbers, units, bounds, ranges, lists, and what is no figure."""

from __future__ import annotations

import pytest

from wmcscraper.text.figures import extract_figures


def read(text: str, language: str | None = None) -> list[tuple[object, ...]]:
    return [(f.text, f.value, f.value_max, f.unit) for f in extract_figures(text, language)]


@pytest.mark.parametrize(
    ("text", "value", "unit", "kind"),
    [
        ("It sold 45 kt of copper.", 45, "kt", "mass"),
        ("It sold 5,000 MT of copper.", 5000, "t", "mass"),
        ("The mill treats 2.5 MT of ore.", 2.5, "Mt", "mass"),
        ("It shipped 660 short tons of antimony.", 660, "st", "mass"),
        ("It shipped 31,500 dmt of concentrate.", 31500, "dmt", "mass"),
        ("It holds 1.6 million ounces of gold.", 1.6e6, "oz", "mass"),
        ("It poured 120,000 gold equivalent ounces.", 120000, "oz", "mass"),
        ("It sold 95.5 M lbs of copper.", 95.5e6, "lb", "mass"),
        ("Grades of 3.2 g/t Au were found.", 3.2, "g/t", "grade"),
        ("Grades of 0.22 opt gold were found.", 0.22, "oz/st", "grade"),
        ("Brine with 1,240 mg/L lithium.", 1240, "mg/L", "grade"),
        ("The ore holds 61.3% Fe.", 61.3, "%", "grade"),
        ("Recovery was 61.3% in May.", 61.3, "%", "percentage"),
        ("A 9% copper price rise hurt.", 9, "%", "percentage"),
        ("Rates rose 35 basis points.", 35, "bp", "percentage"),
        ("The share rose 2.5 percentage points.", 2.5, "pp", "percentage"),
        ("It cost US$1.2 billion.", 1.2e9, "USD", "money"),
        ("It cost C$8.7M in all.", 8.7e6, "CAD", "money"),
        ("It cost R320m in all.", 320e6, "ZAR", "money"),
        ("It cost Rs 6,740 crore.", 6.74e10, "INR", "money"),
        ("It cost 1.5 billion Peruvian soles.", 1.5e9, "PEN", "money"),
        ("It cost 90 cents more.", 0.9, "USD", "money"),
        ("Shares closed at 641p.", 6.41, "GBP", "money"),
        ("It cost 15 dollars and 50.", 15.5, "USD", "money"),
        ("They spent 20 million pounds on it.", 20e6, "GBP", "money"),
        ("It sold two million pounds of cobalt.", 2e6, "lb", "mass"),
        ("Gold is at $4,150/oz.", 4150, "USD/oz", "price"),
        ("It is quoted at $530 a ton.", 530, "USD/t", "price"),
        ("US$18.20 per wet metric tonne.", 18.2, "USD/wmt", "price"),
        ("R19,850 per 4E ounce.", 19850, "ZAR/oz", "price"),
        ("Power at €84.20/MWh.", 84.2, "EUR/MWh", "price"),
        ("Space at €395 per m² sells.", 395, "EUR/m2", "price"),
        ("The mill treats 131,000 tpd.", 131000, "t/day", "rate"),
        ("A plant of 20,000 tonnes per year.", 20000, "t/year", "rate"),
        ("A 5,000-tonne-per-day mill.", 5000, "t/day", "rate"),
        ("It pumps 1,100 litres a second.", 1100, "L/s", "rate"),
        ("It makes 118 GWh/year.", 118, "GWh/year", "rate"),
        ("Trucks reach 54 km/h there.", 54, "km/h", "speed"),
        ("A 12-year mine life.", 12, "year", "duration"),
        ("It took nine hours.", 9, "h", "duration"),
        ("It lies 230 km east.", 230, "km", "length"),
        ("It covers 5,900 sq m.", 5900, "m2", "area"),
        ("It covers 312 km².", 312, "km2", "area"),
        ("The dam holds 14.2 Mm3.", 14.2e6, "m3", "volume"),
        ("A 48 MWp solar plant.", 48, "MW", "power"),
        ("A 220 kV line.", 220, "kV", "voltage"),
        ("Rock at 52°C was cooled.", 52, "°C", "temperature"),
        ("It was minus 44 °C.", -44, "°C", "temperature"),
        ("It was -38 °C outside.", -38, "°C", "temperature"),
        ("A pressure of 16 bar.", 16, "bar", "pressure"),
        ("A density of 3.1 t/m³.", 3.1, "t/m3", "density"),
        ("It emits 0.03 MtCO2e.", 0.03, "MtCO2e", "emissions"),
        ("It emits 2.9 t CO2e per tonne.", 2.9, "tCO2e/t", "emissions"),
        ("Radon of 3 pCi/L was measured.", 3, "pCi/L", "activity"),
        ("The grade is 61 cpht.", 61, "ct/100t", "grade"),
        ("Two-thirds of the ore is oxide.", 2 / 3, None, "ratio"),
        ("It owns a fifth of the mine.", 0.2, None, "ratio"),
        ("The strip ratio is 4.2:1.", 4.2, None, "ratio"),
        ("Debt is 2.3x EBITDA.", 2.3, "x", "ratio"),
        ("A dozen sponsors signed.", 12, None, "count"),
        ("Twenty-one rigs are turning.", 21, None, "count"),
        ("Two hundred and five rigs are turning.", 205, None, "count"),
        ("Some 3.5 lakh workers came.", 3.5e5, None, "count"),
        ("It holds half a million tonnes.", 5e5, "t", "mass"),
        ("It moved one million tonnes.", 1e6, "t", "mass"),
        ("It is 2 1/2 in thick.", 2.5, "in", "length"),
        ("He is 5 ft 2 in.", 5 + 2 / 12, "ft", "length"),
        ("It cost €41 per megawatt-hour.", 41, "EUR/MWh", "price"),
        ("It paid 1 250,75 € then.", 1250.75, "EUR", "money"),
        ("Sales of 2.345,8 Mio. EUR rose.", 2345.8e6, "EUR", "money"),
        ("Procesó 7,9 millones de toneladas.", 7.9e6, "t", "mass"),
        ("A fine of 50 million Congolese francs.", 5e7, "CDF", "money"),
        ("Within half an hour it was out.", 0.5, "h", "duration"),
        ("It lasted two-and-a-half hours.", 2.5, "h", "duration"),
        ("It took five working days.", 5, "day", "duration"),
        ("It flew 210,000 line-kilometres.", 210000, "km", "length"),
        ("It fell to $14,500 a tonne on Monday.", 14500, "USD/t", "price"),
        ("There were zero fatalities.", 0, None, "count"),
        ("It will issue 0.287 of a share.", 0.287, None, "count"),
        ("It plans to order 12 trucks.", 12, None, "count"),
    ],
)
def test_one_figure(text: str, value: float, unit: str | None, kind: str) -> None:
    (figure,) = extract_figures(text)
    assert figure.value == pytest.approx(value)
    assert (figure.value_max, figure.unit, figure.kind) == (None, unit, kind)


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("It sold 1\u2009150 t.", None, 1150),
        ("It sold 1\u00a0234\u00a0567 t.", None, 1234567),
        ("It sold 1 150 t.", None, 1150),
        ("It sold 1.234,5 t.", None, 1234.5),
        ("It sold 1,234.5 t.", None, 1234.5),
        ("It sold 1,04,50,000 t.", None, 10450000),
        ("It sold 12,5 t.", None, 12.5),
        ("It sold 0,125 t.", None, 0.125),
        ("It sold 1.234 t.", None, 1.234),
        ("It sold 1.234 t.", "es", 1234),
        ("It sold 1,234 t.", None, 1234),
        ("It sold 1,234 t.", "de", 1.234),
        ("It sold 1.234.567 t.", None, 1234567),
    ],
)
def test_number_formats(text: str, language: str | None, value: float) -> None:
    assert [f.value for f in extract_figures(text, language)] == [value]


def test_the_text_itself_settles_its_number_format() -> None:
    assert [f.value for f in extract_figures("Recovery of 88,6% from 12.350 t.")] == [88.6, 12350]
    assert [f.value for f in extract_figures("Recovery of 88.6% from 12.350 t.", "es")] == [
        88.6,
        12.35,
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It treats 2-3 Mtpa.", [("2-3 Mtpa", 2, 3, "Mt/year")]),
        ("It fell 3.5% to 4%.", [("3.5%", 3.5, None, "%"), ("4%", 4, None, "%")]),
        ("A duty of 3.5% to 4%.", [("3.5% to 4%", 3.5, 4, "%")]),
        ("A wage rise of 5% to 7%.", [("5% to 7%", 5, 7, "%")]),
        ("It rose from 3.5% to 4%.", [("3.5%", 3.5, None, "%"), ("4%", 4, None, "%")]),
        (
            "It rose 90 cents to $9.85/t.",
            [("90 cents", 0.9, None, "USD"), ("$9.85/t", 9.85, None, "USD/t")],
        ),
        ("Between -38 and 41 °C.", [("Between -38 and 41 °C", -38, 41, "°C")]),
        ("A cost of $0.9-1.1 billion.", [("$0.9-1.1 billion", 0.9e9, 1.1e9, "USD")]),
        ("A cost of $1,250-$1,350/oz.", [("$1,250-$1,350/oz", 1250, 1350, "USD/oz")]),
        ("Ranging from 980 to 1,610 mg/L.", [("980 to 1,610 mg/L", 980, 1610, "mg/L")]),
        ("Guidance of 225–235Mt stands.", [("225–235Mt", 225, 235, "Mt")]),
        ("In one to two weeks.", [("one to two weeks", 1, 2, "week")]),
        ("At depths of 800 m to 1.2 km.", [("800 m to 1.2 km", 0.8, 1.2, "km")]),
        (
            "At 40, 80 and 120 m.",
            [("40", 40, None, "m"), ("80", 80, None, "m"), ("120 m", 120, None, "m")],
        ),
        ("It is 3 km by 1.2 km.", [("3 km", 3, None, "km"), ("1.2 km", 1.2, None, "km")]),
        ("A grid of 50 by 25 m.", [("50", 50, None, "m"), ("25 m", 25, None, "m")]),
        ("Some 1.2 Moz (37 t).", [("Some 1.2 Moz", 1.2, None, "Moz"), ("37 t", 37, None, "t")]),
        ("At 38 of 52 holes.", [("38", 38, None, None), ("52", 52, None, None)]),
        (
            "It made 3,100 t against 2,900 t.",
            [("3,100 t", 3100, None, "t"), ("2,900 t", 2900, None, "t")],
        ),
    ],
)
def test_ranges_and_lists(text: str, expected: list[tuple[object, ...]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "modifier", "written"),
    [
        ("It made about 5 t.", "approx", "about 5 t"),
        ("It made an estimated 5 t.", "approx", "an estimated 5 t"),
        ("It made ~5 t.", "approx", "~5 t"),
        ("It made just over 5 t.", "min", "just over 5 t"),
        ("It made no fewer than 5 t.", "min", "no fewer than 5 t"),
        ("It made in excess of 5 t.", "min", "in excess of 5 t"),
        ("It made ≥5 t.", "min", "≥5 t"),
        ("Stocks exceed 5 t.", "min", "5 t"),
        ("Groups of ten or more pay.", "min", "ten or more"),
        ("It made up to 5 t.", "max", "up to 5 t"),
        ("It ramped up to 5 t.", None, "5 t"),
        ("It made as much as 5 t.", "max", "as much as 5 t"),
        ("It took less than 30 minutes.", "max", "less than 30 minutes"),
        ("It will be built over 12 months.", None, "12 months"),
        ("It has run for over 12 years.", "min", "over 12 years"),
        ("It made just 5 t.", None, "5 t"),
        ("It ran for over 5.35 metres.", "min", "over 5.35 metres"),
    ],
)
def test_modifiers(text: str, modifier: str | None, written: str) -> None:
    (figure,) = extract_figures(text)
    assert (figure.modifier, figure.text) == (modifier, written)


def test_over_a_length_of_core_is_no_bound() -> None:
    grade, length = extract_figures("It cut 1,206 g/t AgEq over 5.35 metres.")
    assert (grade.modifier, length.modifier, length.text) == (None, None, "5.35 metres")


@pytest.mark.parametrize(
    "text",
    [
        "On 24 January 2025 and on May 12, 2025 it met.",
        "It met on 26–29 June 2023 and on 3 and 4 July.",
        "The 106th meeting and the 2,000th truck.",
        "In 2024, 2013-14 and 2024/25 it slept.",
        "It starts at 9:00 a.m. or 07:00, not at 6pm.",
        "Call +1 (817) 555-0142 or 800-555-0188, code 7731902#.",
        "Tel. +32 2 555 01 99 or 07 5550 1234.",
        "Visit 4400 Industrial Boulevard or 152 St Georges Terrace.",
        "Write to Rue de la Loi 200, 1049 Brussels.",
        "Hole DDH-24-107 and MA-24-109 were lost.",
        "See Section 7.2, Table 3, Figures 4 and 5 and page 88.",
        "Under NI 43-101, ISO 14001, ISO 9001:2015 and JORC 2012.",
        "The 777G, the PC1250 and the F-35.",
        "Phase 2, Stage 6B, Scope 1 and 2 and Tier 1 of Zone 4.",
        "The V2O5 and H2SO4 of C1 and 4E in Q3 2025 and FY25.",
        "A 24/7 watch in the COVID-19 era.",
        "See https://example.org/a/12?id=31 for more.",
        "At 12°34'S the UTM Zone 10N in NAD83 begins.",
        "Nine months to September and the 52-week high.",
        "The five-year average of three-month copper.",
        "Its lowest price in four years and the first loss in nearly 12 years.",
        "Dozens of two-way one-off deals, one of them large.",
        "The first half and the third quarter of 2025.",
        "Resolution 2023/118, version 1.2.3 and a 50:50 split.",
        "1234567890123456789012345678901234567890",
        "The hundred-millionth tonne, for the twenty-first time.",
        "At ten past three it rang.",
        "A guide must be somebody under thirty.",
        "A gallery cut in 1780 is still open.",
        "Resolution 1.876 and Ley 24.196 apply; see issue 12.",
        "Local 1187 meets at kilometre post 212.",
        "The net-zero plan aims at zero emissions and net zero.",
    ],
)
def test_no_figures(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("It makes 1,000 t of NdFeB magnets annually.", ["NdFeB magnets"]),
        ("It employs 350 people.", ["people"]),
        ("A 25-year mine life.", ["mine life"]),
        ("Revenue was $1.2 billion.", ["Revenue"]),
        ("EBITDA of $478 million.", ["EBITDA"]),
        ("The group spent R1.4 billion on safety.", ["safety"]),
        ("The shaft, 1,350 metres deep, is new.", ["shaft"]),
        ("It made 1,150 t of tin, up 14% from 1,009 t.", ["tin", "tin", "tin"]),
        ("It cut diesel use by 11%.", ["diesel use"]),
        ("A 20 MW / 80 MWh battery.", ["battery", "battery"]),
        ("Dust and radon levels were 3 pCi/L.", ["Dust and radon levels"]),
        ("A terminal that ships 24.5 Mt.", ["terminal"]),
        ("Mine output of graphite reached 1.6 Mt.", ["graphite"]),
        ("Vein widths vary from 0.5 to 3 m.", ["Vein widths"]),
        ("Community spending came to $11 million.", ["Community spending"]),
        ("Nickel oxide trades at $260/kg.", ["Nickel oxide"]),
        ("The mill runs at 150 t/d.", ["mill"]),
        ("It extends the vein by 220 m and by about 90 m below.", ["vein", "vein"]),
        ("Prices of US$29/oz silver and US$2,400/oz gold.", ["silver", "gold"]),
        ("Nickel traded in a range of $15,900 to $16,350.", ["Nickel"]),
        ("Lithium oxide, delivered to Asia, eased to $9,150.", ["Lithium oxide"]),
        ("Hole MC-25-031 cut 46.5 m at 9.7 g/t.", [None, None]),
        ("Sagebrush Energy Fuels tested it for 120 days.", [None]),
        ("Cash and bullion at 31 December stood at $388 million.", ["Cash and bullion"]),
        ("There are 2", [None]),
        ("There are 2 a", [None]),
    ],
)
def test_subjects(text: str, subjects: list[str | None]) -> None:
    assert [f.subject for f in extract_figures(text)] == subjects


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("In 2024 it made 5 t of tin and 3 t of lead.", ["2024", "2024"]),
        ("It made 5 t in Q3 2025, 6% less than in Q3 2024.", ["Q3 2025", "Q3 2025"]),
        ("It made 5 t of tin annually.", ["annually"]),
        ("It burns 5 t of coal a day.", ["daily"]),
        ("The 2025 guidance of 5 t stands.", ["2025"]),
        ("It will need 5 t by 2030.", ["2030"]),
        ("It shipped 5 t in the June quarter.", ["June quarter"]),
        ("It shipped 5 t against 4 t in 2023.", [None, "2023"]),
        ("From 2027 it will ship 5 t.", [None]),
        ("It met on 3 May 2025 and shipped 5 t.", [None]),
        ("The forum of June 24-26, 2026 in Lima has 5 papers.", [None]),
        ("A rig arrives in October, and 5 t remain.", [None]),
        ("It will ship 5 t in the first nine months of 2026.", ["first nine months of 2026"]),
        ("It shipped 5 t, up from 4 t in 2021.", [None, "2021"]),
        ("It lists 34 minerals, up from 31 in 2021.", [None, "2021"]),
        ("It shipped 5 t in 2023, 17% below the 2019 baseline.", ["2023", "2023"]),
        ("A 135-km road opens in the June quarter of 2026.", [None]),
        ("It signed in September after 11 months.", [None]),
        ("Produjo 5 t en el primer trimestre de 2026.", ["primer trimestre de 2026"]),
        ("It made 5 t in 2024, of which China bought 83%.", ["2024", "2024"]),
        ("It has members in 45 nations and met in October.", [None]),
    ],
)
def test_periods(text: str, periods: list[str | None]) -> None:
    assert [f.period for f in extract_figures(text)] == periods


@pytest.mark.parametrize(
    ("text", "value_si", "si_unit"),
    [
        ("It made 45 kt.", 4.5e7, "kg"),
        ("It made 100 oz.", 3.11034768, "kg"),
        ("At 2 g/t gold.", 2e-6, "1"),
        ("At 10 °C today.", 283.15, "K"),
        ("It uses 1 kWh.", 3.6e6, "J"),
        ("It pumps 45 L/s.", 0.045, "m3/s"),
        ("It drives 54 km/h.", 15, "m/s"),
        ("It grew 12%.", 0.12, "1"),
        ("It cost $5.", None, None),
        ("It hired 5 people.", None, None),
    ],
)
def test_si_values(text: str, value_si: float | None, si_unit: str | None) -> None:
    (figure,) = extract_figures(text)
    assert figure.value_si == pytest.approx(value_si)
    assert figure.si_unit == si_unit

"""Numbers of letters: all writings of one number match, and no two numbers do."""

import itertools

import pytest

from sources.facts.numbers import cited_numbers, is_identifier, named_numbers, number_key, same_number

SAME = [
    [
        "33 009, nr. 70",
        "33009, nr. 70",
        "33009-70",
        "33 009 nr 70",
        "33009, 70",
        "kst-33009-70",
        "KST-33009-70",
        "Kamerstuk 33 009, nr. 70",
        "Kamerstukken II 2018/19, 33 009, nr. 70",
        "33\u00a0009, nr.\u202f70",
        "33\u2009009, nr. 70",
        "33009–70",
        "33.009, nr. 70",
        "33 009 en 32 637, nr. 70",
    ],
    ["33 009, nr. 7", "33009-7"],
    ["33 009, nr. 700", "33009-700"],
    ["33 010, nr. 70", "33010-70"],
    [
        "36 600 XIII, nr. 65",
        "36600-XIII-65",
        "36600 XIII, nr. 65",
        "36 600-XIII, nr. 65",
        "kst-36600-XIII-65",
    ],
    ["36 600 XII, nr. 65", "36600-XII-65"],
    ["36 600, nr. 65", "36600-65"],
    ["36 600 A, nr. 65", "36600-A-65"],
    ["21501-30, nr. 470", "21501-30-470", "21 501-30, nr. 470", "21501-30 nr. 470", "kst-21501-30-470"],
    ["21501-20, nr. 470", "21501-20-470"],
    ["33 237 (R1978), nr. 5", "33237-5", "kst-33237-(R1978)-5"],
    ["35 673, AI", "35673-AI", "kst-35673-AI", "Kamerstukken I 2020/21, 35 673, AI"],
    ["35 673, A", "35673-A"],
    [
        "Aanhangsel 2023–2024, nr. 1314",
        "ah-tk-20232024-1314",
        "Aanhangsel Handelingen, vergaderjaar 2023–2024, nr. 1314",
        "Aanhangsel van de Handelingen II 2023/24, nr. 1314",
        "Aanhangsel Handelingen II 2023/2024, 1314",
    ],
    ["Aanhangsel 2022–2023, nr. 1314", "ah-tk-20222023-1314"],
    ["Aanhangsel Handelingen I 2023/24, nr. 1314", "ah-ek-20232024-1314"],
    ["Aanhangsel 1999–2000, nr. 5", "Aanhangsel 1999/00, nr. 5", "ah-tk-19992000-5"],
    ["2025D37684", "2025d37684", "nds-tk-2025D37684"],
    ["2025D37685"],
    ["2023Z01234", "kv-tk-2023Z01234"],
    ["TZ202509-007", "tz202509-007"],
    ["W13.20.0254/III"],
    ["blg-1007826"],
    ["DGBI / 101636279", "DGBI/101636279", "dgbi-101636279", "DGBI 101636279"],
    ["DGBI-TOP / 101636279"],
    ["5687928/11", "5687928-11"],
    ["568792811"],
    ["2024-0000123456"],
    ["4578945-1045126-PDC19"],
    ["33009", "33 009", "kst-33009"],
]


@pytest.mark.parametrize("forms", SAME, ids=lambda forms: forms[0])
def test_every_writing_of_a_number_has_one_key(forms: list[str]) -> None:
    assert {number_key(form) for form in forms} == {number_key(forms[0])}


def test_no_two_numbers_have_one_key() -> None:
    for one, other in itertools.combinations(SAME, 2):
        assert number_key(one[0]) != number_key(other[0]), (one[0], other[0])
    assert number_key("-") == number_key("") == number_key("…") == ""


@pytest.mark.parametrize(
    ("wanted", "own", "same"),
    [
        ("kst-33009-70", "33 009, nr. 70", True),
        ("33 009", "33 009, nr. 70", True),
        ("36600", "36 600 XIII, nr. 65", True),
        ("36600-XIII", "36 600 XIII, nr. 65", True),
        ("36600-X", "36 600 XIII, nr. 65", False),
        ("33009-7", "33 009, nr. 70", False),
        ("3300", "33 009, nr. 70", False),
        ("70", "33 009, nr. 70", False),
        ("101636279", "DGBI / 101636279", True),
        ("10163627", "DGBI / 101636279", False),
        ("DGBI", "DGBI / 101636279", False),
        ("DGBI / 101636279", "DGBI / 101636279", True),
        ("1314", "Aanhangsel 2023–2024, nr. 1314", False),
        ("", "33 009, nr. 70", False),
    ],
)
def test_what_a_filter_finds(wanted: str, own: str, same: bool) -> None:
    assert same_number(wanted, own) is same


OWN = frozenset(
    map(
        number_key,
        ["33 009, nr. 70", "DGBI / 101636279", "35 673, AI", "2023Z01234", "Aanhangsel 2023–2024, nr. 1314"],
    )
)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("wat staat er in kst-33009-70?", ["33 009, nr. 70"]),
        ("in Kamerstuk 33009-70 over water", ["33 009, nr. 70"]),
        ("in kamerstuk 33 009 nr. 70, pagina 3", ["33 009, nr. 70"]),
        ("wat zegt 35673, ai over belasting", ["35 673, AI"]),
        ("antwoord op vragen 2023z01234", ["2023Z01234"]),
        ("in aanhangsel handelingen 2023-2024, nr. 1314", ["Aanhangsel 2023–2024, nr. 1314"]),
        ("in ah-tk-20232024-1314", ["Aanhangsel 2023–2024, nr. 1314"]),
        ("in dgbi/101636279 en 33009-70", ["DGBI / 101636279", "33 009, nr. 70"]),
        ("in 101636279", ["DGBI / 101636279"]),
        ("in 33009-700 of 133009-70", []),
        ("kost dat 33 009 of 70 euro?", []),
        ("in x101636279", []),
    ],
)
def test_the_numbers_that_a_question_names(question: str, named: list[str]) -> None:
    assert {found.key for found in named_numbers(question, OWN)} == {number_key(number) for number in named}
    for found in named_numbers(question, OWN):
        assert question[found.start : found.end] == found.value


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("Zie Kamerstukken II 2009/10, 32 123 XVI, nr. 30).", ["32 123 XVI, nr. 30"]),
        ("Kamerstukken II, 2023/2024, 31 839, nr. 1024", ["31 839, nr. 1024"]),
        ("Kamerstukken, 2021-2022, 31 293, nr. 620. En meer", ["31 293, nr. 620"]),
        ("Kamerstukken ll 2023/24, 36 410 XVI, nr. 160", ["36 410 XVI, nr. 160"]),
        ("TK 2023/24, 31 839, nr. 1024.", ["31 839, nr. 1024"]),
        ("Tweede Kamer, vergaderjaar 2022–2023, 26 485, nr. 424", ["26 485, nr. 424"]),
        ("Kamerstukken I 2020/21, 35 673, AI.", ["35 673, AI"]),
        ("Kamerstuknummer 36600-XIII- 22.", ["36600-XIII-22"]),
        ("Kamerstuknummer: 32637-709", ["32637-709"]),
        ("(Kamerstuk, 30 821, nr. 73)", ["30 821, nr. 73"]),
        ("Kamerstuk 21501-02 nr. 2197 evenals", ["21501-02 nr. 2197"]),
        ("Kamerstuk 35420, 57.", ["35420, 57"]),
        ("Kamerstuk 34952- 86", ["34952- 86"]),
        ("(Kamerstukken 33 009 en 32 637, nr. 63)", ["33 009 en 32 637, nr. 63"]),
        (
            "25 424, nr. 679, nr. 684 en 685, en het IZA",
            ["25 424, nr. 679", "25 424, nr. 684", "25 424, nr. 685"],
        ),
        ("Kamerstukken 30 821 nr. 97 en 30 821 nr. 113", ["30 821 nr. 97", "30 821 nr. 113"]),
        ("een brief (36 471-64) op 7 juni", ["36 471-64"]),
        ("(Kamerstukken 36546)", ["36546"]),
        ("Kamerstuk 33 009, 3 juli 2019", ["33 009"]),
        (
            "Zie ook Aanhangsel Handelingen, vergaderjaar 2023–2024, 1028",
            ["Aanhangsel Handelingen, vergaderjaar 2023–2024, 1028"],
        ),
        ("vragen (2022Z10723) en Kamerstuknummer 2025D37684", ["2022Z10723", "2025D37684"]),
        ("toezegging TZ202509-007", ["TZ202509-007"]),
        ("nr.W13.20.0180/III en W05.20.0077/I.", ["W13.20.0180/III", "W05.20.0077/I"]),
        ("met kenmerk 1731540-208984-DICIO, p. 2", ["1731540-208984-DICIO"]),
        ("(kenmerk DGBI / 101636279)", ["DGBI / 101636279"]),
    ],
)
def test_the_numbers_that_a_text_cites(text: str, cited: list[str]) -> None:
    assert [found.value for found in cited_numbers(text)] == cited


@pytest.mark.parametrize(
    "text",
    [
        "Stb. 2020, 123 en Stcrt. 2020, 12345-67",
        "Verordening (EU) 2016/679 en Richtlijn 2014/95/EU",
        "ECLI:NL:HR:2019:1278",
        "ISBN 978-90-12345-67-8 en ISSN 0921 - 7371",
        "tel. 070 379 8911, 06-12345678",
        "IBAN NL12 INGB 0001 2345 67",
        "tussen 12 500 en 13 000 euro, 12 500-13 000 of (12 500-13 000)",
        "€ 33 009, nr. 3 op de lijst",
        "€ 10.000-1.500, 15000-20000 en 10 000, en meer",
        "in 2019-2020, artikel 12 345, lid 2",
        "Kenmerk van deze aanpak is dat",
        "2500 EH Den Haag, Postbus 20301",
        "33 009 mensen, 25 000, EU-breed",
    ],
)
def test_what_looks_like_a_number_and_is_none(text: str) -> None:
    assert cited_numbers(text) == ()


def test_where_a_cited_number_stands() -> None:
    text = "Zie Kamerstuk 33 009, nr. 70 daarover."
    (found,) = cited_numbers(text)
    assert (found.key, text[found.start : found.end]) == ("kst-33009-70", "33 009, nr. 70")


def test_the_publishers_writing() -> None:
    assert is_identifier("kst-33009-70")
    assert is_identifier("ah-tk-20232024-1314")
    assert not is_identifier("33009-70")

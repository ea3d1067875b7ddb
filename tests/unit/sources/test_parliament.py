"""The set lines of papers of the Dutch parliament."""

import pytest

from sources.lines import to_lines
from sources.parliament import FOOTER, Paper, paper_kind, read_head, set_lines

HEAD = """Tweede Kamer der Staten-Generaal
2
Vergaderjaar 2020–2021
32 545 Wet- en regelgeving financiële markten
Nr. 143  MOTIE VAN DE LEDEN INGE VAN DIJK EN GRINWIS
Voorgesteld 6 juli 2021
De Kamer,"""


@pytest.mark.parametrize(
    ("line", "end", "number"),
    [
        ("Tweede Kamer, vergaderjaar 2018–2019, 33 009, nr. 70 3", 1, "33 009, nr. 70"),
        ("’s-Gravenhage 2021 Tweede Kamer, vergaderjaar 2020–2021, 32 545, nr. 143", 1, "32 545, nr. 143"),
        ("Tweede Kamer, vergaderjaar 2023 - 2024, 36 410 XIII, nr. 55 12", 1, "36 410 XIII, nr. 55"),
        ("Eerste Kamer, vergaderjaar 2023–2024, 36 410, A 3", 1, "36 410, A"),
        ("Tweede Kamer, vergaderjaar 2023–2024, Aanhangsel 2", 1, None),
        ("kst-32545-143", 1, "kst-32545-143"),
        ("ah-tk-20232024-1999", 1, "ah-tk-20232024-1999"),
        ("kst-35673-AI", 1, "kst-35673-AI"),
        ("ISSN 0921 - 7371", 1, None),
        ("Vergaderjaar 2020–2021", 1, None),
        ("Tweede Kamer der Staten-Generaal\n2", 2, None),
        ("Tweede Kamer der Staten-Generaal\nVergaderjaar 2020–2021", 1, None),
    ],
)
def test_set_lines(line: str, end: int, number: str | None) -> None:
    found = set_lines(to_lines(line), 0)
    assert found is not None
    assert (found.end, found.number) == (end, number)


@pytest.mark.parametrize(
    "line",
    [
        "De Tweede Kamer der Staten-Generaal kan advies vragen",
        "Tweede Kamer der Staten-Generaal",
        "In het vergaderjaar 2020–2021 is de motie ingediend.",
        "Aan de Tweede Kamer, vergaderjaar 2020–2021, is toegezegd dat",
        "Tweede Kamer, vergaderjaar 2017–2018, 26 485, nr. 267",
        "kst-regeling",
        "ISSN is een nummer",
    ],
)
def test_prose_is_no_set_line(line: str) -> None:
    assert set_lines(to_lines(line), 0) is None


def test_the_head_of_written_questions() -> None:
    lines = to_lines(
        "Vergaderjaar 2023–2024 Aanhangsel van de Handelingen\nVragen gesteld door de leden der Kamer, met de daarop "
        "door de\nregering gegeven antwoorden\n1314\nVragen van de leden"
    )
    found = set_lines(lines, 0)
    assert found is not None
    assert (found.end, found.number) == (4, "Aanhangsel 2023–2024, nr. 1314")


@pytest.mark.parametrize("below", ["\n9418", " 9418"])
def test_the_head_of_written_questions_with_a_line_for_each_thing(below: str) -> None:
    lines = to_lines(f"Vergaderjaar 2024-2025\nAanhangsel van de Handelingen{below}\nVragen van de leden")
    found = set_lines(lines, 0)
    assert found is not None
    assert (lines[found.end].text, found.number) == ("Vragen van de leden", "Aanhangsel 2024–2025, nr. 9418")


def test_the_footers_page_number() -> None:
    match = FOOTER.match("Tweede Kamer, vergaderjaar 2018–2019, 33 009, nr. 70 12")
    assert match is not None
    assert match["page"] == "12"


def head(text: str) -> Paper | None:
    return read_head([line.text for line in to_lines(text)])


def test_number_title_and_kind() -> None:
    title = "Wet- en regelgeving financiële markten – MOTIE VAN DE LEDEN INGE VAN DIJK EN GRINWIS"
    assert head(HEAD) == Paper("32 545, nr. 143", title)
    assert paper_kind(title) == "motie"
    assert head("35 538 Tijdelijke\nbepalingen\nNr. 4 ADVIES EN NADER\nRAPPORT1\nHieronder") == Paper(
        "35 538, nr. 4", "Tijdelijke bepalingen – ADVIES EN NADER RAPPORT"
    )
    assert head("Geachte Voorzitter,\nHierbij bied ik u aan") is None


@pytest.mark.parametrize(
    ("text", "number", "title"),
    [
        (
            "33 009 Innovatiebeleid\n32 637 Bedrijfslevenbeleid\nNr. 70 BRIEF VAN DE STAATSSECRETARIS",
            "33 009, nr. 70",
            "Innovatiebeleid – BRIEF VAN DE STAATSSECRETARIS",
        ),
        (
            "36 600 XIII Vaststelling van de begrotingsstaten\nvan iets\nNr. 65 MOTIE VAN HET LID BONTENBAL C.S.",
            "36 600 XIII, nr. 65",
            "Vaststelling van de begrotingsstaten van iets – MOTIE VAN HET LID BONTENBAL C.S.",
        ),
        (
            "35 673 Wijziging van de Wet\nAI BRIEF VAN DE MINISTER VAN FINANCIËN",
            "35 673, AI",
            "Wijziging van de Wet – BRIEF VAN DE MINISTER VAN FINANCIËN",
        ),
        (
            (
                "36 410 VIII\nVaststelling van de begrotingsstaten\nNr. 12\nVERSLAG VAN EEN SCHRIFTELIJK OVERLEG\n"
                "Vastgesteld 12 maart 2024"
            ),
            "36 410 VIII, nr. 12",
            "Vaststelling van de begrotingsstaten – VERSLAG VAN EEN SCHRIFTELIJK OVERLEG",
        ),
        (
            "36 987 Verslag van een schriftelijk overleg over het\nActieplan Reservisten\nNr. 6\nVastgesteld verslag",
            "36 987, nr. 6",
            "Verslag van een schriftelijk overleg over het Actieplan Reservisten",
        ),
        (
            "36 871 Regels over dienstverlening (Wet dienstverlening) – Memorie van toelichting\nNr. 3\nI. ALGEMEEN",
            "36 871, nr. 3",
            "Regels over dienstverlening (Wet dienstverlening) – Memorie van toelichting",
        ),
    ],
)
def test_heads_of_both_chambers(text: str, number: str, title: str) -> None:
    assert head(text) == Paper(number, title)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Dossier – BRIEF VAN DE STAATSSECRETARIS", "kamerbrief"),
        ("Dossier – VOORSTEL VAN WET", "wetsvoorstel"),
        ("Dossier – KONINKLIJKE BOODSCHAP", "koninklijke boodschap"),
        ("Dossier – NADER RAPPORT", "nader rapport"),
        ("Dossier – MEMORIE VAN TOELICHTING", "memorie van toelichting"),
        ("Dossier – GEWIJZIGDE MOTIE VAN HET LID VAN DIJK", "motie"),
        ("Dossier – NADER GEWIJZIGD AMENDEMENT VAN HET LID VAN DIJK", "amendement"),
        ("Dossier – GEWIJZIGD VOORSTEL VAN WET", "wetsvoorstel"),
        ("Dossier – NOTA NAAR AANLEIDING VAN HET VERSLAG", "nota naar aanleiding van het verslag"),
        ("Dossier – VERSLAG VAN EEN COMMISSIEDEBAT", "verslag"),
        ("Dossier – VERSLAG VAN EEN SCHRIFTELIJK OVERLEG", "verslag schriftelijk overleg"),
        ("Dossier – VERSLAG VAN EEN NADER SCHRIFTELIJK OVERLEG", "verslag schriftelijk overleg"),
        ("Verslag van een schriftelijk overleg over het Actieplan", "verslag schriftelijk overleg"),
        ("Regels over iets (Wet iets) – Memorie van toelichting", "memorie van toelichting"),
        ("Dossier – LIJST VAN VRAGEN EN ANTWOORDEN", "lijst van vragen en antwoorden"),
        ("Dossier – LIJST VAN VRAGEN", "lijst van vragen"),
        ("Dossier – NOTA NAAR AANLEIDING VAN HET NADER VERSLAG", "nota naar aanleiding van het verslag"),
        ("Dossier – NADERE MEMORIE VAN ANTWOORD", "memorie van antwoord"),
        ("Dossier – TWEEDE NOTA VAN WIJZIGING", "nota van wijziging"),
        ("Dossier – NOTA VAN VERBETERING", "nota van verbetering"),
        ("Dossier – JAARPLAN", "kamerstuk"),
        ("ADVIES AFDELING ADVISERING RAAD VAN STATE", "advies"),
        ("", "kamerstuk"),
    ],
)
def test_kinds(title: str, kind: str) -> None:
    assert paper_kind(title) == kind

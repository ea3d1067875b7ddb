"""The set lines of papers of the Dutch parliament."""

import pytest

from sources.lines import to_lines
from sources.parliament import FOOTER, paper_kind, paper_title, set_lines

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
        ("kst-32545-143", 1, None),
        ("ah-tk-20232024-1999", 1, None),
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


def test_the_footers_page_number() -> None:
    match = FOOTER.match("Tweede Kamer, vergaderjaar 2018–2019, 33 009, nr. 70 12")
    assert match is not None
    assert match["page"] == "12"


def test_title_and_kind() -> None:
    title = paper_title(to_lines(HEAD))
    assert title == "Wet- en regelgeving financiële markten – MOTIE VAN DE LEDEN INGE VAN DIJK EN GRINWIS"
    assert paper_kind(title) == "motie"
    assert paper_title(
        to_lines("35 538 Tijdelijke\nbepalingen\nNr. 4 ADVIES EN NADER\nRAPPORT1\nHieronder")
    ) == ("Tijdelijke bepalingen – ADVIES EN NADER RAPPORT")
    assert paper_title(to_lines("Geachte Voorzitter,\nHierbij bied ik u aan")) is None


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Dossier – BRIEF VAN DE STAATSSECRETARIS", "kamerbrief"),
        ("Dossier – VOORSTEL VAN WET", "wetsvoorstel"),
        ("Dossier – KONINKLIJKE BOODSCHAP", "kamerstuk"),
        ("ADVIES AFDELING ADVISERING RAAD VAN STATE", "advies"),
        ("", "kamerstuk"),
    ],
)
def test_kinds(title: str, kind: str) -> None:
    assert paper_kind(title) == kind

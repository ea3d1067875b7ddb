"""The table of a folder of letters, narrow, wide and in a pipe."""

import json

import pytest

from api.overview import WIDE, format_reading, reading_json
from sources.folder import FailedLetter, Reading
from sources.types import Asker, Fact, Letter, Page, Signatory

LETTER = Letter(
    letter_id="brief",
    title="Vragen van de leden Mutluer en Van Nispen over de aanpak van voetbalgeweld in de provincie en daarbuiten",
    kind="kamervragen",
    pages=(Page(1, "Tekst."), Page(2, "Meer.")),
    source="map/brief.pdf",
    sha256="a" * 64,
    kenmerken=("2024-0000123456",),
    kamerstukken=("Aanhangsel 2023–2024, nr. 1314",),
    date="2024-03-25",
    sender="E. Heinen, minister van Financiën",
    warnings=("Pagina 2 bevat geen tekst (leeg, of een scan).",),
    signatories=(Signatory("E. Heinen", "minister van Financiën"), Signatory("Grinwis")),
    addressee="de Koning",
    askers=(Asker("Van Nispen", "SP"),),
    ministry="Financiën",
    cited=("33 009, nr. 70",),
    facts=(
        Fact("kenmerk", "2024-0000123456", 1, "briefhoofd"),
        Fact("cited", "33 009, nr. 70", 2, "voetnoot"),
    ),
)
PLAIN = Letter(
    "web\x1bpagina", "Titel", "document", (Page(1, "Tekst."),), "web\x1bpagina.html", "b" * 64, paged=False
)
READING = Reading(
    (LETTER, PLAIN),
    (
        FailedLetter("scan.pdf", "scan.pdf bevat geen tekst (2 pagina’s)."),
        FailedLetter("los.toml", "Hoort bij niets."),
    ),
)


def test_in_a_pipe_each_letter_is_one_line() -> None:
    numbers = "Aanhangsel 2023–2024, nr. 1314; 2024-0000123456"
    assert format_reading(READING, width=None, colour=False) == (
        f"Bestand         Blz.  Soort        Datum       {'Nummers':<{len(numbers)}}  Titel\n"
        f"map/brief.pdf      2  kamervragen  2024-03-25  {numbers}  {LETTER.title}\n"
        "    Let op: Pagina 2 bevat geen tekst (leeg, of een scan).\n"
        f"webpagina.html     –  document     –           {'–':<{len(numbers)}}  Titel\n"
        "\n"
        "2 brieven, 3 pagina’s; 2 bestanden niet gelezen.\n"
        "\n"
        "Niet gelezen:\n"
        "  scan.pdf bevat geen tekst (2 pagina’s).\n"
        "  los.toml: Hoort bij niets.\n"
    )


def test_on_a_narrow_terminal_the_facts_stand_below_each_other() -> None:
    shown = format_reading(Reading((LETTER,), ()), width=60, colour=True)
    assert shown == (
        "\x1b[1mmap/brief.pdf\x1b[0m\n"
        "    kamervragen · 2024-03-25 · 2 pagina’s · Aanhangsel\n"
        "    2023–2024, nr. 1314; 2024-0000123456\n"
        "    Vragen van de leden Mutluer en Van Nispen over de aanpak\n"
        "    van voetbalgeweld in de provincie en daarbuiten\n"
        "    Let op: Pagina 2 bevat geen tekst (leeg, of een scan).\n"
        "\n"
        "1 brief, 2 pagina’s.\n"
    )


@pytest.mark.parametrize("width", [20, 40, 80, WIDE - 1, WIDE, 150, 400])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    long = Reading((LETTER, PLAIN), (FailedLetter("x" * 90 + ".pdf", "Reden " * 30),))
    lines = format_reading(long, width=width, colour=False).split("\n")
    assert max(map(len, lines)) <= width
    assert "\x1b" not in "".join(lines)


def test_a_wide_terminal_shows_cells_of_several_lines() -> None:
    lines = format_reading(Reading((LETTER,), ()), width=WIDE, colour=False).split("\n")
    assert lines[0].split() == ["Bestand", "Blz.", "Soort", "Datum", "Nummers", "Titel"]
    assert lines[1].startswith("map/brief.pdf     2  kamervragen  2024-03-25  Aanhangsel 2023–2024")
    assert lines[2].split()[0] == "nr."


def test_nothing_read() -> None:
    assert format_reading(Reading((), ()), width=None, colour=False) == "0 brieven, 0 pagina’s.\n"


def test_json_has_everything_but_the_text() -> None:
    shown = reading_json(READING)
    assert json.loads(json.dumps(shown)) == shown
    assert shown["failures"][0] == {"source": "scan.pdf", "reason": "scan.pdf bevat geen tekst (2 pagina’s)."}
    letter = shown["letters"][0]
    assert letter == {
        "letter_id": "brief",
        "source": "map/brief.pdf",
        "sha256": "a" * 64,
        "pages": 2,
        "paged": True,
        "ocr": False,
        "kind": "kamervragen",
        "title": LETTER.title,
        "kenmerken": ["2024-0000123456"],
        "kamerstukken": ["Aanhangsel 2023–2024, nr. 1314"],
        "date": "2024-03-25",
        "sender": "E. Heinen, minister van Financiën",
        "signatories": [
            {"name": "E. Heinen", "office": "minister van Financiën"},
            {"name": "Grinwis", "office": None},
        ],
        "addressee": "de Koning",
        "askers": [{"name": "Van Nispen", "party": "SP"}],
        "ministry": "Financiën",
        "cited": ["33 009, nr. 70"],
        "warnings": ["Pagina 2 bevat geen tekst (leeg, of een scan)."],
        "facts": [
            {"name": "kenmerk", "value": "2024-0000123456", "page": 1, "place": "briefhoofd"},
            {"name": "cited", "value": "33 009, nr. 70", "page": 2, "place": "voetnoot"},
        ],
    }

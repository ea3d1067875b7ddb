"""Text extracts: encodings and pages."""

import pytest

from sources.errors import UnreadableLetterError
from sources.text.extract import decode, read_text, split_pages

GUESS = "Het bestand is geen UTF-8 en is gelezen als Windows-1252; controleer letters met accenten."


@pytest.mark.parametrize(
    ("data", "text", "warnings"),
    [
        ("één brief".encode(), "één brief", ()),
        ("één brief".encode("utf-8-sig"), "één brief", ()),
        ("één brief".encode("utf-16"), "één brief", ()),
        (b"\xfe\xff" + "één brief".encode("utf-16-be"), "één brief", ()),
        ("één ‘brief’ € 5".encode("cp1252"), "één ‘brief’ € 5", (GUESS,)),
        (b"", "", ()),
    ],
)
def test_encodings(data: bytes, text: str, warnings: tuple[str, ...]) -> None:
    assert decode(data, "brief.txt") == (text, warnings)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"tekst\x00en meer", "brief.txt is geen tekstbestand (het bevat nulbytes); sla het op als UTF-8."),
        (b"t" * 9000 + b"\x00", "brief.txt is geen tekstbestand (het bevat nulbytes); sla het op als UTF-8."),
        (
            "brief".encode("utf-16-le"),
            "brief.txt is geen tekstbestand (het bevat nulbytes); sla het op als UTF-8.",
        ),
        (bytes(range(1, 32)) * 9, "brief.txt is geen tekstbestand (het bevat besturingstekens)."),
        (b"\x81\x8d\x8f", "brief.txt is geen leesbare tekst; sla het bestand op als UTF-8."),
        (b"\xff\xfe\x00\xd8", "brief.txt is geen leesbare tekst; sla het bestand op als UTF-8."),
    ],
)
def test_what_is_no_text(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableLetterError) as caught:
        decode(data, "brief.txt")
    assert str(caught.value) == reason


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_line_with_one_space_before_it_begins_a_page(end: str) -> None:
    text = end.join([" Eerste pagina", "loopt door", "  ingesprongen", "", " Tweede pagina", "slot"])
    assert split_pages(text) == [" Eerste pagina\nloopt door\n  ingesprongen\n", " Tweede pagina\nslot"]


def test_blank_lines_before_the_first_text_are_no_page() -> None:
    assert split_pages("\n \n Eerste pagina\nslot") == ["\n \n Eerste pagina\nslot"]


def test_a_kamerstuks_footer_ends_its_page() -> None:
    footer = "Tweede Kamer, vergaderjaar 2018–2019, 33 009, nr. 70 3"
    assert split_pages(f"een\n\n{footer}\n\n\ntwee\n drie") == [f"een\n\n{footer}\n\n", "twee", " drie"]
    assert split_pages(f"een\n{footer}") == [f"een\n{footer}"]


def test_form_feeds_end_pages_and_empty_pages_count() -> None:
    assert split_pages("een\n\ftwee\n spatie\n\f") == ["een\n", "twee\n spatie\n"]
    assert split_pages("\fna een lege pagina\f") == ["", "na een lege pagina"]
    assert split_pages("een pagina\n geen nieuwe\f") == ["een pagina\n geen nieuwe"]
    pages = split_pages("\f" * 10_000 + "slot")
    assert (len(pages), pages[-1]) == (10_001, "slot")


def test_a_file_without_page_marks_is_one_page() -> None:
    assert split_pages("een\ntwee") == ["een\ntwee"]
    assert split_pages("") == [""]


def test_reading() -> None:
    document = read_text(" één\n twee".encode("cp1252"), "brief.txt")
    assert [[draft.text for draft in page] for page in document.pages] == [["één"], ["twee"]]
    assert document.warnings == (GUESS,)

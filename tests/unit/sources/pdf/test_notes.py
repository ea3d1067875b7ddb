"""Footnotes: small text below all else that begins with a number."""

from sources.pdf.notes import part_notes, without_false_marks
from sources.pdf.rows import Piece
from tests.unit.sources.pdf.setting import TYPE, column, mark, piece

BODY = column(["Een zin met een noot.", "Nog een zin."])
Found = tuple[list[str], list[tuple[str | None, list[str]]]]


def small(*texts: str, y: float = 600.0, x: float = 100.0) -> list[Piece]:
    return [piece(text, x, y + i * 9, 7.0) for i, text in enumerate(texts)]


def parted(pieces: list[Piece], last: int = 0) -> Found:
    body, notes = part_notes(pieces, TYPE, last)
    return [p.text for p in body], [(note.label, [p.text for p in note.pieces]) for note in notes]


def test_notes_with_raised_and_with_plain_numbers() -> None:
    texts = [p.text for p in BODY]
    raised = small(f"{mark('1')} Kamerstuk 26 485, nr. 432.", "en verder.", f"{mark('2')} 10 miljoen.")
    wanted = [("1", ["Kamerstuk 26 485, nr. 432.", "en verder."]), ("2", ["10 miljoen."])]
    assert parted([*BODY, *raised]) == (texts, wanted)
    plain = small("1 Kamerstuk 26 485, nr. 432.", "en verder.", "2 10 miljoen.")
    assert parted([*BODY, *plain]) == (texts, wanted)


def test_a_plain_number_is_a_notes_only_where_it_is_the_next_and_stands_at_the_edge() -> None:
    _, notes = parted([*BODY, *small("4 Zie de brief van", "12 maart 2024.", "5 Idem.")], last=3)
    assert notes == [("4", ["Zie de brief van", "12 maart 2024."]), ("5", ["Idem."])]
    hung = [*small("4 Zie de brief van"), *small("5 maart 2024.", x=120, y=609), *small("5 Idem.", y=618)]
    assert parted([*BODY, *hung], last=3)[1] == [
        ("4", ["Zie de brief van", "5 maart 2024."]),
        ("5", ["Idem."]),
    ]


def test_the_rest_of_a_note_from_the_page_before() -> None:
    _, notes = parted([*BODY, *small("en gaat hier verder.", f"{mark('6')} Idem.")], last=5)
    assert notes == [(None, ["en gaat hier verder."]), ("6", ["Idem."])]
    body, notes = parted([*BODY, *small("Bron: CBS", y=500), *small(f"{mark('6')} Idem.")], last=5)
    assert (body[-1], notes) == ("Bron: CBS", [("6", ["Idem."])])


def test_small_text_without_a_number_or_above_the_text_stays() -> None:
    assert parted([*BODY, *small("Bron: CBS")])[1] == []
    assert parted([*small("1 Noot boven de tekst.", y=50), *BODY])[1] == []


def test_a_note_below_the_left_of_two_columns() -> None:
    right = column(["rechts loopt door"] * 50, x=330, y=100)
    body, notes = parted([*BODY, *right, *small("1 Noot links.")])
    assert notes == [("1", ["Noot links."])]
    assert len(body) == 52


def test_small_text_above_a_table_is_its_own() -> None:
    held = piece("\ue002", 100, 620, 7.0, table=0)
    assert parted([*BODY, *small("1 Meldingen per jaar"), held])[1] == []


def test_a_raised_number_without_a_note_is_a_number() -> None:
    assert (
        without_false_marks(f"beleid{mark('1')} en 10{mark('6')}", frozenset({"1"}))
        == f"beleid{mark('1')} en 106"
    )

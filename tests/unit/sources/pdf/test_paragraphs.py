"""Blocks by how their lines are set."""

import pytest

from sources.lines import Line, Place
from sources.pdf.paragraphs import goes_on, group_lines, kind_of, style_of
from sources.types import BlockKind
from tests.unit.sources.pdf.setting import LEFT, TYPE, lines

FULL = "Deze regel vult de hele kolom met woorden tot aan de rand ervan"
BOLD, ITALIC, LARGE = {"bold": True}, {"italic": True}, {"size": 14.0}
HANG = LEFT + 18
Lines = list[tuple[Line, Place]]


def blocks(set_lines: Lines) -> list[tuple[str, str]]:
    groups = group_lines(set_lines, TYPE)
    return [(kind_of(groups, i, TYPE).value, " / ".join(group.texts)) for i, group in enumerate(groups)]


def texts(set_lines: Lines) -> list[str]:
    return [text for _, text in blocks(set_lines)]


def test_full_lines_are_one_paragraph_and_white_ends_it() -> None:
    assert texts(lines((FULL, LEFT, 0), (FULL, LEFT, 1), ("Slot.", LEFT, 1), ("Nieuw.", LEFT, 2))) == [
        f"{FULL} / {FULL} / Slot.",
        "Nieuw.",
    ]


def test_the_closing_of_a_letter_stands_apart() -> None:
    set_lines = lines((f"{FULL[:-1]}.", LEFT, 0), ("Hoogachtend,", LEFT, 1), ("A. Jansen", LEFT, 1))
    assert texts(set_lines) == [f"{FULL[:-1]}.", "Hoogachtend,", "A. Jansen"]


def test_white_inside_a_sentence_ends_nothing() -> None:
    assert texts(lines((FULL, LEFT, 0), ("en gaat door.", LEFT, 2))) == [f"{FULL} / en gaat door."]


def test_a_line_that_ends_early_ends_a_paragraph() -> None:
    assert texts(lines(("Hier eindigt het.", LEFT, 0), ("Hier begint het.", LEFT, 1))) == [
        "Hier eindigt het.",
        "Hier begint het.",
    ]
    assert texts(lines(("Aan de minister", LEFT, 0), ("Van de directie", LEFT, 1))) == [
        "Aan de minister",
        "Van de directie",
    ]
    assert texts(lines((f"{FULL[:-4]}.", LEFT, 0), ("Bestaanszekerheid is er.", LEFT, 1))) == [
        f"{FULL[:-4]}. / Bestaanszekerheid is er."
    ]


def test_a_first_line_set_in_begins_a_paragraph() -> None:
    rows = (
        (FULL[:-2], LEFT + 9, 0),
        (f"{FULL[:-1]}.", LEFT, 1),
        (FULL[:-2], LEFT + 9, 1),
        ("slot.", LEFT, 1),
    )
    assert texts(lines(*rows)) == [f"{FULL[:-2]} / {FULL[:-1]}.", f"{FULL[:-2]} / slot."]


def test_list_items_hang_and_the_text_after_them_does_not() -> None:
    rows = (
        ("• Een punt dat door", LEFT, 0),
        ("loopt", HANG, 1),
        ("• Nog een punt.", LEFT, 1),
        ("Daarna tekst.", LEFT, 1),
    )
    assert blocks(lines(*rows)) == [
        ("list_item", "• Een punt dat door / loopt"),
        ("list_item", "• Nog een punt."),
        ("paragraph", "Daarna tekst."),
    ]


def test_a_dash_inside_a_sentence_is_no_item_and_a_nested_one_is() -> None:
    aside = lines(("• " + FULL[4:], LEFT, 0), ("– uit te rusten met kennis.", HANG, 1))
    assert texts(aside) == [f"• {FULL[4:]} / – uit te rusten met kennis."]
    nested = lines(("• Wetgeving, namelijk", LEFT, 0), ("− Wijziging Boetebesluit", HANG, 1))
    assert texts(nested) == ["• Wetgeving, namelijk", "− Wijziging Boetebesluit"]


def test_items_without_bullets_are_told_by_how_their_second_lines_hang() -> None:
    rows = ((FULL, LEFT, 0), ("De dreiging meenemen in het", LEFT, 1), ("proces", HANG, 1))
    assert texts(lines(*rows)) == [FULL, "De dreiging meenemen in het / proces"]


@pytest.mark.parametrize("style", [BOLD, ITALIC, LARGE])
def test_a_heading_is_set_otherwise_than_the_text(style: dict[str, object]) -> None:
    rows = (("Kop van het stuk", LEFT, 0, style), ("Tekst eronder.", LEFT, 1))
    assert blocks(lines(*rows)) == [("heading", "Kop van het stuk"), ("paragraph", "Tekst eronder.")]


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("Geachte voorzitter,", BOLD),
        ("Deze zin is vet.", BOLD),
        ("De Minister van Financiën,", BOLD),
        ("kleine letter", BOLD),
        ("Gewone regel", {}),
    ],
)
def test_what_is_no_heading(text: str, style: dict[str, object]) -> None:
    assert blocks(lines((text, LEFT, 0, style), ("Tekst eronder.", LEFT, 2)))[0] == ("paragraph", text)


def test_a_question_and_its_answer() -> None:
    rows = (
        ("Vraag 1", LEFT, 0),
        ("Klopt dat?", LEFT, 1, BOLD),
        ("Antwoord 1", LEFT, 1),
        ("Ja", LEFT, 1, BOLD),
    )
    assert blocks(lines(*rows)) == [
        ("heading", "Vraag 1"),
        ("paragraph", "Klopt dat?"),
        ("heading", "Antwoord 1"),
        ("paragraph", "Ja"),
    ]


def test_numbered_lines_are_headings_unless_they_follow_each_other() -> None:
    heads = (("3. Bescherming", LEFT, 0, ITALIC), ("a. Doel", LEFT, 2, ITALIC), ("Tekst eronder.", LEFT, 2))
    assert [kind for kind, _ in blocks(lines(*heads))] == ["heading", "heading", "paragraph"]
    items = (("1. Lasten", LEFT, 0, BOLD), ("2. Krapte", LEFT, 1, BOLD), ("Tekst eronder.", LEFT, 2))
    assert [kind for kind, _ in blocks(lines(*items))] == ["list_item", "list_item", "paragraph"]


def test_a_sentence_goes_on_in_the_next_column_and_an_ended_one_does_not() -> None:
    right = {"column": 1}
    assert texts(lines((FULL, LEFT, 0), ("loopt door.", 500, -20, right))) == [f"{FULL} / loopt door."]
    assert texts(lines((f"{FULL}.", LEFT, 0), ("Nieuw.", 500, -20, right))) == [f"{FULL}.", "Nieuw."]


def test_what_goes_on_over_the_page() -> None:
    def both(last: str, first: str) -> bool:
        (before,), (after,) = (group_lines(lines((text, LEFT, 0)), TYPE) for text in (last, first))
        return goes_on(before, after)

    assert both(FULL, "Nederland doet mee.")
    assert both("Een korte regel", "en verder.")
    assert not both("Een korte regel", "Nieuw begin.")
    assert not both(f"{FULL}.", "en verder.")
    assert not both(FULL, "• Een punt")


def test_headings_rank_by_size_then_weight_and_those_that_say_who_speaks_come_last() -> None:
    rows = [("Titel", LARGE), ("Vet", BOLD), ("Cursief", ITALIC), ("Reactie:", {}), ("HOOFDSTUK EEN", BOLD)]
    groups = {text: group_lines(lines((text, LEFT, 0, style)), TYPE)[0] for text, style in rows}
    assert sorted(groups, key=lambda text: style_of(groups[text])) == [
        "Titel",
        "HOOFDSTUK EEN",
        "Vet",
        "Cursief",
        "Reactie:",
    ]
    assert kind_of([groups["Reactie:"]], 0, TYPE) is BlockKind.HEADING


def test_what_stands_behind_a_label_goes_on_below_itself() -> None:
    rows = (
        ("Betreft Voortgang van de stuwen en", LEFT, 0, {"hang": LEFT + 40}),
        ("sluizen", LEFT + 40, 1),
        ("Geachte voorzitter,", LEFT, 1),
    )
    assert texts(lines(*rows)) == ["Betreft Voortgang van de stuwen en / sluizen", "Geachte voorzitter,"]

"""Questions in the making: lines that are the whole page, quotes that stand there, files that are whole."""

import json
import os
from dataclasses import replace
from itertools import pairwise

import pytest

from eval.check import check_file, places
from eval.compose import (
    add_lines,
    allowed_types,
    around,
    as_quote,
    next_id,
    page_lines,
    quote_of_lines,
    template,
    to_row,
    widen,
)
from eval.gold import Form, Need, QuestionType, read_gold, scan_gold
from sources.errors import GoldError
from sources.types import BlockKind, Page, Span
from tests.helpers import letter_of
from tests.unit.eval.fakes import FARMER, GOAL, GOAL_IN_NOTE, LETTERS, MISSION, question

LETTER = letter_of(
    [
        (BlockKind.HEADING, "De haven"),
        "De haven groeit. Er komen kades bij",
        (BlockKind.FOOTNOTE, "1 Zie nr. 70."),
    ],
    ["en een sluis. Dat is al."],
)
TWICE = Page(1, "De haven groeit hard. De stad groeit ook hard.\nDe haven groeit hard en snel.")


def shown(letter, number):
    page = letter.pages[number - 1]
    return [as_quote(page, line) for line in page_lines(letter, page)]


def test_each_sentence_and_heading_is_a_line_also_over_a_page_break():
    assert shown(LETTER, 1) == ["De haven", "De haven groeit.", "Er komen kades bij", "Zie nr. 70."]
    assert shown(LETTER, 2) == ["en een sluis.", "Dat is al."]


@pytest.mark.parametrize("letter", [LETTER, *LETTERS.values()], ids=lambda letter: letter.letter_id)
def test_the_lines_are_the_whole_page_in_its_order(letter):
    for page in letter.pages:
        lines = page_lines(letter, page)
        assert " ".join(as_quote(page, line) for line in lines) == " ".join(page.text.split())
        assert all(a.end <= b.start for a, b in pairwise(lines))
        assert all(
            page.text[line.start : line.end].strip() == page.text[line.start : line.end] for line in lines
        )


def test_a_page_without_text_has_no_lines():
    empty = replace(LETTER, pages=(Page(1, ""), Page(2, " \n ")))
    assert [page_lines(empty, page) for page in empty.pages] == [(), ()]


def test_a_range_of_lines_is_what_stands_from_the_first_to_the_last():
    page = LETTER.pages[0]
    lines = page_lines(LETTER, page)
    assert as_quote(page, quote_of_lines(page, lines, 2, 3)) == "De haven groeit. Er komen kades bij"
    assert quote_of_lines(page, lines, 1, 1) == lines[0]
    for first, last in ((0, 1), (3, 2), (1, 5)):
        with pytest.raises(GoldError, match="kies regels van 1 tot en met 4, de laagste eerst"):
            quote_of_lines(page, lines, first, last)


def test_a_place_is_shown_with_what_is_around_it():
    assert around(TWICE, Span(1, 9, 15)) == "…De haven »groeit« hard. De stad groeit ook hard. De haven…"


def test_a_quote_is_made_just_long_enough_to_stand_there_once():
    first, second = places("haven groeit hard", TWICE)
    # The full stop is enough for the first; "De haven groeit hard" stands there twice.
    assert as_quote(TWICE, widen(TWICE, first)) == "haven groeit hard."
    assert as_quote(TWICE, widen(TWICE, second)) == "haven groeit hard en"
    repeated = Page(1, "ja ja")
    assert as_quote(repeated, widen(repeated, Span(1, 0, 2))) == "ja ja"


@pytest.mark.parametrize("words", ["De", "groeit", "hard", "haven groeit hard", "De haven"])
def test_what_was_widened_stands_there_once_and_holds_the_place(words):
    for span in places(words, TWICE):
        wider = widen(TWICE, span)
        assert places(as_quote(TWICE, wider), TWICE) == (wider,)
        assert wider.start <= span.start < span.end <= wider.end


@pytest.mark.parametrize(
    ("taken", "free"),
    [
        ([], "v-001"),
        (["v-001"], "v-002"),
        (["v-009", "v-003"], "v-010"),
        (["a-007", "haven-stad-011", "haven-stad-002"], "haven-stad-012"),
        (["v-999"], "v-1000"),
    ],
)
def test_a_new_id_goes_on_where_the_last_one_left_off(taken, free):
    assert next_id(taken) == free


def test_types_go_with_whether_there_is_an_answer_and_whether_all_is_needed():
    assert allowed_types((), Need.ANY) == [QuestionType.ON_TOPIC, QuestionType.OFF_TOPIC]
    assert QuestionType.COMPARISON not in allowed_types((GOAL,), Need.ANY)
    assert QuestionType.COMPARISON in allowed_types((GOAL, FARMER), Need.ALL)


def test_a_row_is_read_back_as_the_question(tmp_path):
    path = tmp_path / "vragen.jsonl"
    asked = [
        question(GOAL, GOAL_IN_NOTE, question_id="v-001", text="Wat is “het” doel?\u2028"),
        replace(question(GOAL, FARMER, question_id="v-002", need="all", type="comparison"), note="let op"),
        question(question_id="v-003", language="en", form="keywords"),
    ]
    path.write_text("".join(to_row(each) + "\n" for each in asked), encoding="utf-8")
    assert read_gold(path) == tuple(asked)


def test_a_new_file_has_remarks_alone_that_name_every_type_and_form(tmp_path):
    path = tmp_path / "vragen.jsonl"
    add_lines(path, template())
    assert scan_gold(path) == ({}, [])
    text = path.read_text(encoding="utf-8")
    assert all(f"  {each.value} " in text for each in [*QuestionType, *Form])
    example = next(line.removeprefix("# ") for line in text.splitlines() if line.startswith("# {"))
    path.write_text(example, encoding="utf-8")
    _, faults = check_file(path, LETTERS)
    assert [fault.message[:38] for fault in faults] == ["v-001: er is geen brief naam-van-het-b"]


def test_lines_are_added_to_what_is_there(tmp_path):
    path = tmp_path / "vragen.jsonl"
    add_lines(path, "een\n")
    assert path.read_bytes() == b"een\n"
    path.write_bytes(b"een\ntwee")
    path.chmod(0o640)
    add_lines(path, "drie é\n")
    assert path.read_bytes() == "een\ntwee\ndrie é\n".encode()
    assert path.stat().st_mode & 0o777 == 0o640
    assert [each.name for each in tmp_path.iterdir()] == ["vragen.jsonl"]


def test_the_file_that_a_link_leads_to_is_added_to(tmp_path):
    target, link = tmp_path / "echt.jsonl", tmp_path / "link.jsonl"
    target.write_text("een\n", encoding="utf-8")
    link.symlink_to(target)
    add_lines(link, "twee\n")
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "een\ntwee\n"


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_a_file_is_as_it_was_where_adding_was_broken_off(tmp_path, monkeypatch, failing):
    path = tmp_path / "vragen.jsonl"
    path.write_bytes(b"een\n")

    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os if failing == "fsync" else type(path), failing, interrupt)
    with pytest.raises(KeyboardInterrupt):
        add_lines(path, "twee\n")
    monkeypatch.undo()
    assert path.read_bytes() == b"een\n"
    assert [each.name for each in tmp_path.iterdir()] == ["vragen.jsonl"]


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    with pytest.raises(GoldError, match="kan niet worden geschreven: No such file"):
        add_lines(tmp_path / "weg" / "vragen.jsonl", "een\n")


def test_the_row_of_a_question_is_plain_json():
    row = json.loads(to_row(question(GOAL, text="Wat?")))
    assert row["evidence"] == [{"letter": "missie", "page": 1, "quote": GOAL.quote}]
    assert "note" not in row
    assert places(row["evidence"][0]["quote"], MISSION.pages[0])

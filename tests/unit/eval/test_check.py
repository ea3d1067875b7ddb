"""The checker of quotes: it finds every place, and catches a wrong page and a changed character."""

import json

import pytest

from eval.check import check_file, check_gold, quote_spans
from eval.gold import Evidence, Fault
from sources.errors import GoldError
from sources.types import Span
from tests.unit.eval.fakes import CHAIN, FARMER, GOAL, GOAL_IN_NOTE, LETTERS, MISSION, question


def test_right_quotes_have_no_problems():
    assert check_gold([question(GOAL, GOAL_IN_NOTE), question(FARMER, CHAIN, need="all")], LETTERS) == []
    assert check_gold([question()], LETTERS) == []


def test_white_space_is_folded_and_nothing_else():
    over_a_line = Evidence("missie", 2, "samen. De boer  krijgt")
    hard_space = Evidence("missie", 3, "de\tketen verdient")
    assert check_gold([question(over_a_line, hard_space)], LETTERS) == []
    text = MISSION.pages[1].text
    assert quote_spans(over_a_line, LETTERS) == (Span(2, text.index("samen"), text.index(" in 2030")),)


def test_every_place_of_a_quote_is_found():
    twice = Evidence("missie", 1, "is")
    text = MISSION.pages[0].text
    assert quote_spans(twice, LETTERS) == (
        Span(1, text.index(" is ") + 1, text.index(" is ") + 3),
        Span(1, text.rindex("is"), text.rindex("is") + 2),
    )


def test_a_wrong_page_is_caught_with_the_right_one():
    (problem,) = check_gold([question(Evidence("missie", 1, "De sectoren werken samen."))], LETTERS)
    assert problem == (
        "q-001: het citaat staat niet op p. 1 van missie: “De sectoren werken samen.”; "
        "wel op p. 2, 3: pas 'page' aan."
    )


@pytest.mark.parametrize(
    "quote",
    [
        "Het doel is 2.5% van het bbp",
        "het doel is 2,5% van het bbp",
        "Het doel is 2,5 % van het bbp",
        "Het doel is 2,5% van het bb",
        "doel is 2,5% van het bbp aan R&D uit te gev",
        "et doel is 2,5% van het bbp",
        "Het doel is 2,5% van het bbp aan R&D uit te geven!",
        "Het doel is 2,5% van het bbp aan R.D",
    ],
)
def test_a_changed_character_is_caught_with_what_stands_there(quote):
    (problem,) = check_gold([question(Evidence("missie", 1, quote))], LETTERS)
    said, closest = problem.split("; wat er het meest op lijkt: ")
    assert said == f"q-001: het citaat staat niet op p. 1 van missie: “{quote}”"
    assert "doel is 2,5% van het bbp" in closest
    assert closest.endswith("”. Neem over wat er letterlijk staat.")


def test_a_letter_or_page_that_is_not_there_is_caught():
    wrong = question(Evidence("brief", 1, "Wij"), Evidence("missie", 4, "Wij"))
    assert check_gold([wrong], LETTERS) == [
        "q-001: er is geen brief brief; wel: missie, nota.",
        "q-001: brief missie heeft geen pagina 4 (wel 1-3).",
    ]
    assert quote_spans(wrong.evidence[0], LETTERS) == ()
    assert quote_spans(wrong.evidence[1], LETTERS) == ()


def test_of_many_letters_those_with_the_nearest_names_are_named():
    many = {f"brief-{number:03}": MISSION for number in range(500)}
    (problem,) = check_gold([question(Evidence("brief-07", 1, "Wij"))], many)
    assert problem.startswith("q-001: er is geen brief brief-07; wel: brief-007, ")
    assert problem.endswith(" of een andere van de 500.")
    assert problem.count(",") == 4


def row(number, *places, **change):
    evidence = [{"letter": name, "page": page, "quote": quote} for name, page, quote in places]
    kind = {"type": "fact" if evidence else "on-topic", "answerable": bool(evidence)}
    details = {"language": "nl", "form": "plain", "need": "any", "evidence": evidence}
    return json.dumps(
        {"id": f"q-{number:03}", "question": f"Vraag {number}?", **kind, **details, **change},
        ensure_ascii=False,
    )


def test_a_file_is_checked_whole_in_the_order_of_its_lines(tmp_path):
    path = tmp_path / "vragen.jsonl"
    lines = [
        "# Onze vragen",
        row(1, ("missie", 1, "Dat is veel."), ("missie", 9, "Dat is veel.")),
        row(2, form="x"),
        row(3, ("missie", 1, "Dat is weinig."), ("nota", 1, "Dat is weinig.")),
        row(4, ("nota", 2, GOAL.quote)),
        row(1),
        row(5, ("missie", 1, GOAL.quote)),
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    count, faults = check_file(path, LETTERS)
    assert count == 4
    assert [(fault.line, fault.message[:24]) for fault in faults] == [
        (2, "q-001: brief missie heef"),
        (3, "'form' is 'x'; toegestaa"),
        (4, "q-003: het citaat staat "),
        (4, "q-003: het citaat staat "),
        (5, "q-004: het citaat staat "),
        (6, "het id 'q-001' staat ook"),
        (6, "deze vraag staat ook op "),
    ]
    assert faults[0] == Fault(2, "q-001: brief missie heeft geen pagina 9 (wel 1-3).")


def test_a_line_with_a_fault_is_checked_further(tmp_path):
    path = tmp_path / "vragen.jsonl"
    bare = json.loads(row(4, ("missie", 1, "Dat is mooi.")))
    lines = [
        row(1, ("missie", 1, "Dat is veel.")),
        row(1, ("missie", 1, "Dat is weinig."), question="Een andere vraag?"),
        json.dumps({key: bare[key] for key in ("id", "evidence")}),
        row(5, ("missie", 1, "Dat is niets."), ("nota", 0, "x"), form="x", need="y"),
        "[1]",
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    count, faults = check_file(path, LETTERS)
    assert count == 1
    assert [(fault.line, fault.message[:29]) for fault in faults] == [
        (2, "het id 'q-001' staat ook op r"),
        (2, "q-001: het citaat staat niet "),
        *((3, "de vraag mist de sleutel " + key) for key in ("'que", "'lan", "'typ", "'for", "'ans", "'nee")),
        (3, "q-004: het citaat staat niet "),
        (4, "'form' is 'x'; toegestaan: pl"),
        (4, "'need' is 'y'; toegestaan: an"),
        (4, "'page' moet een geheel getal "),
        (4, "q-005: het citaat staat niet "),
        (5, "de vraag moet een JSON-object"),
    ]


def test_a_file_without_faults_has_none_and_one_without_questions_is_refused(tmp_path):
    path = tmp_path / "vragen.jsonl"
    path.write_text(row(1, ("missie", 1, GOAL.quote)), encoding="utf-8")
    assert check_file(path, LETTERS) == (1, [])
    path.write_text("# niets\n", encoding="utf-8")
    with pytest.raises(GoldError, match="bevat geen vragen; maak er een met: briefwijzer eval new"):
        check_file(path, LETTERS)

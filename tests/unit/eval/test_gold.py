"""Reading gold questions: what is taken, what is refused and with which words, and the split."""

import json

import pytest

from eval.gold import Evidence, Form, Language, Need, Question, QuestionType, read_gold, scan_gold, split_of
from sources.errors import GoldError

GOOD = {
    "id": "f-001",
    "question": "Hoe wordt verdienvermogen omschreven?",
    "language": "nl",
    "type": "definition",
    "form": "plain",
    "answerable": True,
    "need": "any",
    "evidence": [{"letter": "missie", "page": 1, "quote": "Verdienvermogen is de capaciteit."}],
}
PLACE = GOOD["evidence"][0]
OTHER = {"letter": "nota", "page": 2, "quote": "Daar staat nog iets."}
UNANSWERABLE = {
    **GOOD,
    "id": "f-002",
    "question": "Wie?",
    "type": "on-topic",
    "answerable": False,
    "evidence": [],
}


@pytest.fixture
def read(tmp_path):
    """Reads questions from a file with these lines; one that is no text is written as JSON."""

    def reader(*lines):
        path = tmp_path / "vragen.jsonl"
        texts = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
        path.write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")
        return read_gold(path)

    return reader


def test_a_question_is_read_whole(read):
    assert read({**GOOD, "note": "voetnoot 1"}) == (
        Question(
            question_id="f-001",
            text="Hoe wordt verdienvermogen omschreven?",
            language=Language.NL,
            type=QuestionType.DEFINITION,
            form=Form.PLAIN,
            answerable=True,
            need=Need.ANY,
            evidence=(Evidence("missie", 1, "Verdienvermogen is de capaciteit."),),
            note="voetnoot 1",
        ),
    )


def test_the_order_of_the_file_is_kept_and_unanswerable_questions_have_no_evidence(read):
    first, second = read(UNANSWERABLE, GOOD)
    assert (first.question_id, first.answerable, first.evidence) == ("f-002", False, ())
    assert second.question_id == "f-001"


def test_a_line_end_of_another_kind_inside_a_string_ends_no_line(read):
    (question,) = read({**GOOD, "question": "Wat\u2028is\u0085dat?"})
    assert question.text == "Wat\u2028is\u0085dat?"


def test_lines_of_remarks_and_a_byte_order_mark_are_passed_over(read):
    first, second = read("\ufeff# Onze vragen", GOOD, "#", UNANSWERABLE)
    assert (first.question_id, second.question_id) == ("f-001", "f-002")
    with pytest.raises(GoldError, match="regel 3: het id 'f-001' staat ook op regel 2"):
        read("# Onze vragen", GOOD, {**UNANSWERABLE, "id": "f-001"})
    with pytest.raises(GoldError, match="bevat geen vragen"):
        read("# Onze vragen")


def test_every_fault_is_found_with_its_line(tmp_path):
    path = tmp_path / "vragen.jsonl"
    lines = ["# Onze vragen", "", json.dumps({**GOOD, "id": "F1"}), json.dumps(UNANSWERABLE), "{"]
    path.write_text("\n".join(lines), encoding="utf-8")
    questions, faults = scan_gold(path)
    assert {line: question.question_id for line, question in questions.items()} == {4: "f-002"}
    assert [fault.line for fault in faults] == [2, 3, 5]
    assert faults[1].message == "het id 'F1' moet eruitzien als 'f-001'."


def test_groups_are_what_must_be_found():
    a, b = Evidence("missie", 1, "a"), Evidence("nota", 2, "b")
    values = ("q-001", "?", Language.NL, QuestionType.COMPARISON, Form.PLAIN, True)
    assert Question(*values, Need.ANY, (a, b)).groups == ((a, b),)
    assert Question(*values, Need.ALL, (a, b)).groups == ((a,), (b,))
    assert Question(*values, Need.ANY, ()).groups == ()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"ansswer": 1}, "de vraag heeft een onbekende sleutel 'ansswer'; toegestaan: id, question, "),
        ({"id": "F1"}, "het id 'F1' moet eruitzien als 'f-001'."),
        ({"id": 1}, "'id' moet tekst zijn en mag niet leeg zijn; gevonden: 1."),
        ({"question": " "}, "'question' moet tekst zijn en mag niet leeg zijn; gevonden: ' '."),
        ({"question": "a" * 1001}, "de vraag heeft 1001 tekens; 1000 is het meeste."),
        ({"language": "de"}, "'language' is 'de'; toegestaan: nl, en."),
        ({"form": "slang"}, "'form' is 'slang'; toegestaan: plain, everyday, keywords, typo."),
        ({"need": "some"}, "'need' is 'some'; toegestaan: any, all."),
        ({"type": "facts"}, "'type' is 'facts'; toegestaan: fact, number, "),
        (
            {"type": "on-topic"},
            "type 'on-topic' past niet bij een vraag die wel te beantwoorden is; wel: fact, number, ",
        ),
        ({"type": "comparison"}, "een vergelijking (type 'comparison') vraagt need 'all'."),
        ({"answerable": 1}, "'answerable' moet true of false zijn; gevonden: 1."),
        (
            {"answerable": False},
            "type 'definition' past niet bij een vraag die niet te beantwoorden is; wel: on-topic, off-topic.",
        ),
        ({"answerable": False, "type": "off-topic"}, "'evidence' moet leeg zijn, want de vraag is niet te"),
        ({"evidence": []}, "'evidence' is leeg, maar de vraag is te beantwoorden; noem waar"),
        ({"evidence": PLACE}, "'evidence' moet een lijst zijn."),
        ({"evidence": [PLACE, PLACE]}, "'evidence' noemt tweemaal dezelfde plaats; haal er een weg."),
        ({"evidence": ["p. 1"]}, "plaats 1 van 'evidence' moet een JSON-object zijn."),
        ({"evidence": [PLACE, {**OTHER, "p": 1}]}, "plaats 2 van 'evidence' heeft een onbekende sleutel 'p'"),
        (
            {"evidence": [{"letter": "a", "page": 1}]},
            "plaats 1 van 'evidence' mist de sleutel 'quote'; voeg hem toe.",
        ),
        ({"evidence": [{**PLACE, "page": 0}]}, "'page' moet een geheel getal vanaf 1 zijn; gevonden: 0."),
        ({"evidence": [{**PLACE, "page": "1"}]}, "'page' moet een geheel getal vanaf 1 zijn; gevonden: '1'."),
        (
            {"evidence": [{**PLACE, "page": True}]},
            "'page' moet een geheel getal vanaf 1 zijn; gevonden: True.",
        ),
        (
            {"evidence": [{**PLACE, "quote": ""}]},
            "'quote' moet tekst zijn en mag niet leeg zijn; gevonden: ''.",
        ),
        ({"need": "all"}, "need 'all' vraagt ten minste twee plaatsen; gevonden: 1."),
        ({"note": None}, "'note' moet tekst zijn en mag niet leeg zijn; gevonden: None."),
    ],
)
def test_a_wrong_question_is_refused_with_its_line(read, change, message):
    with pytest.raises(GoldError) as refused:
        read(UNANSWERABLE, {**GOOD, **change})
    assert f"vragen.jsonl, regel 2: {message}" in str(refused.value)


@pytest.mark.parametrize("key", list(GOOD))
def test_every_key_is_needed(read, key):
    with pytest.raises(GoldError, match=f"regel 1: de vraag mist de sleutel '{key}'"):
        read({name: value for name, value in GOOD.items() if name != key})


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([GOOD, "", UNANSWERABLE], "regel 2: de regel is leeg; haal hem weg."),
        (["[1, 2]"], "regel 1: de vraag moet een JSON-object zijn."),
        (['{"id": }'], "regel 1: geen geldige JSON (bij teken 8); "),
        (['{"id": "a-001", "id": "a-002"}'], "regel 1: de sleutel 'id' staat er tweemaal; haal er een weg."),
        (['{"page": ' + "1" * 5000 + "}"], "regel 1: geen geldige JSON: een getal heeft te veel cijfers."),
        (["[" * 100_000], "regel 1: de JSON is te diep genest; lijsten staan"),
        (
            [GOOD, {**UNANSWERABLE, "id": "f-001"}],
            "regel 2: het id 'f-001' staat ook op regel 1; verander een",
        ),
        (
            [GOOD, {**GOOD, "id": "m-009", "question": "hoe wordt  Verdienvermogen omschreven?"}],
            "regel 2: deze vraag staat ook op regel 1; verander een",
        ),
    ],
)
def test_a_wrong_file_is_refused_with_the_line(read, lines, message):
    with pytest.raises(GoldError) as refused:
        read(*lines)
    assert f"vragen.jsonl, {message}" in str(refused.value)


def test_a_file_that_cannot_be_read_is_refused(tmp_path):
    path = tmp_path / "vragen.jsonl"
    with pytest.raises(GoldError, match=r"bestaat niet; maak het met: briefwijzer eval new .*vragen\.jsonl"):
        read_gold(path)
    with pytest.raises(GoldError, match="kan niet worden gelezen: Is a directory"):
        read_gold(tmp_path)
    path.write_bytes(b"")
    with pytest.raises(GoldError, match="bevat geen vragen"):
        read_gold(path)
    path.write_bytes(b'{"id": "\xff"}')
    with pytest.raises(GoldError, match=r"is geen UTF-8 \(byte 8\)"):
        read_gold(path)


def test_the_split_depends_on_the_id_alone():
    assert [split_of(name) for name in ("f-001", "f-002", "f-003", "m-001")] == ["test", "test", "dev", "dev"]
    parts = [split_of(f"x-{number:03}") for number in range(1000)]
    assert 450 < parts.count("dev") < 550
    assert set(parts) == {"dev", "test"}

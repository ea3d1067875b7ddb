"""The evaluation end to end: the shipped questions, the measures against ir_measures, and the command."""

import json
import random
from collections import Counter
from dataclasses import replace

import ir_measures
import pytest
from ir_measures import RR, P, Qrel, R, ScoredDoc, Success, nDCG

from eval.check import check_gold
from eval.command import WORSE, main
from eval.gold import (
    DOCUMENTS,
    DOCUMENTS_GOLD,
    PUBLISHED,
    PUBLISHED_GOLD,
    SHIPPED_GOLD,
    Evidence,
    Form,
    Language,
    QuestionType,
    read_gold,
    split_of,
)
from eval.measures import measure, passages_of
from index.build import build_index
from index.settings import IndexSettings
from index.training.own_questions import OWN_QUESTIONS
from rag.assistant import Assistant
from rag.settings import RagSettings
from rag.types import Answered, CitedPassage
from sources import DEFAULT_LETTERS, read_folder
from sources.errors import GoldError, IndexMissingError, RunFileError
from sources.types import Letter, Page, Span
from tests.unit.eval.fakes import answered, passage, question

PAGES = 4
PAGE_TEXT = "Een zin met woorden. Nog een zin."


# The shipped questions


@pytest.fixture(scope="module")
def shipped():
    return read_gold(SHIPPED_GOLD)


@pytest.fixture(scope="module")
def about_documents():
    return read_gold(DOCUMENTS_GOLD)


def test_every_quote_from_the_documents_stands_on_its_page(about_documents):
    reading = [*read_folder(DOCUMENTS).letters, *read_folder(DEFAULT_LETTERS).letters]
    letters = {letter.letter_id: letter for letter in reading}
    assert len(letters) == 18
    assert check_gold(about_documents, letters) == []
    asked = {evidence.letter_id for question in about_documents for evidence in question.evidence}
    assert asked == {path.stem for path in DOCUMENTS.iterdir()}


def test_the_documents_questions_are_as_hard_as_they_were_meant_to_be(about_documents):
    answerable = [question for question in about_documents if question.answerable]
    assert len(about_documents) == 312
    assert 0.25 < 1 - len(answerable) / len(about_documents) < 0.35
    near = [question for question in about_documents if question.type is QuestionType.ON_TOPIC]
    assert len(near) > (len(about_documents) - len(answerable)) / 2
    assert sum(question.form is Form.EVERYDAY for question in answerable) > len(answerable) / 2
    two = [q for q in answerable if len({e.letter_id for g in q.groups for e in g}) > 1 and len(q.groups) > 1]
    assert len(two) >= 15


@pytest.mark.skipif(not PUBLISHED.is_dir(), reason="no published papers beside the project")
def test_every_quote_from_the_published_papers_stands_on_its_page():
    letters = {letter.letter_id: letter for letter in read_folder(PUBLISHED).letters}
    assert check_gold(read_gold(PUBLISHED_GOLD), letters) == []


def test_the_published_papers_that_are_asked_about_were_not_learned_from():
    asked = {each.evidence[0].letter_id for each in read_gold(PUBLISHED_GOLD) if each.evidence}
    rows = [json.loads(line)["passage"] for line in OWN_QUESTIONS.read_text(encoding="utf-8").splitlines()]
    learned = {row["letter"] for row in rows if "letter" in row}
    assert len(asked) == 14
    assert len(learned) == 5
    assert not asked & learned


def test_of_all_questions_a_quarter_have_no_answer_and_most_of_those_sound_as_if_they_had(
    shipped, about_documents
):
    every = [*shipped, *about_documents, *read_gold(PUBLISHED_GOLD)]
    without = [question for question in every if not question.answerable]
    assert len({question.question_id for question in every}) == len(every) > 750
    assert len(without) > len(every) / 4
    assert sum(question.type is QuestionType.ON_TOPIC for question in without) > 2 * len(without) / 3


def test_every_shipped_quote_stands_on_its_page(shipped):
    letters = {letter.letter_id: letter for letter in read_folder(DEFAULT_LETTERS).letters}
    assert check_gold(shipped, letters) == []


def test_the_shipped_questions_are_enough_and_of_every_kind(shipped):
    assert len(shipped) >= 150
    assert sum(not each.answerable for each in shipped) >= 30
    assert {each.type for each in shipped} == set(QuestionType)
    assert {each.form for each in shipped} == set(Form)
    assert {each.language for each in shipped} == set(Language)
    used = {place.letter_id for each in shipped for place in each.evidence}
    assert used == {path.stem for path in DEFAULT_LETTERS.glob("*.txt")}


def test_dev_and_test_are_about_half_each(shipped):
    parts = Counter(split_of(each.question_id) for each in shipped)
    assert 0.4 < parts["dev"] / len(shipped) < 0.6


# The measures against ir_measures


def letter(letter_id):
    pages = tuple(Page(number, PAGE_TEXT) for number in range(1, PAGES + 1))
    return Letter(letter_id, letter_id, "kamerbrief", pages, f"{letter_id}.txt", "0" * 64)


LETTERS = {name: letter(name) for name in ("a", "b", "c")}
PLACES = [(name, number) for name in LETTERS for number in range(1, PAGES + 1)]


def random_passage(rng):
    name, number = rng.choice(PLACES)
    spans = [Span(number, 0, 10)]
    if number < PAGES and rng.random() < 0.2:
        spans.append(Span(number + 1, 0, 10))
    return passage(LETTERS[name], *spans)


def as_run(passages, groups):
    """The ranking for a tool that knows documents alone: each needed thing is one, found where first met.

    :param groups: for each needed thing, the pages that hold it.
    :return: the names of the documents, best first.
    """
    documents, found = [], set()
    for number, cited in enumerate(passages):
        pages = {(cited.passage.letter_id, span.page) for span in cited.passage.spans}
        new = [f"groep {i}" for i, group in enumerate(groups) if i not in found and pages & group]
        found |= {i for i, group in enumerate(groups) if pages & group}
        documents += new or [f"rest {number}"]
    return documents


@pytest.mark.parametrize("need", ["any", "all"])
def test_random_rankings_score_as_in_ir_measures(need):
    rng = random.Random(7)
    qrels, run, ours = [], [], {}
    for number in range(300):
        places = rng.sample(PLACES, rng.randint(2, 4))
        evidence = [Evidence(name, page, "Een zin") for name, page in places]
        passages = [random_passage(rng) for _ in range(rng.randint(1, 14))]
        ours[str(number)] = measure(question(*evidence, need=need), answered(*passages), LETTERS)
        groups = [set(places)] if need == "any" else [{place} for place in places]
        qrels += [Qrel(str(number), f"groep {i}", 1) for i in range(len(groups))]
        documents = as_run(passages, groups)
        run += [ScoredDoc(str(number), name, -float(rank)) for rank, name in enumerate(documents)]
    wanted = [RR @ 10, nDCG @ 10] + ([Success @ 1, Success @ 3, Success @ 5] if need == "any" else [])
    seen = Counter()
    for result in ir_measures.iter_calc(wanted, qrels, run):
        name = str(result.measure).replace("Success", "hit")
        assert ours[result.query_id][f"page.{name}"] == pytest.approx(result.value), (result, name)
        seen[0 < result.value < 1] += 1
    assert sum(seen.values()) == 300 * len(wanted)
    assert seen[True] > 100


@pytest.mark.parametrize("need", ["any", "all"])
def test_shares_of_shown_passages_and_hits_of_all_groups_are_those_of_ir_measures(need):
    """Each passage is a document here, on one page alone; a group is found with the first document of it."""
    rng = random.Random(11)
    qrels, found, run, ours = [], [], [], {}
    for number in range(300):
        places = rng.sample(PLACES, rng.randint(2, 3))
        evidence = [Evidence(name, page, "Een zin") for name, page in places]
        shown = [rng.choice(PLACES) for _ in range(rng.randint(5, 14))]
        passages = [passage(LETTERS[name], Span(page, 0, 10)) for name, page in shown]
        ours[str(number)] = measure(question(*evidence, need=need), answered(*passages), LETTERS)
        run += [ScoredDoc(str(number), str(rank), -float(rank)) for rank in range(len(shown))]
        qrels.append(Qrel(str(number), "geen", 1))  # so that every question is counted
        qrels += [Qrel(str(number), str(rank), 1) for rank, each in enumerate(shown) if each in places]
        groups = [set(places)] if need == "any" else [{place} for place in places]
        firsts = [next((str(r) for r, each in enumerate(shown) if each in group), "geen") for group in groups]
        found += [
            Qrel(str(number), f"geen {i}" if first == "geen" else first, 1) for i, first in enumerate(firsts)
        ]
    seen = Counter()
    for result in ir_measures.iter_calc([P @ 1, P @ 5], qrels, run):
        name = f"citation_precision@{result.measure['cutoff']}"
        assert ours[result.query_id][name] == pytest.approx(result.value), (result, name)
        seen[0 < result.value < 1] += 1
    for result in ir_measures.iter_calc([R @ 1, R @ 3, R @ 5], found, run):
        name = f"page.hit@{result.measure['cutoff']}"
        assert ours[result.query_id][name] == float(result.value == 1.0), (result, name)
        seen[0 < result.value < 1] += 1
    assert sum(seen.values()) == 300 * 5
    assert seen[True] > 100


# The command

GOAL = "Het doel is 2,5% van het bbp aan onderzoek uit te geven."
FARMER = "De boer krijgt in 2030 een eerlijke prijs voor zijn producten."
GOLD = [
    {"question": "Welk deel van het bbp gaat naar onderzoek?", "type": "number", "evidence": [GOAL]},
    {"question": "Wanneer krijgt de boer een eerlijke prijs?", "type": "fact", "evidence": [FARMER]},
    {"question": "Wie won de wedstrijd in Rotterdam?", "type": "off-topic", "evidence": []},
]


@pytest.fixture(scope="module")
def index_dir(tmp_path_factory):
    folder = tmp_path_factory.mktemp("brieven")
    (folder / "missie.txt").write_text(f"Missiebrief\n\n{GOAL}\n\n{FARMER}\n", encoding="utf-8")
    target = tmp_path_factory.mktemp("index")
    build_index(folder, target, IndexSettings())
    return target


@pytest.fixture
def gold(tmp_path):
    """Writes a file of questions; `change` goes into the first."""

    def write(**change):
        lines = []
        for number, entry in enumerate(GOLD, 1):
            evidence = [{"letter": "missie", "page": 1, "quote": quote} for quote in entry["evidence"]]
            details = {"language": "nl", "form": "plain", "need": "any", "answerable": bool(evidence)}
            changed = change if number == 1 else {}
            lines.append({"id": f"f-{number:03}", **details, **entry, "evidence": evidence, **changed})
        path = tmp_path / "vragen.jsonl"
        path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
        return path

    return write


def run(index_dir, path, *, settings=RagSettings(), **options):  # noqa: B008  (frozen)
    return main(index_dir, IndexSettings(), settings, gold=path, **{"split": "all", **options})


@pytest.mark.model
def test_the_command_reports(index_dir, gold, capsys):
    assert run(index_dir, gold(), ablations=True, failures=True) == 0
    text = capsys.readouterr().out
    assert "3 vragen (vragen.jsonl, deel all): 2 met antwoord, 1 zonder" in text
    assert "alleen lexicaal (BM25)" in text
    assert "Fouten: " in text


@pytest.mark.model
def test_the_command_writes_json_and_chooses_a_part(index_dir, gold, capsys):
    assert run(index_dir, gold(), split="dev", json_output=True) == 0
    report = json.loads(capsys.readouterr().out)
    assert [row["id"] for row in report["questions"]] == ["f-003"]
    assert report["overall"]["all"]["verbatim"]["mean"] == 1.0
    assert report["index"]["letters"] == 1


@pytest.fixture
def tampered(monkeypatch):
    """Puts something in the place of every answer about the boer."""
    ask = Assistant.ask

    def tamper(change):
        def tampering(self, text, top_k):
            answer = ask(self, text, top_k)
            return change(answer) if "boer" in text else answer

        monkeypatch.setattr(Assistant, "ask", tampering)

    return tamper


@pytest.mark.model
def test_words_that_are_not_the_letters_own_fail_the_command(index_dir, gold, capsys, tampered):
    def forge(answer):
        first, *others = passages_of(answer)
        words = first.passage.text.replace("eerlijke", "hogere")
        forged = CitedPassage(replace(first.passage, text=words), first.citation)
        return Answered(answer.question, answer.confidence, (forged, *others))

    tampered(forge)
    assert run(index_dir, gold(), json_output=True) == 1
    report = json.loads(capsys.readouterr().out)
    verbatim = {row["id"]: row["measures"]["verbatim"] for row in report["questions"]}
    assert verbatim["f-001"] == 1.0
    assert verbatim["f-002"] < 1.0


@pytest.mark.model
def test_a_lost_question_fails_the_command(index_dir, gold, capsys, tampered):
    def fail(answer):
        raise RuntimeError(f"stuk na {type(answer).__name__}")

    tampered(fail)
    assert run(index_dir, gold()) == 1
    assert "  f-002: RuntimeError: stuk na " in capsys.readouterr().out


@pytest.mark.model
def test_questions_that_do_not_fit_the_letters_are_refused(index_dir, gold):
    wrong = [{"letter": "missie", "page": 1, "quote": GOAL.replace("2,5", "3")}]
    with pytest.raises(GoldError) as refused:
        run(index_dir, gold(evidence=wrong))
    assert (
        "vragen.jsonl past niet bij de brieven in de index:\n  f-001: het citaat staat niet op p. 1"
        in str(refused.value)
    )
    many = [{"letter": f"brief-{n}", "page": 1, "quote": GOAL} for n in range(25)]
    with pytest.raises(GoldError, match=r"brief-19; wel: missie.\n  en nog 5.$"):
        run(index_dir, gold(evidence=many))
    single = gold().read_text(encoding="utf-8").split("\n")[0]
    path = gold()
    path.write_text(single, encoding="utf-8")
    with pytest.raises(GoldError, match="heeft geen vragen in het deel dev"):
        run(index_dir, path, split="dev")


@pytest.mark.model
def test_the_command_writes_a_page(index_dir, gold, capsys, tmp_path):
    page = tmp_path / "rapport.html"
    lone = "Welk deel van het bbp \ud800 & <b>?"
    assert run(index_dir, gold(question=lone), html=page) == 1
    assert capsys.readouterr().err == f"Het rapport staat in {page}.\n"
    text = page.read_text(encoding="utf-8")
    assert "Welk deel van het bbp ? &amp; &lt;b&gt;?" in text
    assert text.endswith("</html>\n")


@pytest.mark.model
def test_a_run_is_compared_with_an_earlier_one(index_dir, gold, capsys, tmp_path):
    path, before = gold(), tmp_path / "toen.json"
    assert run(index_dir, path, json_output=True) == 0
    before.write_text(capsys.readouterr().out, encoding="utf-8")
    assert run(index_dir, path, against=before) == 0
    text, err = capsys.readouterr()
    assert "Vergelijking met de basislijn  vragen   toen     nu" in text
    assert text.endswith("Geen hoofdmaat is verder verslechterd dan toeval verklaart.\n")
    assert err == ""
    assert run(index_dir, path, against=before, json_output=True) == 0
    comparison = json.loads(capsys.readouterr().out)["comparison"]
    assert comparison["page_hit@1"]["won"] == comparison["page_hit@1"]["lost"] == []


@pytest.mark.model
def test_a_run_that_is_worse_than_chance_explains_has_an_exit_code_of_its_own(
    index_dir, gold, capsys, tmp_path
):
    # Eight questions that the letters answer, and of which the second run refuses each.
    path, before = tmp_path / "vragen.jsonl", tmp_path / "toen.json"
    first = json.loads(gold().read_text(encoding="utf-8").split("\n")[0])
    lines = [
        json.dumps({**first, "id": f"f-{n:03}", "question": f"Waar ligt de zon in {2000 + n}?"})
        for n in range(8)
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert run(index_dir, path, json_output=True, settings=RagSettings(min_confidence=0.0)) == 0
    before.write_text(capsys.readouterr().out, encoding="utf-8")
    strict = RagSettings(min_confidence=1.0)
    assert run(index_dir, path, against=before, settings=strict) == WORSE == 5
    out, err = capsys.readouterr()
    said = "onterecht geweigerd (0.000 -> 1.000; 0 gewonnen, 8 verloren, p = 0.008)."
    assert err == f"Slechter dan de basislijn, verder dan toeval verklaart: {said}\n"
    assert out.endswith(err)


@pytest.mark.model
def test_a_baseline_of_other_questions_is_refused_before_any_is_asked(index_dir, gold, capsys, tmp_path):
    before = tmp_path / "toen.json"
    assert run(index_dir, gold(), json_output=True) == 0
    before.write_text(capsys.readouterr().out, encoding="utf-8")
    with pytest.raises(
        RunFileError, match=r"het bestand vragen.jsonl is veranderd; met een andere tekst: f-001"
    ):
        run(index_dir, gold(question="Welk deel?"), against=before)
    assert capsys.readouterr().out == ""


def test_without_an_index_the_command_says_so(tmp_path, gold):
    with pytest.raises(IndexMissingError):
        run(tmp_path, gold())

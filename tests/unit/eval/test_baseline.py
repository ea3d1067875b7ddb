"""The committed baselines: small, of the questions as they are now, and written as they are read."""

import json
from dataclasses import replace

import pytest

import eval.baseline
from eval.baseline import BASELINES, main, to_baseline
from eval.compare import HEADLINES, compare
from eval.gold import split_of
from eval.run_file import Run, RunIndex, RunQuestion, read_run
from eval.sets import SETS, GoldSet, fingerprint_of, read_questions
from sources.errors import GoldError

RENEW = "renew them with: make baselines"
HITS = {"page.hit@1": 1.0, "page.hit@5": 1.0, "quote.hit@1": 0.0}
QUESTIONS = (
    RunQuestion("q-001", answerable=True, measures={**HITS, "refused": 0.0, "MRR": 0.5}, question="Wat?"),
    RunQuestion("q-002", answerable=False, measures={**dict.fromkeys(HITS), "refused": 1.0}),
)
RUN = Run(1, "abc", "vragen.jsonl", "a" * 64, "dev", RunIndex("proefmodel", 5), QUESTIONS)


def test_a_baseline_is_read_as_it_was_written_without_texts(tmp_path):
    path = tmp_path / "basislijn.json"
    path.write_text(to_baseline(RUN), encoding="utf-8")
    read = read_run(path)
    first, second = read.questions
    assert first == replace(QUESTIONS[0], question=None, measures={**HITS, "refused": 0.0})
    assert second == QUESTIONS[1]
    assert replace(read, questions=()) == replace(RUN, questions=())
    assert all(not change.won and not change.lost for change in compare(RUN, read))
    assert "Wat?" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", BASELINES)
def test_the_committed_baselines_are_of_the_questions_as_they_are(name):
    run, gold = read_run(BASELINES[name]), SETS[name].gold
    assert run.gold_sha256 == fingerprint_of(gold), RENEW
    dev = [each for each in read_questions(gold) if split_of(each.question_id) == "dev"]
    assert [(each.id, each.answerable) for each in run.questions] == [
        (each.question_id, each.answerable) for each in dev
    ], RENEW


@pytest.mark.parametrize("name", BASELINES)
def test_the_committed_baselines_hold_outcomes_and_nothing_else(name):
    content = json.loads(BASELINES[name].read_text(encoding="utf-8"))
    assert set(content) == {"format", "commit", "gold", "gold_sha256", "split", "index", "questions"}
    for row in content["questions"]:
        assert set(row) == {"id", "answerable", "measures"}
        assert set(row["measures"]) == {headline.measure for headline in HEADLINES}
    assert BASELINES[name].read_text(encoding="utf-8") == to_baseline(read_run(BASELINES[name]))


@pytest.fixture
def own_set(tmp_path, monkeypatch, stub_encoder):
    """Puts a letter, questions about it and no baseline yet in the place of the shipped sets; gives the baseline."""
    folder, gold, path = tmp_path / "brieven", tmp_path / "vragen.jsonl", tmp_path / "basislijn.json"
    folder.mkdir()
    (folder / "haven.txt").write_text("De haven van Delfzijl wordt in 2031 dieper.\n", encoding="utf-8")
    place = {"letter": "haven", "page": 1, "quote": "wordt in 2031 dieper"}
    kind = {"language": "nl", "form": "plain", "need": "any"}
    known = {"type": "fact", "answerable": True, "evidence": [place]}
    unknown = {"type": "off-topic", "answerable": False, "evidence": []}
    asked = {"f-003": "Wanneer wordt de haven dieper?", "f-001": "Is die in het deel test?"}
    rows = [{"id": name, "question": text, **kind, **known} for name, text in asked.items()]
    rows.append({"id": "f-004", "question": "Wie won de Elfstedentocht?", **kind, **unknown})
    gold.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    monkeypatch.setitem(SETS, "brieven", GoldSet((gold,), (folder,)))
    monkeypatch.setattr(eval.baseline, "BASELINES", {"brieven": path})
    monkeypatch.setattr(eval.baseline, "load_encoder", lambda _: stub_encoder)
    return path


def test_renewing_writes_the_dev_questions_and_shows_what_changed(own_set, capsys):
    main()
    assert capsys.readouterr().out == f"{own_set} is vernieuwd: 2 vragen.\n\n"
    made = read_run(own_set)
    assert [each.id for each in made.questions] == ["f-003", "f-004"]
    assert made.questions[0].measures["page.hit@1"] == 1.0
    first = replace(made.questions[0], measures={**made.questions[0].measures, "page.hit@1": 0.0})
    own_set.write_text(to_baseline(replace(made, questions=(first, made.questions[1]))), encoding="utf-8")
    main()
    out = capsys.readouterr().out
    assert "hit@1 (pagina): 1 gewonnen, 0 verloren\n  + f-003 Wanneer wordt de haven dieper?\n" in out
    assert read_run(own_set) == made


def test_a_set_whose_letters_are_not_there_is_passed_over(own_set, monkeypatch, tmp_path):
    monkeypatch.setitem(SETS, "openbaar", GoldSet(SETS["brieven"].gold, (tmp_path / "weg",)))
    monkeypatch.setitem(eval.baseline.BASELINES, "openbaar", tmp_path / "openbaar.json")
    main()
    assert own_set.exists()
    assert not (tmp_path / "openbaar.json").exists()


def test_a_letter_that_was_not_read_leaves_the_baseline_as_it_is(own_set):
    (letter,) = SETS["brieven"].folders[0].iterdir()
    letter.rename(letter.with_name("sluis.txt"))
    with pytest.raises(GoldError, match=r"f-003: er is geen brief haven; wel: sluis\."):
        main()
    assert not own_set.exists()

"""Two runs side by side: the test of the difference against scipy's, what was won and lost, and what is refused."""

import pytest
from scipy.stats import binomtest

from eval.compare import HEADLINES, SIGNIFICANT, check_same, compare, exact_mcnemar
from eval.report_comparison import format_comparison, verdict
from eval.run_file import Run, RunIndex, RunQuestion
from sources.errors import RunFileError

MEASURES = ("page.hit@1", "page.hit@5", "quote.hit@1")
TEXTS = {f"q-{number:03}": f"Vraag {number}?" for number in range(100)}


def asked(number, *, answerable=True, hit=1.0, refused=0.0):
    hits = dict.fromkeys(MEASURES, hit if answerable else None)
    name = f"q-{number:03}"
    return RunQuestion(name, answerable, {**hits, "refused": refused}, TEXTS[name])


def run(*questions, **change):
    details = {"gold": "vragen.jsonl", "gold_sha256": "a" * 64, "split": "dev", **change}
    return Run(format=1, commit="abc", index=RunIndex("proefmodel", 5), questions=tuple(questions), **details)


@pytest.mark.parametrize("won", range(12))
@pytest.mark.parametrize("lost", range(12))
def test_the_test_is_the_exact_binomial_one(won, lost):
    if won + lost:
        assert exact_mcnemar(won, lost) == pytest.approx(binomtest(won, won + lost).pvalue)
    assert exact_mcnemar(won, lost) == exact_mcnemar(lost, won)


def test_the_test_of_nothing_and_of_very_many():
    assert exact_mcnemar(0, 0) == 1.0
    assert exact_mcnemar(5, 5) == 1.0
    assert exact_mcnemar(5000, 5000) == 1.0
    assert 0.0 <= exact_mcnemar(4000, 6000) < 1e-80


def test_the_examples_of_what_is_enough():
    assert exact_mcnemar(0, 6) < SIGNIFICANT < exact_mcnemar(0, 5)
    assert exact_mcnemar(4, 13) < SIGNIFICANT < exact_mcnemar(4, 12)


def test_the_same_run_did_not_change():
    same = run(asked(1), asked(2, hit=0.0), asked(3, answerable=False, refused=1.0))
    changes = compare(same, same)
    assert [change.headline for change in changes] == list(HEADLINES)
    for change in changes:
        assert (change.won, change.lost, change.p, change.fell) == ((), (), 1.0, False)
        assert (change.difference.mean, change.difference.low, change.difference.high) == (0.0, 0.0, 0.0)


def test_won_and_lost_are_told_by_what_is_better():
    before = run(asked(1, hit=0.0), asked(2), asked(3, answerable=False), asked(4, refused=1.0), asked(5))
    now = run(
        asked(1),
        asked(2, hit=0.0),
        asked(3, answerable=False, refused=1.0),
        asked(4),
        asked(5, refused=1.0),
    )
    changes = {change.headline.name: change for change in compare(now, before)}
    assert (changes["page_hit@1"].won, changes["page_hit@1"].lost) == (("q-001",), ("q-002",))
    assert (changes["rightly_refused"].won, changes["rightly_refused"].lost) == (("q-003",), ())
    assert (changes["wrongly_refused"].won, changes["wrongly_refused"].lost) == (("q-004",), ("q-005",))
    assert changes["page_hit@1"].before == changes["page_hit@1"].now == 0.75
    assert (changes["rightly_refused"].before, changes["rightly_refused"].now) == (0.0, 1.0)
    assert changes["rightly_refused"].difference.mean == 1.0
    assert changes["page_hit@1"].difference.count == 4


def test_only_a_loss_beyond_chance_is_a_fall():
    before = run(*(asked(number) for number in range(40)))

    def lose(count):
        now = run(*(asked(number, hit=float(number >= count)) for number in range(40)))
        return {change.headline.name: change.fell for change in compare(now, before)}

    assert not any(lose(5).values())
    assert {name for name, fell in lose(6).items() if fell} == {"page_hit@1", "page_hit@5", "quote_hit@1"}


def test_a_gain_is_no_fall_and_more_refusals_are_one_where_there_is_an_answer():
    some = run(*(asked(number, hit=0.0) for number in range(10)))
    more = run(*(asked(number, refused=1.0) for number in range(10)))
    fell = {change.headline.name for change in compare(more, some) if change.fell}
    assert fell == {"wrongly_refused"}
    fell = {change.headline.name for change in compare(some, more) if change.fell}
    assert fell == {"page_hit@1", "page_hit@5", "quote_hit@1"}
    none = run(*(asked(number, answerable=False) for number in range(10)))
    all_ = run(*(asked(number, answerable=False, refused=1.0) for number in range(10)))
    assert [change.headline.name for change in compare(none, all_) if change.fell] == ["rightly_refused"]


@pytest.mark.parametrize(
    ("change", "texts", "message"),
    [
        ({"split": "test"}, {}, "deel test in de basislijn, nu deel dev. Vraag hetzelfde, of maak"),
        (
            {"gold": "andere.jsonl", "gold_sha256": "b" * 64},
            {"q-002": "Vraag 2?", "q-003": "Vraag 3?"},
            "bestand andere.jsonl in de basislijn, nu vragen.jsonl; alleen in de basislijn: q-001; alleen nu: q-003. ",
        ),
        (
            {"gold_sha256": "b" * 64},
            {"q-001": "Vraag 1?", "q-002": "Vraag twee?"},
            "het bestand vragen.jsonl is veranderd; met een andere tekst: q-002. ",
        ),
        ({"gold_sha256": "b" * 64}, {}, "het bestand vragen.jsonl is veranderd. Vraag"),
        (
            {"split": "dev"},
            {f"q-{number:03}": "?" for number in range(1, 11)},
            "alleen nu: q-003, q-004, q-005, q-006, q-007 en nog 3",
        ),
    ],
)
def test_a_baseline_of_other_questions_is_refused_with_what_differs(change, texts, message):
    before = run(asked(1), asked(2), **change)
    now = {"gold": "vragen.jsonl", "gold_sha256": "a" * 64, "split": "dev"}
    with pytest.raises(RunFileError) as refused:
        check_same(before, **now, asked=texts or {"q-001": "Vraag 1?", "q-002": "Vraag 2?"})
    start = "De basislijn is van andere vragen, en dus niet te vergelijken: "
    assert str(refused.value).startswith(start)
    assert message in str(refused.value)


def test_a_baseline_without_texts_is_compared_all_the_same():
    before = run(RunQuestion("q-001", answerable=True, measures=asked(1).measures))
    assert compare(run(asked(1)), before)[0].now == 1.0
    with pytest.raises(
        RunFileError, match=r"geen maat page.hit@1 bij vraag q-001; maak de basislijn opnieuw"
    ):
        compare(run(asked(1)), run(RunQuestion("q-001", answerable=True, measures={"refused": 0.0})))


def test_the_text_names_measures_and_questions():
    before = run(*(asked(number) for number in range(8)))
    now = run(*(asked(number, hit=float(number >= 6), refused=float(number == 7)) for number in range(8)))
    changes = compare(now, before)
    text = format_comparison(changes, before, TEXTS)
    assert text.startswith("Basislijn: commit abc, model proefmodel, brieven in de index: 5\n\n")
    row = next(line for line in text.splitlines() if line.startswith("hit@1 (citaat)"))
    assert row.split() == ["hit@1", "(citaat)", *"8 1.000 0.250 -0.750 [-1.00 -0.38] 0 6 0.031".split()]
    assert "terecht geweigerd  " not in text.replace("onterecht geweigerd", "")
    assert (
        "onterecht geweigerd: 0 gewonnen, 1 verloren\n  - q-007 Vraag 7?\n\nSlechter dan de basislijn, "
        in text
    )
    assert verdict(changes) == (
        "Slechter dan de basislijn, verder dan toeval verklaart: "
        "hit@1 (pagina) (1.000 -> 0.250; 0 gewonnen, 6 verloren, p = 0.031); "
        "hit@5 (pagina) (1.000 -> 0.250; 0 gewonnen, 6 verloren, p = 0.031); "
        "hit@1 (citaat) (1.000 -> 0.250; 0 gewonnen, 6 verloren, p = 0.031)."
    )


def test_the_text_says_when_nothing_changed():
    same = run(asked(1))
    text = format_comparison(compare(same, same), same, TEXTS)
    assert text.endswith(
        "Geen vraag kwam er anders uit.\n\nGeen hoofdmaat is verder verslechterd dan toeval verklaart.\n"
    )

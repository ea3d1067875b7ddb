"""The gate: the shipped letters, documents, model and code answer the dev questions no worse than the baselines say."""

import shutil

import pytest

from eval.baseline import BASELINES, measure_sets
from eval.compare import compare
from eval.report_comparison import format_comparison
from eval.run_file import read_run
from eval.sets import SETS


@pytest.fixture(scope="module")
def measured(letters_index, tmp_path_factory):
    """A run of each set; the index of the letters is reused for that of letters and documents."""
    index_dir = tmp_path_factory.mktemp("gate") / "index"
    shutil.copytree(letters_index, index_dir)
    return dict(measure_sets(index_dir))


@pytest.mark.model
@pytest.mark.parametrize("name", BASELINES)
def test_no_headline_measure_is_worse_than_its_baseline(measured, name):
    if not SETS[name].present:
        assert name == "openbaar"
        pytest.skip("the published papers are not beside the project")
    run, before = measured[name], read_run(BASELINES[name])
    changes = compare(run, before)
    texts = {question.id: question.question for question in run.questions}
    assert [change.headline.name for change in changes if change.fell] == [], (
        f"{format_comparison(changes, before, texts)}\n"
        "Where that is as wanted, renew the baselines with make baselines, and say why in the commit."
    )


@pytest.mark.model
def test_every_passage_of_the_shipped_sets_is_word_for_word_its_pages_text(measured):
    for run in measured.values():
        inexact = [q.id for q in run.questions if q.measures["verbatim"] not in (1.0, None)]
        assert inexact == []
        assert len(run.questions) > 60

"""Word overlap: the share of a question's terms in its quote, rare ones counting for more."""

from types import SimpleNamespace

import pytest

from eval.overlap import BANDS, band, overlap, overlaps
from index.analysis import Analyser
from tests.unit.eval.fakes import place, question

WEIGHTS = {"hav": 1.0, "schep": 3.0}
HARBOUR = place("missie", 1, "De haven is open voor schepen.")
TOWN = place("nota", 1, "De stad ligt aan de haven.")


class FakeCorpus(SimpleNamespace):
    """The project's analyser, and weights of two words; any other weighs 2."""

    analyser = Analyser()

    def weights(self, terms):
        return {term: WEIGHTS.get(term, 2.0) for term in terms}


CORPUS = FakeCorpus()


def of(text, *evidence, **details):
    return overlap(question(*evidence, text=text, **details), CORPUS)


def test_the_words_are_those_of_the_search():
    assert of("Hoeveel haven?", HARBOUR) == 1.0
    assert of("Het schip en de schepen", HARBOUR) == pytest.approx(3 / 5)
    assert of("Hoeveel vliegtuigen?", HARBOUR) == 0.0
    assert of("Hoeveel is het?", HARBOUR) == 0.0


def test_a_rare_word_counts_for_more():
    assert of("Liggen er schepen bij de stad?", TOWN) == pytest.approx(2 / 7)
    assert of("Welke schepen in de haven?", HARBOUR) == 1.0
    assert of("Welke schepen in de haven?", TOWN) == pytest.approx(1 / 4)


def test_one_place_is_enough_where_one_is_and_all_count_where_all_are_needed():
    assert of("Is de haven van de stad open?", HARBOUR, TOWN) == pytest.approx(3 / 5)
    assert of("Is de haven van de stad open?", HARBOUR, TOWN, need="all") == 1.0


def test_a_word_that_comes_twice_counts_once():
    assert of("haven haven stad", HARBOUR) == pytest.approx(1 / 3)


def test_a_question_without_answer_has_no_overlap():
    asked = [question(HARBOUR, question_id="q-001", text="haven"), question(question_id="q-002")]
    assert overlaps(asked, CORPUS) == {"q-001": 1.0}


def test_bands_are_half_open_and_hold_every_overlap():
    assert [band(value) for value in (0.0, 0.1999, 0.2, 0.3999, 0.4, 1.0)] == [
        *["0.0-0.2"] * 2,
        *["0.2-0.4"] * 2,
        *["0.4-1.0"] * 2,
    ]
    edges = [edge for bounds in BANDS.values() for edge in bounds]
    assert (edges[0], edges[-1]) == (0.0, 1.0)
    assert edges[1:-1:2] == edges[2:-1:2]

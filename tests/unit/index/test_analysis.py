import pytest

from index.analysis import STOP_WORDS, Analyser, fold, words_of


@pytest.fixture(scope="module")
def analyser():
    return Analyser(
        words_of("De halfgeleiderketen, want halfgeleiders zijn van belang; een versnellingshuis")
    )


def common(analyser, one, other):
    return set(analyser.terms(one)) & set(analyser.terms(other))


def test_folding_takes_case_and_accents_away():
    assert fold("Financiële STEUN in één coördinatie") == "financiele steun in een coordinatie"
    assert fold("ﬁnanciële CO₂") == "financiele co2"


def test_words_are_letters_only():
    assert words_of("De R&D-uitgaven: 2,5% (één)") == ["de", "r", "d", "uitgaven", "een"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("halfgeleiderketen", "de keten voor halfgeleiders"),
        ("maatwerkafspraken", "afspraken op maatwerk"),
        ("innovatiebeleid", "beleid voor innovatie"),
        ("regeringsbesluit", "een besluit van de regering"),
        ("waterstofprojecten", "projecten met waterstof"),
        ("technologiestrategie", "de strategie voor technologie"),
    ],
)
def test_a_compound_meets_its_parts_both_ways(analyser, one, other):
    whole, *parts = analyser.terms(one)
    assert len(parts) == 2
    assert set(parts) <= set(analyser.terms(other))
    assert whole not in analyser.terms(other)


@pytest.mark.parametrize("word", ["verdienvermogen", "kabinet", "minister", "brede", "mogelijkheden"])
def test_a_word_that_is_no_compound_stays_whole(analyser, word):
    assert len(analyser.terms(word)) == 1


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("36600-XIII-65", ["36600-xiii-65", "36600", "xiii"]),
        ("36 600-XIII-65", ["36600-xiii-65", "36600", "xiii"]),
        ("33 009, nr. 70", ["33009", "nr", "70"]),
        ("33009", ["33009"]),
        ("2,5%", ["2,5", "procent"]),
        ("2,5 procent", ["2,5", "procent"]),
        ("2,5 %", ["2,5", "procent"]),
        ("16.8%", ["16,8", "procent"]),
        ("1.200.000", ["1200000"]),
        ("€ 7,5 mln.", ["7,5", "euro", "miljoen"]),
        ("€1,2 miljard", ["1,2", "euro", "miljard"]),
        ("6G", ["6g"]),
        ("2024Z12345", ["2024z12345"]),
        ("DGBI / 101636279", ["dgbi", "101636279"]),
        ("2019-2024", ["2019-2024", "2019", "2024"]),
        ("12 345 678", ["12345", "678"]),
    ],
)
def test_numbers_and_identifiers_stay_whole(analyser, text, terms):
    assert analyser.terms(text) == terms


def test_a_number_in_another_spelling_is_the_same_number(analyser):
    assert analyser.terms("1.200 banen") == analyser.terms("1200 banen")
    assert analyser.terms("€ 5 miljoen") == ["5", "euro", "miljoen"] == analyser.terms("€5 mln")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sector", "sectoren"),
        ("investering", "investeringen"),
        ("Coördinatie", "coordinatie"),
        ("foto's", "foto"),
    ],
)
def test_forms_of_one_word_meet(analyser, one, other):
    assert common(analyser, one, other)


def test_a_hyphenated_word_gives_itself_and_its_parts(analyser):
    assert analyser.terms("CO2-uitstoot")[:2] == ["co2uitstoot", "co2"]
    assert common(analyser, "R&D-investeringen", "investeringen")
    assert common(analyser, "niet-concurrerende", "concurrerende")


def test_stop_words_and_signs_give_nothing(analyser):
    assert analyser.terms("") == []
    assert analyser.terms("Wat is er van de in dit? … – «»") == []
    assert analyser.terms(" ".join(STOP_WORDS)) == []


def test_letters_and_questions_are_cut_alike_whatever_the_order_of_the_words():
    text = "De halfgeleiderketen en het versnellingshuis"
    assert Analyser(words_of(text)).terms(text) == Analyser(reversed(words_of(text))).terms(text)


def test_a_very_long_word_costs_no_time(analyser):
    assert analyser.terms("a" * 10_000)
    assert analyser.terms("beleid" * 2_000)


def test_it_knows_which_words_dutch_has(analyser):
    assert analyser.is_word("industrie")
    assert analyser.is_word("industriebeleid")
    assert not analyser.is_word("indusrtie")

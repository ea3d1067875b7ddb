"""The thesaurus finds what letters write for the words of a question, and refuses a file that is not as it must be."""

import dataclasses
import re
import tomllib
from pathlib import Path

import pytest

from index.analysis import Analyser, fold
from rag import thesaurus
from rag.thesaurus import Expansion, Thesaurus, read_thesaurus
from sources.errors import ThesaurusError

LINES = """\
# een opmerking
BES\t>\tCaribisch Nederland
afschaffen\t>\tbeëindigen; intrekken
aow\t=\talgemene ouderdomswet
aow-gat\t>\toverbruggingsregeling
azc\t=\tasielzoekerscentrum
bedrijf\t>\tonderneming
bus\t>\tstreekvervoer
crèche\t=\tkinderdagverblijf; kinderopvang
hulp bij het huishouden\t=\thuishoudelijke ondersteuning
ministerie van volksgezondheid\t=\tvolksgezondheid, welzijn en sport
hoge raad\t>\thoogste rechtscollege
hoge raad van adel\t>\tadelsraad
mer\t>\tmilieueffectrapportage
raad\t>\tcollege
WHO\t=\twereldgezondheidsorganisatie
zzp'er\t>\tzelfstandige
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Thesaurus:
    path = tmp_path_factory.mktemp("thesaurus") / "thesaurus.tsv"
    path.write_text(LINES, encoding="utf-8")
    return read_thesaurus(path)


@pytest.fixture(scope="module")
def shipped() -> Thesaurus:
    return read_thesaurus()


def found(known: Thesaurus, question: str) -> dict[str, tuple[str, ...]]:
    return {expansion.typed: expansion.written for expansion in known.expansions(question)}


def test_the_phrase_is_given_as_typed_with_its_alternatives_in_the_order_of_the_file(
    small: Thesaurus,
) -> None:
    assert small.expansions("Gaat de minister dat AFSCHAFFEN?") == (
        Expansion("AFSCHAFFEN", ("beëindigen", "intrekken")),
    )


def test_phrases_are_given_in_the_order_of_the_question(small: Thesaurus) -> None:
    assert list(found(small, "Krijgt een bedrijf geld voor een crèche?")) == ["bedrijf", "crèche"]


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        ("wat zegt de Hoge Raad van Adel", ["Hoge Raad van Adel"]),
        ("wat zegt de Hoge Raad van de week", ["Hoge Raad"]),
        ("wat zegt de raad", ["raad"]),
        ("een hoge raad, een raad", ["hoge raad", "raad"]),
    ],
)
def test_the_longest_of_overlapping_phrases_is_found(
    small: Thesaurus, question: str, typed: list[str]
) -> None:
    assert list(found(small, question)) == typed


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        ("welke bedrijven", ["bedrijven"]),
        ("wordt het afgeschaft", ["afgeschaft"]),
        ("de afschaffing ervan", ["afschaffing"]),
        ("de azc's", ["azc's"]),
        ("de azc’s", ["azc’s"]),
        ("alle zzp'ers", ["zzp'ers"]),
        ("asielzoekerscentra en asielzoekerscentrums", ["asielzoekerscentrums"]),
        ("creches", ["creches"]),
        ("BEEINDIGEN", []),
        ("hulp bij huishouden", ["hulp bij huishouden"]),
        ("hulp bij het  huishouden", ["hulp bij het  huishouden"]),
        ("aow-gat", ["aow-gat"]),
        ("AOW gat", ["AOW gat"]),
        ("aowgat", ["aowgat"]),
        ("de aow: gat", ["aow"]),
        ("meer", []),
        ("mer", ["mer"]),
        ("bussen", []),
        ("", []),
        ("?!", []),
    ],
)
def test_case_accents_and_inflection_do_not_matter(small: Thesaurus, question: str, typed: list[str]) -> None:
    assert list(found(small, question)) == typed


def test_a_phrase_runs_over_a_comma_only_where_it_has_one_itself(small: Thesaurus) -> None:
    assert list(found(small, "volksgezondheid, welzijn en sport")) == ["volksgezondheid, welzijn en sport"]
    assert list(found(small, "de hoge, raad")) == ["raad"]


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        ("wat doet de WHO", ["WHO"]),
        ("who pays", []),
        ("Who pays", []),
        ("de WHO-richtlijn", ["WHO"]),
        ("groeit op de BES een bes", ["BES"]),
        ("de AOW of de aow of de Aow", ["AOW", "aow", "Aow"]),
    ],
)
def test_a_word_in_capitals_is_found_in_capitals_alone(
    small: Thesaurus, question: str, typed: list[str]
) -> None:
    assert [expansion.typed for expansion in small.expansions(question)] == typed


def test_the_same_is_found_both_ways_and_the_rest_one_way(small: Thesaurus) -> None:
    assert found(small, "de wereldgezondheidsorganisatie") == {"wereldgezondheidsorganisatie": ("WHO",)}
    assert found(small, "kinderopvang") == {"kinderopvang": ("crèche",)}
    assert found(small, "ondernemingen en streekvervoer") == {}


def test_alternatives_of_several_entries_come_together(tmp_path: Path) -> None:
    path = tmp_path / "t.tsv"
    path.write_text("arts\t=\tgeneesheer\ndokter\t=\tarts\n", encoding="utf-8")
    assert found(read_thesaurus(path), "artsen en dokters") == {
        "artsen": ("geneesheer", "dokter"),
        "dokters": ("arts",),
    }


def test_a_thesaurus_does_not_change(small: Thesaurus) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        small.entries = ()  # type: ignore[misc]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("auto\tvoertuig", "regel 1: kolommen: 2; het moeten er 3 zijn"),
        ("# zo\nauto\t=\tvoertuig\tx", "regel 2: kolommen: 4"),
        ("auto\t=\tvoertuig\n\n", "regel 2: kolommen: 1"),
        ("auto\t~\tvoertuig", "de relatie is '~'; toegestaan zijn = "),
        ("auto\t=\t", "'' is te algemeen"),
        ("\t=\tauto", "'' is te algemeen"),
        ("auto\t=\tvoertuig;wagen", "'voertuig;wagen' heeft een spatie of puntkomma te veel"),
        ("auto \t=\tvoertuig", "'auto ' heeft een spatie"),
        ("de  auto\t=\tvoertuig", "'de  auto' heeft een spatie"),
        ("waarom\t>\treden", "'waarom' is te algemeen"),
        ("auto\t>\tde", "'de' is te algemeen"),
        ("auto\t>\t...", "'...' is te algemeen"),
        ("auto\t=\tauto's", "“auto” en “auto's” zijn hier hetzelfde"),
        ("e-bike\t=\tebike", "“e-bike” en “ebike” zijn hier hetzelfde"),
        ("auto\t=\tvoertuig; Voertuig", "“auto” met “Voertuig” staat al op regel 1"),
        ("auto\t=\tvoertuig\nAuto's\t>\trijtuig", "regel 2: “Auto's” staat al op regel 1"),
        ("auto\t=\tvoertuig\nvoertuig\t>\tauto", "regel 2: “voertuig” met “auto” staat al op regel 1"),
    ],
)
def test_a_line_that_is_wrong_is_refused(tmp_path: Path, lines: str, message: str) -> None:
    path = tmp_path / "t.tsv"
    path.write_text(lines, encoding="utf-8")
    with pytest.raises(ThesaurusError, match=re.escape(message)):
        read_thesaurus(path)


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ThesaurusError, match="kan niet worden gelezen: No such file"):
        read_thesaurus(tmp_path / "er-is-niets.tsv")
    (tmp_path / "t.tsv").write_bytes("crèche\t=\topvang".encode("latin-1"))
    with pytest.raises(ThesaurusError, match=r"is geen UTF-8 \(byte 2\)"):
        read_thesaurus(tmp_path / "t.tsv")


def test_an_empty_thesaurus_finds_nothing() -> None:
    assert Thesaurus(()).expansions("Wat doet de huisbaas?") == ()


def test_the_shipped_thesaurus_is_large_and_in_order(shipped: Thesaurus) -> None:
    assert len(shipped.entries) >= 2000
    asked = [(fold(entry.asked), entry.asked) for entry in shipped.entries]
    assert asked == sorted(asked)


def test_every_shipped_alternative_adds_a_term_to_what_is_asked(shipped: Thesaurus) -> None:
    analyser = Analyser()
    useless = [
        (asked, alternative)
        for entry in shipped.entries
        for asked, alternative in entry.ways()
        if analyser.terms(alternative) and set(analyser.terms(alternative)) <= set(analyser.terms(asked))
    ]
    assert useless == []


@pytest.mark.parametrize(
    ("question", "typed", "alternative"),
    [
        ("Wat mag een huisbaas vragen?", "huisbaas", "verhuurder"),
        ("Hoe vol zijn de gevangenissen?", "gevangenissen", "penitentiaire inrichting"),
        ("What is the housing allowance?", "housing allowance", "huurtoeslag"),
        ("Is de btw verhoogd?", "btw", "omzetbelasting"),
        ("Wat eist het OM?", "OM", "Openbaar Ministerie"),
        ("Wat is er mis met vieze lucht?", "vieze lucht", "luchtverontreiniging"),
        ("Wie controleert de penitentiaire inrichtingen?", "penitentiaire inrichtingen", "pi"),
    ],
)
def test_shipped_entries_are_found(shipped: Thesaurus, question: str, typed: str, alternative: str) -> None:
    assert fold(alternative) in map(fold, found(shipped, question)[typed])


@pytest.mark.parametrize(
    "question",
    [
        "Wie wil er meer?",
        "Is dat nu zo, of pas later?",
        "Om hoeveel gaat het?",
        "How is it paid now, and who decides?",
        "Wat vinden de ouders van de gemeente?",
        "Hoe wordt het uitgevoerd, en onder welke voorwaarden?",
        "Hoe diep zijn de meren?",
    ],
)
def test_ordinary_words_expand_to_nothing(shipped: Thesaurus, question: str) -> None:
    assert shipped.expansions(question) == ()


def test_the_thesaurus_is_installed_with_the_package() -> None:
    pyproject = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text(encoding="utf-8"))
    assert thesaurus.SHIPPED.name in pyproject["tool"]["setuptools"]["package-data"]["rag"]

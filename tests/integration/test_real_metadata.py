"""What is known of real letters: number, date, people and the rest, against what a person saw on their pages."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from sources.facts.numbers import number_key
from sources.folder import Reading, read_folder
from sources.types import Letter

TESTS = Path(__file__).parents[1]
REAL = TESTS.parents[1] / "shared" / "pdf"
"""Real PDFs, which are not part of the project."""
SEEN: dict[str, dict[str, Any]] = tomllib.loads((TESTS / "fixtures" / "real-pdfs.toml").read_text("utf-8"))
LETTERS = sorted(letter_id for letter_id, known in SEEN.items() if "kind" in known)


@pytest.fixture(scope="module")
def real() -> Reading:
    if not REAL.is_dir():
        pytest.skip("the real PDFs do not lie beside the project")
    return read_folder(REAL)


@pytest.fixture
def letter(real: Reading, request: pytest.FixtureRequest) -> Letter:
    (found,) = [letter for letter in real.letters if letter.letter_id == request.param]
    return found


def keys(numbers: tuple[str, ...] | list[str]) -> set[str]:
    return {number_key(number) for number in numbers}


def own_keys(known: dict[str, Any]) -> set[str]:
    """The numbers that were seen, but that of an Aanhangsel by itself: it is part of the identifier beside it."""
    numbers = known.get("numbers", [])
    return keys([number for number in numbers if not (number.isdecimal() and len(number) <= 4)])


@pytest.mark.parametrize("letter", LETTERS, indirect=True)
def test_what_the_letter_is(letter: Letter) -> None:
    known = SEEN[letter.letter_id]
    assert (letter.kind, letter.title, letter.date) == (known["kind"], known["title"], known.get("date"))


@pytest.mark.parametrize("letter", LETTERS, indirect=True)
def test_its_own_numbers_and_those_that_it_cites(letter: Letter) -> None:
    known = SEEN[letter.letter_id]
    assert keys(letter.numbers) == own_keys(known)
    assert keys(letter.cited) == keys(known.get("cited", []))


@pytest.mark.parametrize("letter", LETTERS, indirect=True)
def test_its_people(letter: Letter) -> None:
    known = SEEN[letter.letter_id]
    signed = [", ".join(filter(None, (each.name, each.office))) for each in letter.signatories]
    asked = [f"{each.name} ({each.party})" if each.party else each.name for each in letter.askers]
    assert (signed, asked) == (known.get("signatories", []), known.get("askers", []))
    assert (letter.addressee, letter.ministry) == (known.get("addressee"), known.get("ministry"))


@pytest.mark.parametrize("letter", LETTERS, indirect=True)
def test_where_each_was_found(letter: Letter) -> None:
    for fact in letter.facts:
        if fact.page is None:
            assert fact.place in ("bestandsnaam", "tekst"), fact
        else:
            assert 1 <= fact.page <= len(letter.pages), fact
    for number in letter.numbers:
        assert any(fact.value == number and fact.name in ("kenmerk", "kamerstuk") for fact in letter.facts)

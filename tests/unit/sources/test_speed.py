"""Reading takes time in proportion to the length of the text, whatever is in it."""

import time
from collections.abc import Callable

import pytest

from sources.clean import clean_pages
from sources.metadata import Details, make_letter
from sources.sentences import letter_sentences
from sources.text_extract import split_pages

WORDS = "beleid van het kabinet met 12 punten en 3% groei in 2019. "
CASES: dict[str, Callable[[int], str]] = {
    "one line": lambda n: WORDS * (n // 50),
    "one word": lambda n: "a" * n,
    "points": lambda n: "." * n,
    "abbreviations": lambda n: "nr. A " * (n // 6),
    "figures": lambda n: "1 " * (n // 2),
    "one paragraph": lambda n: (WORDS + "\n") * (n // 50),
    "words cut at every line": lambda n: "woord-\n" * (n // 7),
    "footnotes": lambda n: "1 noot a1 b\n" * (n // 12),
    "footnote numbers": lambda n: "a1 b2 c3 " * (n // 12) + "\n1 noot\n2 noot\n3 noot",
    "addresses": lambda n: "".join(f"https://a.nl/{i}\n" for i in range(n // 18)),
    "letterheads": lambda n: "Ons kenmerk\nFout! Fout!\n" * (n // 24),
    "a table": lambda n: "Tabel 1: Cijfers\n" + "cel\n" * (n // 4),
    "pages": lambda n: " regel een\n" * (n // 11),
    "empty pages": lambda n: "begin" + "\f" * n + "eind",
}


def seconds(text: str) -> float:
    """Processor time of reading the text, the best of three."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        letter = make_letter("brief", "brief.txt", "0" * 64, clean_pages(split_pages(text)), Details())
        letter_sentences(letter)
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize("name", CASES)
def test_four_times_the_text_takes_about_four_times_as_long(name: str) -> None:
    short, long = CASES[name](20_000), CASES[name](80_000)
    assert seconds(long) < 10 * max(seconds(short), 0.005)

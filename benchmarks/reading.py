"""How reading time grows with the length of a text, for texts that are hard on one step or another.

    python -m benchmarks.reading

Four times the text should take about four times as long; ten times or more would point at a step that is quadratic.
"""

import time
from collections.abc import Callable

from sources.facts.metadata import make_letter
from sources.sentences import letter_sentences
from sources.text.clean import clean_pages
from sources.text.extract import split_pages

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
    "empty pages": lambda n: "begin" + "\f" * (n // 5) + "eind",
}


def seconds(text: str) -> float:
    """Processor time of reading the text, the best of three."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        letter = make_letter("brief", "brief.txt", "0" * 64, clean_pages(split_pages(text)))
        letter_sentences(letter)
        best = min(best, time.process_time() - start)
    return best


def main() -> None:
    """Print a line for each text: seconds for 20,000 and for 80,000 characters, and the factor between them."""
    for name, make in CASES.items():
        short, long = seconds(make(20_000)), seconds(make(80_000))
        print(f"{name:26} {short:8.3f} s {long:8.3f} s  x {long / short:.1f}")  # noqa: T201


if __name__ == "__main__":
    main()

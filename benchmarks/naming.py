"""How long it takes to see which letters a question names, among many.

    python -m benchmarks.naming [LETTERS]

The letters are the shipped ones over and over, under titles, senders, dates and numbers drawn by chance. A line says
the milliseconds of processor time that a question takes, the best of three after one that is not counted, and how many
letters it names.
"""

import argparse
import random
import time
from dataclasses import replace

from rag.pointed_out import name_of
from rag.query import understand
from rag.types import Filters
from sources import DEFAULT_LETTERS, read_folder
from sources.types import Letter

_REPEATED = 3
_SENDERS = 300
_CONSONANTS, _VOWELS = "bdfgklmnprst", "aeiou"


def make_letters(count: int, chance: random.Random) -> list[Letter]:
    """So many letters, no two with one number."""
    shipped = read_folder(DEFAULT_LETTERS).letters
    words = [w for letter in shipped for w in letter.pages[0].text.split() if w.isalpha() and len(w) > 4]
    syllables = [
        [chance.choice(_CONSONANTS) + chance.choice(_VOWELS) for _ in range(chance.randint(2, 4))]
        for _ in range(_SENDERS)
    ]
    senders = ["".join(parts).title() for parts in syllables]
    return [
        replace(
            chance.choice(shipped),
            letter_id=f"letter-{number}",
            title=" ".join(chance.sample(words, 6)),
            sender=f"{chance.choice(senders)}, Minister van Economische Zaken",
            date=f"{chance.randint(2010, 2025)}-0{chance.randint(1, 9)}-1{chance.randint(0, 9)}",
            kenmerken=(f"DGBI / {10_000_000 + number}",),
            kamerstukken=(f"{30_000 + number // 100}, nr. {number % 100 + 1}",),
        )
        for number in range(count)
    ]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("letters", type=int, nargs="?", default=10_000)
    letters = make_letters(parser.parse_args().letters, random.Random(1))  # noqa: S311  (no secret)
    someone = name_of(letters[0].sender)
    for question in (
        "Hoeveel mensen werken er in de industrie?",
        "Wat staat er in de brief van 18 april 2024 over wind op zee?",
        f"Wat kost het volgens de brief van minister {someone} uit 2019?",
        "Wat kost het volgens de brief van minister Wiebes?",
        "Wat zegt Kamerstuk 30 009, nr. 70 over geld?",
        "Wat zegt Kamerstuk 25 999, nr. 70 over geld?",
        "Wat staat er in de brief van Wiebes uit 2019?",
        "Wat staat er in de brief van Brussel?",
        "Wat mag volgens de circulaire over subsidies van 2022?",
    ):
        understand(question, letters, Filters())
        best = float("inf")
        for _ in range(_REPEATED):
            start = time.process_time()
            query = understand(question, letters, Filters())
            best = min(best, time.process_time() - start)
        named = "any letter" if query.letters is None else f"{len(query.letters)} letters"
        print(f"{1000 * best:8.1f} ms  {named:12}  {question}")  # noqa: T201


if __name__ == "__main__":
    main()

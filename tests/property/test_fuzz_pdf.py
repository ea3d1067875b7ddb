"""Damaged PDFs: whatever is done to the bytes, a file is read or listed, always in the same way."""

import json
import random
import re
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest
from fpdf import FPDF
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sources.folder import Reading, read_folder
from sources.sentences import letter_sentences
from tests.hostile import hostile_pdf

Mutation = Callable[[bytes, random.Random], bytes]

BATCH = 12
"""Damaged files in a folder, so that one process reads them all."""
HUGE = (b"0", b"-1", b"2147483648", b"99999999999999999999", b"1e308", b"4294967295", b"65536")


def flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 3, 30))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def cut(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.choice((1, 20, 500, len(data))) :]


def repeat(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    part = data[start : start + chance.choice((1, 20, 500))]
    return data[:start] + part * chance.choice((2, 3, 200)) + data[start:]


def swap(data: bytes, chance: random.Random) -> bytes:
    a, b, c = sorted(chance.randrange(len(data)) for _ in range(3))
    return data[:a] + data[b:c] + data[a:b] + data[c:]


def renumber(data: bytes, chance: random.Random) -> bytes:
    places = list(re.finditer(rb"\d+", data))
    for match in chance.sample(places, min(len(places), chance.choice((1, 2, 10)))):
        data = data.replace(
            match[0], chance.choice((*HUGE, chance.choice(places)[0])), chance.choice((1, -1))
        )
    return data


def rename(data: bytes, chance: random.Random) -> bytes:
    names = sorted({match[0] for match in re.finditer(rb"/[A-Z]\w+", data)})
    return data.replace(chance.choice(names), chance.choice(names), chance.choice((1, -1)))


MUTATIONS: tuple[Mutation, ...] = (flip, cut, repeat, swap, renumber, rename)


def letters() -> tuple[bytes, ...]:
    whole = []
    for compress in (True, False):
        pdf = FPDF()
        pdf.set_compression(compress)
        pdf.set_font("helvetica", size=10)
        for number in range(1, 4):
            pdf.add_page()
            pdf.set_font(style="B")
            pdf.cell(text=f"{number}. Inleiding", new_x="LMARGIN", new_y="NEXT")
            pdf.set_font(style="")
            pdf.multi_cell(
                160, 6, "Draagmoederschap is een complex onderwerp.1 De Raad meldt tien gevallen. " * 6
            )
            with pdf.table() as table:
                for row in (("Jaar", "Bedrag"), ("2024", "€".encode("cp1252").decode("latin-1") + " 12,5")):
                    table.row(row)
            pdf.set_y(-30)
            pdf.cell(text="1 Zie Kamerstukken II 2009/10, 32 123 XVI, nr. 30.")
        whole.append(bytes(pdf.output()))
    return (*whole, hostile_pdf())


WHOLE = letters()


def damaged(seed: int, whole: tuple[bytes, ...] = WHOLE) -> bytes:
    chance = random.Random(seed)
    data = chance.choice(whole)
    for _ in range(chance.choice((1, 1, 2, 4))):
        data = chance.choice(MUTATIONS)(data, chance) or b"%PDF-"
    return data


def check(reading: Reading, names: set[str]) -> None:
    """Every file is there once, and of each letter every block, sentence and mark stands in its pages."""
    assert sorted(
        [letter.source for letter in reading.letters] + [f.source for f in reading.failures]
    ) == sorted(names)
    for failure in reading.failures:
        assert failure.reason.startswith(failure.source), failure.reason
    for letter in reading.letters:
        assert any(page.text for page in letter.pages)
        assert json.dumps(asdict(letter), ensure_ascii=False, default=str).encode()  # no half characters
        for number, page in enumerate(letter.pages, start=1):
            assert page.number == number
            assert all(0 <= block.start < block.end <= len(page.text) for block in page.blocks)
            assert all(0 <= mark.offset <= len(page.text) for mark in page.marks)
        for sentence in letter_sentences(letter):
            assert letter.text_at(sentence.spans)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seeds=st.lists(st.integers(0, 10**9), min_size=BATCH, max_size=BATCH, unique=True))
def test_damaged_pdfs_are_read_or_listed(tmp_path_factory: pytest.TempPathFactory, seeds: list[int]) -> None:
    folder: Path = tmp_path_factory.mktemp("brieven")
    for seed in seeds:
        (folder / f"brief{seed}.pdf").write_bytes(damaged(seed))
    reading = read_folder(folder)
    check(reading, {f"brief{seed}.pdf" for seed in seeds})
    assert read_folder(folder) == reading

"""Compares libraries for lexical search over the same terms: bm25s (which Briefwijzer uses) and tantivy.

    pip install tantivy
    python -m benchmarks.lexical --questions eval/questions.jsonl
    python -m benchmarks.lexical --questions eval/questions.jsonl --letters FOLDER --texts TEXTS.jsonl.gz

Each library runs in a process of its own. The texts are the chunks of the shipped letters, those of the letters in
FOLDER, and the `passage` of each line of TEXTS, cut to the size of a chunk. The questions ask about the shipped
letters, so that the others stand in the way. See docs/lexical-library.md for what came of it.
"""

import argparse
import gzip
import json
import multiprocessing
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from langchain_text_splitters import RecursiveCharacterTextSplitter

from index.analysis import Analyser, words_of
from index.chunks import chunk_letter
from index.settings import IndexSettings
from index.types import Chunk
from sources import DEFAULT_LETTERS
from sources.folder import read_folder

DEPTH = 60
"""How many hits a question asks for, as the product does."""
LETTER = 100
"""How many texts a letter more has."""

Documents = Sequence[Sequence[str]]
Search = Callable[[Sequence[str]], list[int]]


class Bm25s:
    """Through `index.lexical`, as the product uses it; adding is making anew."""

    def build(self, documents: Documents, folder: Path) -> None:
        """Write the index of the documents."""
        from index.lexical import LexicalIndex

        shutil.rmtree(folder, ignore_errors=True)
        LexicalIndex.build(documents).save(folder)

    def add(self, documents: Documents, new: Documents, folder: Path) -> None:
        """Make the index one of the documents and the new ones."""
        self.build([*documents, *new], folder)

    def open(self, folder: Path) -> Search:
        """The index as it is read from the disk."""
        from index.lexical import LexicalIndex, best

        index = LexicalIndex.load(folder)
        return lambda terms: best(index.scores(terms), DEPTH)


class Tantivy:
    """Terms as they are, split at spaces; one writer thread, so that the numbers stay in order."""

    def build(self, documents: Documents, folder: Path) -> None:
        """Write the index of the documents."""
        folder.mkdir()
        self._write(self._index(folder), documents, 0)

    def add(self, documents: Documents, new: Documents, folder: Path) -> None:
        """Write the new documents into the index."""
        self._write(self._index(folder), new, len(documents))

    def open(self, folder: Path) -> Search:
        """The index as it is read from the disk."""
        import tantivy

        index = self._index(folder)
        searcher = index.searcher()

        def search(terms: Sequence[str]) -> list[int]:
            queries = [
                (tantivy.Occur.Should, tantivy.Query.term_query(index.schema, "terms", term))
                for term in terms
            ]
            hits = searcher.search(tantivy.Query.boolean_query(queries), DEPTH).hits
            return [searcher.doc(address)["number"][0] for _, address in hits]

        return search

    def _index(self, folder: Path) -> Any:  # noqa: ANN401  (the library has no types)
        import tantivy

        builder = tantivy.SchemaBuilder()
        builder.add_text_field("terms", tokenizer_name="spaces", index_option="freq")
        builder.add_integer_field("number", stored=True)
        index = tantivy.Index(builder.build(), path=str(folder))
        index.register_tokenizer(
            "spaces", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        )
        return index

    def _write(self, index: Any, documents: Documents, first: int) -> None:  # noqa: ANN401
        import tantivy

        writer = index.writer(heap_size=128_000_000, num_threads=1)
        for number, terms in enumerate(documents, start=first):
            writer.add_document(tantivy.Document(terms=" ".join(terms), number=number))
        writer.commit()
        writer.wait_merging_threads()


LIBRARIES: dict[str, Bm25s | Tantivy] = {"bm25s": Bm25s(), "tantivy": Tantivy()}


def measure_building(library: str, documents: Documents, folder: Path) -> dict[str, float]:
    """Time, memory and size of making the index, and the time of adding a letter; call in a fresh process."""
    made = LIBRARIES[library]
    made.build(documents[:1], folder / "warm")
    before = _resident()
    started = time.perf_counter()
    made.build(documents, folder / "index")
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - before
    size = sum(path.stat().st_size for path in (folder / "index").rglob("*") if path.is_file())
    shutil.copytree(folder / "index", folder / "grown")
    started = time.perf_counter()
    made.add(documents, documents[:LETTER], folder / "grown")
    added = time.perf_counter() - started
    return {"build s": seconds, "build MB": peak, "disk MB": size / 1e6, "add a letter s": added}


def measure_searching(
    library: str, folder: Path, questions: Sequence[Sequence[str]]
) -> tuple[dict[str, float], list[list[int]]]:
    """Time and memory of searching, and the documents found for each question; call in a fresh process."""
    made = LIBRARIES[library]
    made.open(folder / "warm")(questions[0])
    before = _resident()
    started = time.perf_counter()
    search = made.open(folder / "index")
    opened = time.perf_counter() - started
    found, times = [], []
    for terms in questions:
        started = time.perf_counter()
        found.append(search(terms))
        times.append(1000 * (time.perf_counter() - started))
    p95 = statistics.quantiles(times, n=20)[-1]
    figures = {
        "open s": opened,
        "search MB": _resident() - before,
        "p50 ms": statistics.median(times),
        "p95 ms": p95,
    }
    return figures, found


def _resident() -> float:
    """Memory of this process now, in MB (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1024**2


def in_a_process(function: Callable[..., Any], *arguments: object) -> Any:  # noqa: ANN401
    """What the function gives, called in a process of its own."""
    with multiprocessing.get_context("fork").Pool(1) as pool:
        return pool.apply(function, arguments)


def page_hits(
    questions: Sequence[dict[str, Any]], found: Sequence[Sequence[int]], chunks: Sequence[Chunk]
) -> str:
    """The share of questions with a chunk of a right page among the first 1, 3, 5 and 20."""

    def right(question: dict[str, Any], number: int) -> bool:
        places = {(e["letter"], e["page"]) for e in question["evidence"]}
        return number < len(chunks) and any(
            (chunks[number].letter_id, s.page) in places for s in chunks[number].spans
        )

    shares = []
    for depth in (1, 3, 5, 20):
        hits = [
            any(right(q, n) for n in numbers[:depth]) for q, numbers in zip(questions, found, strict=True)
        ]
        shares.append(f"{statistics.mean(hits):.3f}")
    return " ".join(shares)


def other_texts(folders: Sequence[Path], files: Sequence[Path], limit: int) -> list[str]:
    """Chunks that no question asks about, at most `limit`."""
    splitter = RecursiveCharacterTextSplitter(chunk_size=700, chunk_overlap=0)
    texts: list[str] = []
    for folder in folders:
        for letter in read_folder(folder).letters:
            texts += [chunk.indexed_text for chunk in chunk_letter(letter, IndexSettings())]
    for file in files:
        for passage in _passages(file):
            if len(texts) >= limit:
                return texts[:limit]
            texts += splitter.split_text(passage)
    return texts[:limit]


def _passages(file: Path) -> Iterator[str]:
    with (
        gzip.open(file, "rt", encoding="utf-8")
        if file.suffix == ".gz"
        else file.open(encoding="utf-8") as lines
    ):
        for line in lines:
            yield json.loads(line)["passage"]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--questions", type=Path, nargs="+", required=True, help="gold questions, JSON Lines")
    parser.add_argument("--letters", type=Path, nargs="*", default=[], help="folders of more letters")
    parser.add_argument(
        "--texts", type=Path, nargs="*", default=[], help="JSON Lines with a `passage`, or .gz"
    )
    parser.add_argument("--limit", type=int, default=50_000, help="how many other texts at most")
    options = parser.parse_args(arguments)

    lines = [
        line for file in options.questions for line in file.read_text(encoding="utf-8").splitlines() if line
    ]
    questions = [question for question in map(json.loads, lines) if question["answerable"]]
    chunks = [
        chunk
        for letter in read_folder(DEFAULT_LETTERS).letters
        for chunk in chunk_letter(letter, IndexSettings())
    ]
    texts = [
        *(chunk.indexed_text for chunk in chunks),
        *other_texts(options.letters, options.texts, options.limit),
    ]
    analyser = Analyser({word for text in texts for word in words_of(text)})
    started = time.perf_counter()
    documents = [analyser.terms(text) for text in texts]
    out = sys.stdout.write
    out(
        f"{len(documents)} texts, {sum(map(len, documents))} terms, analysed in {time.perf_counter() - started:.1f} s\n"
    )
    asked = [list(dict.fromkeys(analyser.terms(question["question"]))) for question in questions]
    results = {}
    for library in LIBRARIES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            figures = in_a_process(measure_building, library, documents, folder)
            searching, results[library] = in_a_process(measure_searching, library, folder, asked)
        out(
            f"{library}: "
            + ", ".join(f"{what} {value:.2f}" for what, value in {**figures, **searching}.items())
            + "\n"
        )
        out(
            f"  page @1 @3 @5 @20 over {len(questions)} questions: {page_hits(questions, results[library], chunks)}\n"
        )
    same = [one[:5] == other[:5] for one, other in zip(*results.values(), strict=True)]
    out(f"the same first five in the same order: {statistics.mean(same):.3f} of the questions\n")


if __name__ == "__main__":
    main()

"""Compares embedding models: how good, how large, how fast.

    python -m benchmarks.models DATA MODEL [MODEL ...]

DATA is a folder with the benchmark files (docs/training.md). A MODEL is a folder, with `:int8` or `:float32` behind it
to run it with ONNX Runtime, and `:256` for so many dimensions; `bm25` stands for lexical search. Each runs in a process
of its own. The table's rows: MRR on the Kamervragen and on the citizens' questions, the share of Tatoeba's sentences
whose translation comes first; megabytes on disk; seconds from the start to the first vector; peak memory; questions
(one after the other, as they are asked) and passages (of Kamervragen) a second.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

_REPEATED = 3
"""Times that the speed is taken; the best counts, since other work on the machine only slows it down."""


def _bm25(benchmark: Any) -> Any:  # noqa: ANN401
    from index.analysis import Analyser, words_of
    from index.lexical import LexicalIndex
    from index.training.evaluate import figures

    analyser = Analyser({word for passage in benchmark.passages for word in words_of(passage)})
    lexical = LexicalIndex.build([analyser.terms(passage) for passage in benchmark.passages])
    scores = np.stack([lexical.scores(analyser.terms(question)) for question in benchmark.questions])
    return figures(benchmark.name, scores, np.arange(len(scores)))


def _speed(encode: Any, texts: tuple[str, ...], *, together: bool) -> float:  # noqa: ANN401
    best = 0.0
    for _ in range(_REPEATED):
        start = time.perf_counter()
        if together:
            encode(texts)
        else:
            for text in texts:
                encode([text])
        best = max(best, len(texts) / (time.perf_counter() - start))
    return best


def row(data: Path, model: str) -> dict[str, float]:
    """The figures of one model, measured in this process."""
    start = time.perf_counter()
    folder, *options = model.split(":")
    precision = next((option for option in options if not option.isdigit()), None)
    dimensions = next((int(option) for option in options if option.isdigit()), None)
    if folder == "bm25":
        from index.training.measured import read_benchmarks

        found = {b.name: _bm25(b) for b in read_benchmarks(data)}
        return {name: f.mrr for name, f in found.items()} | {"tatoeba": found["tatoeba"].first}
    from index.settings import IndexSettings

    settings = IndexSettings(model=folder)
    if precision:
        from index.onnx_encoder import OnnxEncoder

        encoder: Any = OnnxEncoder(Path(folder), settings, precision)
    else:
        from index.sentence_transformer import SentenceTransformerEncoder

        encoder = SentenceTransformerEncoder(Path(folder), settings)
    encoder.encode_queries(["Wanneer stopt het topsectorenbeleid?"])
    loaded = time.perf_counter() - start
    from index.training.evaluate import measure
    from index.training.measured import read_benchmarks

    benchmarks = read_benchmarks(data)
    speeds = {
        "questions/s": _speed(encoder.encode_queries, benchmarks[0].questions[:100], together=False),
        "passages/s": _speed(encoder.encode_passages, benchmarks[0].passages[:200], together=True),
    }
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    found = {
        f.name: f
        for f in measure(encoder.encode_passages, benchmarks, dimensions, questions=encoder.encode_queries)
    }
    size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
    return {
        "kamervragen": found["kamervragen"].mrr,
        "rijksoverheid": found["rijksoverheid"].mrr,
        "tatoeba": found["tatoeba"].first,
        "MB": size / 1e6,
        "load s": loaded,
        "memory MB": memory,
        **speeds,
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("models", nargs="+")
    parser.add_argument("--alone", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.alone:
        given.alone.write_text(json.dumps(row(given.data, given.models[0])), encoding="utf-8")
        return
    for model in given.models:
        with tempfile.NamedTemporaryFile(suffix=".json") as file:
            command = [
                sys.executable,
                "-m",
                "benchmarks.models",
                str(given.data),
                model,
                "--alone",
                file.name,
            ]
            done = subprocess.run(command, capture_output=True, text=True)  # noqa: S603  (our own command)
            if done.returncode:
                sys.exit(f"{model}: {done.stderr.strip().splitlines()[-1]}")
            found = json.loads(Path(file.name).read_text(encoding="utf-8"))
        print(f"{model:40}", "  ".join(f"{name} {value:.3f}" for name, value in found.items()))  # noqa: T201


if __name__ == "__main__":
    main()

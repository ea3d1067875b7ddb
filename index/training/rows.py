"""Reads files of rows: text or gzip, JSON or tab-separated, with the line named where one is wrong."""

import gzip
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from sources.errors import TrainingDataError


def read_lines(path: Path, limit: int | None = None) -> Iterator[str]:
    """The lines of a file, packed or not, without their ends.

    :param limit: At most so many; all without.
    :raises TrainingDataError: there is no such file, or it cannot be read.
    """
    if not path.is_file():
        raise TrainingDataError(f"Het bestand {path} is er niet; docs/training.md zegt wat nodig is.")
    packed = path.suffix == ".gz"
    try:
        with gzip.open(path, "rt", encoding="utf-8") if packed else path.open(encoding="utf-8") as stream:
            for line in islice(stream, limit):
                yield line.rstrip("\n")
    except (OSError, EOFError, UnicodeDecodeError) as exc:
        raise TrainingDataError(f"Het bestand {path} is onleesbaar: {exc}.") from exc


def read_objects(path: Path, *keys: str, limit: int | None = None) -> Iterator[dict[str, Any]]:
    """The JSON objects of a file, one a line, each with these keys.

    :raises TrainingDataError: as `read_lines`, or a line is no such object.
    """
    for number, line in enumerate(read_lines(path, limit), 1):
        try:
            row = json.loads(line)
        except ValueError as exc:
            raise TrainingDataError(f"{path}, regel {number}: geen JSON ({exc}).") from exc
        if not isinstance(row, dict) or not set(keys) <= set(row):
            raise TrainingDataError(f"{path}, regel {number}: nodig is een object met {', '.join(keys)}.")
        yield row


def read_columns(path: Path, count: int, limit: int | None = None) -> Iterator[list[str]]:
    """The rows of a tab-separated file, each of `count` columns.

    :raises TrainingDataError: as `read_lines`, or a row has more or fewer.
    """
    for number, line in enumerate(read_lines(path, limit), 1):
        columns = line.split("\t")
        if len(columns) != count:
            raise TrainingDataError(
                f"{path}, regel {number}: {len(columns)} kolommen in plaats van {count}, met tabs ertussen."
            )
        yield columns

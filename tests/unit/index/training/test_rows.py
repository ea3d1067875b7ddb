import gzip

import pytest

from index.training.rows import read_columns, read_lines, read_objects
from sources.errors import TrainingDataError


def test_packed_and_plain_files_are_read_alike(tmp_path):
    (tmp_path / "plain.tsv").write_text("a\tb\nc\td\n", encoding="utf-8")
    with gzip.open(tmp_path / "packed.tsv.gz", "wt", encoding="utf-8") as stream:
        stream.write("a\tb\nc\td\n")
    for name in ("plain.tsv", "packed.tsv.gz"):
        assert list(read_columns(tmp_path / name, 2)) == [["a", "b"], ["c", "d"]]
        assert list(read_columns(tmp_path / name, 2, limit=1)) == [["a", "b"]]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"a": 1, "b": 2}\n{"a": 1}\n', "regel 2: nodig is een object met a, b"),
        ('{"a": 1, "b": 2}\n[1]\n', "regel 2: nodig is een object"),
        ('{"a": 1, "b": 2\n', "regel 1: geen JSON"),
    ],
)
def test_a_wrong_line_is_named(tmp_path, content, message):
    path = tmp_path / "rows.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(TrainingDataError, match=message):
        list(read_objects(path, "a", "b"))


def test_a_row_with_too_many_columns_is_named(tmp_path):
    (tmp_path / "rows.tsv").write_text("a\tb\nc\td\te\n", encoding="utf-8")
    with pytest.raises(TrainingDataError, match="regel 2: 3 kolommen in plaats van 2"):
        list(read_columns(tmp_path / "rows.tsv", 2))


def test_a_file_that_is_no_archive_or_cut_off_is_unreadable(tmp_path):
    packed = gzip.compress(b"een regel\n" * 1000)
    for content in (b"geen archief", packed[: len(packed) // 2]):
        (tmp_path / "rows.gz").write_bytes(content)
        with pytest.raises(TrainingDataError, match="is onleesbaar"):
            list(read_lines(tmp_path / "rows.gz"))

import dataclasses
import json

import pytest

from index.settings import IndexSettings
from index.snapshot import current_snapshot, open_snapshot, read_manifest, stored_tokens, stored_vectors
from index.version import code_fingerprint
from sources.errors import IndexDamagedError, IndexMismatchError, IndexMissingError
from tests.unit.index.snapshots import FINGERPRINT, SETTINGS, change_manifest, write

FILES = [
    "manifest.json",
    "letters.json",
    "chunks.json",
    "chunks.faiss",
    "sentences.faiss",
    "tokens/starts.npy",
    "tokens/vectors.npy",
    "lexical/data.csc.index.npy",
    "lexical/indices.csc.index.npy",
    "lexical/indptr.csc.index.npy",
    "lexical/params.index.json",
    "lexical/vocab.index.json",
]


@pytest.fixture
def folder(tmp_path):
    """The folder of the current snapshot of an index with two letters."""
    return tmp_path / "snapshots" / write(tmp_path, "chips", "energie")


def open_it(tmp_path, settings=SETTINGS, fingerprint=FINGERPRINT):
    return open_snapshot(tmp_path, settings, fingerprint)


def test_a_snapshot_is_read_as_it_was_written(tmp_path, folder):
    snapshot = open_it(tmp_path)
    assert snapshot.name == folder.name == current_snapshot(tmp_path)
    assert [letter.letter_id for letter in snapshot.letters] == ["chips", "energie"]
    assert [chunk.text for chunk in snapshot.chunks] == [
        "Het kabinet schrijft over chips. Dat is van belang.",
        "Het kabinet schrijft over energie. Dat is van belang.",
    ]
    for chunk, letter in zip(snapshot.chunks, snapshot.letters, strict=True):
        assert letter.text_at(chunk.spans) == chunk.text
    assert (snapshot.chunk_vectors.count, snapshot.sentence_vectors.count, snapshot.lexical.count) == (
        2,
        4,
        2,
    )
    assert snapshot.info.letters == 2
    assert (snapshot.info.chunks, snapshot.info.model, snapshot.info.failures) == (2, "stub", ())


def test_the_files_are_those_that_are_documented(folder):
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert files == {*FILES, "texts.json"}
    assert set(json.loads((folder / "manifest.json").read_text())["files"]) == files - {"manifest.json"}


def test_no_index_yet(tmp_path):
    for index_dir in (tmp_path, tmp_path / "weg"):
        assert current_snapshot(index_dir) is None
        with pytest.raises(IndexMissingError, match="maak hem met: briefwijzer index"):
            open_it(index_dir)


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("damage", ["missing", "empty", "cut", "altered", "a folder"])
def test_a_damaged_file_is_told_with_what_to_do(tmp_path, folder, file, damage):
    path = folder / file
    data = path.read_bytes()
    path.unlink()
    if damage == "a folder":
        path.mkdir()
    elif damage != "missing":
        middle = len(data) // 2
        altered = data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]
        path.write_bytes({"empty": b"", "cut": data[:middle], "altered": altered}[damage])
    with pytest.raises(IndexDamagedError, match="opnieuw met: briefwijzer index"):
        open_it(tmp_path)


def test_a_missing_snapshot_is_told(tmp_path, folder):
    folder.rename(folder.with_name("weg"))
    with pytest.raises(IndexDamagedError, match=r"manifest\.json ontbreekt"):
        open_it(tmp_path)


@pytest.mark.usefixtures("folder")
def test_an_unreadable_pointer_is_told(tmp_path):
    (tmp_path / "current").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(
        IndexDamagedError, match="current is onleesbaar; maak de index opnieuw met: briefwijzer index"
    ):
        current_snapshot(tmp_path)


@pytest.mark.parametrize("content", ["[]", "{}", "null", "{", '{"format": "1"}', '{"format": 1}', "[" * 50])
def test_a_manifest_that_is_none_is_told(tmp_path, folder, content):
    (folder / "manifest.json").write_text(content)
    with pytest.raises((IndexDamagedError, IndexMismatchError), match="opnieuw met: briefwijzer index"):
        open_it(tmp_path)


def test_a_manifest_that_says_something_else_is_told(tmp_path, folder):
    path = folder / "manifest.json"
    path.write_text(path.read_text().replace('"model": "stub"', '"model": "stuk"'))
    with pytest.raises(IndexDamagedError, match=r"manifest\.json ontbreekt of klopt niet"):
        open_it(tmp_path)


@pytest.mark.usefixtures("folder")
def test_another_format_is_told(tmp_path):
    change_manifest(tmp_path, format=99)
    with pytest.raises(IndexMismatchError, match="heeft vorm 99, nodig is 2; maak de index opnieuw"):
        open_it(tmp_path)


def test_another_version_of_the_code_is_told(tmp_path, folder):
    assert json.loads((folder / "manifest.json").read_text())["code"] == code_fingerprint()
    change_manifest(tmp_path, code="0123456789abcdef")
    with pytest.raises(IndexMismatchError, match="een andere versie van Briefwijzer; maak de index opnieuw"):
        open_it(tmp_path)


@pytest.mark.usefixtures("folder")
def test_another_model_is_told_by_name(tmp_path):
    with pytest.raises(IndexMismatchError, match=r"een ander taalmodel \(stub\); maak de index opnieuw"):
        open_it(tmp_path, fingerprint="ander")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("name", "value"),
    [("chunk_characters", 500), ("chunk_overlap", 0), ("query_prompt", "q "), ("passage_prompt", "p ")],
)
def test_other_settings_are_told_by_name(tmp_path, name, value):
    with pytest.raises(IndexMismatchError, match=rf"andere instellingen \({name}\); maak de index opnieuw"):
        open_it(tmp_path, settings=dataclasses.replace(SETTINGS, **{name: value}))


def test_where_the_model_stands_makes_no_difference_and_is_not_written_down(tmp_path, folder):
    elsewhere = IndexSettings(model="/home/iemand/model")
    assert open_it(tmp_path, settings=elsewhere).name == folder.name
    assert "model" not in json.loads((folder / "manifest.json").read_text())["settings"]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"letters": 3}, "heeft 2 brieven, maar dat moeten er 3 zijn"),
        ({"chunks": 3}, "heeft 2 stukken, maar dat moeten er 3 zijn"),
        ({"sentences": 5}, "heeft 4 zinsvectoren, maar dat moeten er 5 zijn"),
        ({"dimension": 65}, "heeft 64 getallen per vector, maar dat moeten er 65 zijn"),
        ({"token_dimension": 65}, "heeft 64 getallen per woorddeel, maar dat moeten er 65 zijn"),
    ],
)
def test_parts_that_do_not_agree_are_told_with_both_counts(tmp_path, changes, message):
    change_manifest(tmp_path, **changes)
    with pytest.raises(IndexDamagedError, match=f"{message}; maak de index opnieuw met: briefwijzer index"):
        open_it(tmp_path)


@pytest.mark.parametrize("file", [file for file in FILES if file != "manifest.json"])
def test_files_of_another_snapshot_do_not_fit(tmp_path, folder, file):
    other = tmp_path / "ander" / "snapshots" / write(tmp_path / "ander", "water")
    if (other / file).read_bytes() == (folder / file).read_bytes():
        pytest.skip("the same in both")
    (folder / file).write_bytes((other / file).read_bytes())
    with pytest.raises(IndexDamagedError, match="veranderd; maak de index opnieuw"):
        open_it(tmp_path)


@pytest.mark.parametrize("file", ["texts.json", "chunks.faiss", "sentences.faiss"])
def test_damaged_vectors_are_not_used_again(tmp_path, folder, file):
    manifest = read_manifest(tmp_path, folder.name)
    assert len(stored_vectors(tmp_path, folder.name, manifest)) == 5  # two chunks, three different sentences
    (folder / file).write_bytes((folder / file).read_bytes()[:-1])
    with pytest.raises(IndexDamagedError):
        stored_vectors(tmp_path, folder.name, manifest)


@pytest.mark.parametrize("file", ["texts.json", "tokens/vectors.npy", "tokens/starts.npy"])
def test_damaged_tokens_are_not_used_again(tmp_path, folder, file):
    manifest = read_manifest(tmp_path, folder.name)
    assert len(stored_tokens(tmp_path, folder.name, manifest)) == 2  # those of two chunks
    (folder / file).write_bytes((folder / file).read_bytes()[:-1])
    with pytest.raises(IndexDamagedError):
        stored_tokens(tmp_path, folder.name, manifest)

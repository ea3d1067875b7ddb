import errno
import json
import os
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import pytest

import index.snapshot
from index.snapshot import current_snapshot, open_snapshot
from sources.errors import IndexStoreError
from tests.unit.index.snapshots import (
    DONE,
    DONE_ALL_THE_SAME,
    FINGERPRINT,
    REFUSED,
    SETTINGS,
    change_manifest,
    leftovers,
    words_in,
    write,
)

ROOT = Path(__file__).parents[3]


def interrupt(tmp_path, how):
    """Run the writer with an interruption at each of its steps: [end, words after, words after the next, ...]."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.unit.index.snapshots", tmp_path, how],
        cwd=ROOT,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


OLD, NEW = ["chips"], ["chips", "energie"]


def test_a_crash_at_any_step_leaves_the_old_index_or_the_new_one(tmp_path):
    results = interrupt(tmp_path, "kill")
    assert [end for end, *_ in results] == [9] * (len(results) - 1) + [DONE]
    assert len(results) > 20
    after = [words for _, words, *_ in results]
    assert after == sorted(after, key=len)
    assert (after[0], after[-1]) == (OLD, NEW)
    assert_the_next_writer_clears_up(results)


def test_a_full_disk_at_any_step_leaves_the_old_index_or_the_new_one(tmp_path):
    results = interrupt(tmp_path, "fill")
    counts = Counter(end for end, *_ in results)
    assert set(counts) == {REFUSED, DONE_ALL_THE_SAME, DONE}
    assert counts[REFUSED] > 20
    assert all(words in (OLD, NEW) for _, words, *_ in results)
    assert all(words == NEW for end, words, *_ in results if end != REFUSED)
    assert [words for end, words, *_ in results if end == REFUSED].count(OLD) >= counts[REFUSED] - 1
    assert_the_next_writer_clears_up(results)


def assert_the_next_writer_clears_up(results):
    for _, _, after, kept, left in results:
        assert (after, kept, left) == (["energie"], 2, [])


def test_the_pointer_names_the_snapshot_and_its_name_is_its_content(tmp_path):
    name = write(tmp_path / "een", "chips")
    assert current_snapshot(tmp_path / "een") == name
    assert write(tmp_path / "twee", "chips") == name
    assert write(tmp_path / "drie", "water") != name
    for path in (tmp_path / "een").rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (tmp_path / "twee" / path.relative_to(tmp_path / "een")).read_bytes()


def test_the_one_before_stays_and_older_ones_go(tmp_path):
    names = [write(tmp_path, word) for word in ("een", "twee", "drie", "twee")]
    kept = {path.name for path in (tmp_path / "snapshots").iterdir()}
    assert kept == {names[2], names[3]}
    assert names[1] == names[3]


def test_what_crashes_left_behind_is_removed(tmp_path):
    write(tmp_path, "chips")
    for name in (".new", ".damaged", "0123456789abcdef"):
        (tmp_path / "snapshots" / name / "lexical").mkdir(parents=True)
        (tmp_path / "snapshots" / name / "letters.json").write_text("half")
    (tmp_path / ".current").write_text("0123")
    write(tmp_path, "energie")
    assert words_in(tmp_path) == ["energie"]
    assert leftovers(tmp_path) == []
    assert len(list((tmp_path / "snapshots").iterdir())) == 2


def test_a_damaged_snapshot_is_replaced_by_the_same_made_anew(tmp_path):
    name = write(tmp_path, "chips")
    (tmp_path / "snapshots" / name / "letters.json").write_text("[]")
    assert write(tmp_path, "chips") == name
    assert words_in(tmp_path) == ["chips"]
    assert leftovers(tmp_path) == []


def test_the_same_snapshot_again_leaves_the_one_that_serves_untouched(tmp_path):
    name = write(tmp_path, "chips")
    before = (tmp_path / "snapshots" / name).stat().st_ino
    assert write(tmp_path, "chips") == name
    assert (tmp_path / "snapshots" / name).stat().st_ino == before


@pytest.mark.parametrize(
    ("pointer", "message"),
    [
        ("", "noemt geen index"),
        ("0123", "manifest.json ontbreekt"),
        ("../snapshots/0123", "noemt geen index"),
        ("a b", "noemt geen index"),
        ("é", "noemt geen index"),
        ("\0", "noemt geen index"),
        ("a" * 5000, "manifest.json ontbreekt"),
    ],
)
def test_a_half_written_pointer_is_told_and_mended_by_the_next(tmp_path, pointer, message):
    write(tmp_path, "chips")
    (tmp_path / "current").write_text(pointer)
    with pytest.raises(IndexStoreError, match=f"{message}.*; maak de index opnieuw met: briefwijzer index"):
        open_snapshot(tmp_path, SETTINGS, FINGERPRINT)
    write(tmp_path, "chips")
    assert words_in(tmp_path) == ["chips"]


@pytest.mark.parametrize(
    ("number", "message"),
    [
        (errno.ENOSPC, "de schijf is vol; maak ruimte"),
        (errno.EROFS, "geen schrijfrecht; geef een andere map op"),
        (errno.EACCES, "geen schrijfrecht; geef een andere map op"),
        (errno.EIO, "Input/output error"),
    ],
)
def test_what_cannot_be_written_is_said_in_dutch_and_nothing_is_left(tmp_path, monkeypatch, number, message):
    write(tmp_path, "chips")

    def fail(_self, _data):
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", fail)
        with pytest.raises(IndexStoreError, match=message):
            write(tmp_path, "energie")
    assert words_in(tmp_path) == ["chips"]
    assert leftovers(tmp_path) == []


def test_a_file_where_the_index_should_be(tmp_path):
    (tmp_path / "index").write_text("geen map")
    with pytest.raises(IndexStoreError, match="op die plaats staat een bestand"):
        write(tmp_path / "index", "chips")


def test_old_snapshots_that_cannot_be_removed_are_no_failure(tmp_path, monkeypatch):
    write(tmp_path, "chips")

    def fail(*_):
        raise OSError(errno.EACCES, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "iterdir", fail)
        write(tmp_path, "energie")
    assert words_in(tmp_path) == ["energie"]


def test_readers_never_fail_while_a_writer_switches(tmp_path):
    write(tmp_path, "chips")
    words = ["chips", "energie", "water", "zorg", "wonen", "natuur"]
    seen, failures, stop = set(), [], threading.Event()

    def read():
        try:
            while not stop.is_set():
                (word,) = words_in(tmp_path)
                seen.add(word)
        except Exception as exc:  # noqa: BLE001
            failures.append(exc)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for word in words * 4:
        write(tmp_path, word)
    stop.set()
    for reader in readers:
        reader.join()
    assert failures == []
    assert seen <= set(words)
    assert len(seen) > 1


def test_a_reader_whose_snapshot_is_dropped_opens_the_newest(tmp_path, monkeypatch):
    write(tmp_path, "chips")
    load, news = index.snapshot.load_snapshot, ["energie", "water"]

    def load_late(*arguments):
        while news:
            write(tmp_path, news.pop(0))
        return load(*arguments)

    monkeypatch.setattr(index.snapshot, "load_snapshot", load_late)
    assert words_in(tmp_path) == ["water"]


def test_a_reader_gives_up_where_every_snapshot_is_dropped_under_it(tmp_path, monkeypatch):
    write(tmp_path, "chips")
    load, number = index.snapshot.load_snapshot, iter(range(100))

    def load_late(*arguments):
        for _ in range(2):
            write(tmp_path, f"brief{next(number)}")
        return load(*arguments)

    monkeypatch.setattr(index.snapshot, "load_snapshot", load_late)
    with pytest.raises(IndexStoreError, match="briefwijzer index"):
        words_in(tmp_path)
    assert next(number) == 6


def test_a_reader_with_other_settings_is_served_once_the_pointer_moves(tmp_path, monkeypatch):
    write(tmp_path, "chips", fingerprint="ander")
    check, news = index.snapshot._check_match, ["energie"]

    def check_late(*arguments):
        if news:
            write(tmp_path, news.pop())
        return check(*arguments)

    monkeypatch.setattr(index.snapshot, "_check_match", check_late)
    assert words_in(tmp_path) == ["energie"]


def test_an_empty_index_can_be_written_and_read(tmp_path):
    write(tmp_path)
    snapshot = open_snapshot(tmp_path, SETTINGS, FINGERPRINT)
    assert (snapshot.letters, snapshot.chunks, snapshot.lexical.count) == ((), (), 0)


def test_the_helper_that_changes_a_manifest_changes_nothing_else(tmp_path):
    write(tmp_path, "chips")
    change_manifest(tmp_path, model="ander")
    assert words_in(tmp_path) == ["chips"]

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

import index.build
from index.analysis import Analyser, words_of
from index.build import build_index, remembered_folder
from index.settings import IndexSettings
from index.snapshot import current_snapshot
from sources import DEFAULT_LETTERS
from sources.errors import FolderError, IndexStoreError, ModelError
from tests.helpers import StubEncoder, build_with
from tests.unit.index.built import CHIPS, ENERGY, files_of, opened


def test_what_a_first_build_reports(folder, index_dir, stub_encoder):
    report = build_with(stub_encoder, folder, index_dir)
    assert (report.letters, report.pages, report.chunks) == (2, 2, 2)
    assert (report.embedded, report.reused, report.unchanged) == (6, 0, False)
    assert (report.failures, report.warnings) == ((), ())
    assert report.snapshot == current_snapshot(index_dir)
    assert report.seconds > 0
    assert stub_encoder.seen[0].endswith(CHIPS)
    assert set(stub_encoder.seen[2:]) == {
        f"{part.rstrip('.')}." for part in (CHIPS + " " + ENERGY).split(". ")
    }


def test_the_index_finds_what_the_letters_say(folder, index_dir, stub_encoder):
    build_with(stub_encoder, folder, index_dir)
    snapshot = opened(index_dir)
    analyser = Analyser({word for chunk in snapshot.chunks for word in words_of(chunk.text)})
    scores = snapshot.lexical.scores(analyser.terms("plan voor energie"))
    assert snapshot.chunks[int(scores.argmax())].letter_id == "energie"
    ((nearest, _),) = snapshot.chunk_vectors.search(stub_encoder.encode_queries([CHIPS]), 1)
    assert snapshot.chunks[nearest].letter_id == "chips"
    ((sentence, score),) = snapshot.sentence_vectors.search(
        stub_encoder.encode_queries(["Dat geld is er in 2025."]), 1
    )
    assert sentence == 1
    assert score == pytest.approx(1.0)


def test_nothing_is_done_where_nothing_changed(folder, index_dir, stub_encoder):
    first = build_with(stub_encoder, folder, index_dir)

    def fail(_):
        raise AssertionError("the model is not needed")

    second = build_index(folder, index_dir, IndexSettings(), encoder_loader=fail, fingerprint="stub")
    assert second.unchanged
    assert (second.snapshot, second.embedded, second.reused) == (first.snapshot, 0, 6)
    assert (second.letters, second.pages, second.chunks) == (2, 2, 2)


@pytest.mark.parametrize(
    "file", ["letters.json", "chunks.faiss", "texts.json", "manifest.json", "lexical/vocab.index.json"]
)
def test_a_damaged_index_is_made_anew_under_its_own_name(folder, index_dir, stub_encoder, file):
    first = build_with(stub_encoder, folder, index_dir)
    before = files_of(index_dir)
    (index_dir / "snapshots" / first.snapshot / file).write_text("{}")
    second = build_with(stub_encoder, folder, index_dir)
    assert (second.unchanged, second.snapshot) == (False, first.snapshot)
    assert files_of(index_dir) == before


def test_a_damaged_pointer_is_mended(folder, index_dir, stub_encoder):
    first = build_with(stub_encoder, folder, index_dir)
    (index_dir / "current").write_text(first.snapshot[:5])
    assert build_with(stub_encoder, folder, index_dir).snapshot == first.snapshot
    assert opened(index_dir).name == first.snapshot


def test_the_same_letters_give_the_same_bytes_in_every_process_and_place(folder, tmp_path):
    code = (
        "import sys; from pathlib import Path; from tests.helpers import StubEncoder, build_with\n"
        "print(build_with(StubEncoder(), Path(sys.argv[1]), Path(sys.argv[2])).snapshot)"
    )
    root = Path(__file__).parents[3]
    names = set()
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code, folder, tmp_path / seed],
            cwd=root,
            env={"PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        )
        names.add(done.stdout.strip())
    assert len(names) == 1
    assert files_of(tmp_path / "1") == files_of(tmp_path / "2")
    written = b"".join(files_of(tmp_path / "1").values())
    assert str(tmp_path).encode() not in written
    assert b"/home" not in written


def test_a_letter_that_cannot_be_read_is_counted_and_the_others_go_on(folder, index_dir, stub_encoder):
    (folder / "leeg.txt").write_text("")
    report = build_with(stub_encoder, folder, index_dir)
    assert report.letters == 2
    assert [failure.source for failure in report.failures] == ["leeg.txt"]
    assert opened(index_dir).info.failures == report.failures
    again = build_with(stub_encoder, folder, index_dir)
    assert (again.unchanged, again.failures) == (True, report.failures)


def test_a_folder_without_a_letter_that_can_be_read_is_told_and_leaves_the_old_index(
    folder, index_dir, stub_encoder
):
    first = build_with(stub_encoder, folder, index_dir)
    for path in folder.iterdir():
        path.write_text("")
    with pytest.raises(FolderError, match=r"(?s)Geen van de bestanden.*chips\.txt"):
        build_with(stub_encoder, folder, index_dir)
    for path in folder.iterdir():
        path.unlink()
    with pytest.raises(FolderError, match="bevat geen brieven"):
        build_with(stub_encoder, folder, index_dir)
    with pytest.raises(FolderError, match="bestaat niet"):
        build_with(stub_encoder, folder / "weg", index_dir)
    assert opened(index_dir).name == first.snapshot


def test_letters_of_which_nothing_can_be_cut_make_an_index_without_chunks(
    folder, index_dir, stub_encoder, monkeypatch
):
    monkeypatch.setattr(index.build, "chunk_letter", lambda *_: [])
    monkeypatch.setattr(index.build, "letter_sentences", lambda _: ())
    report = build_with(stub_encoder, folder, index_dir)
    assert (report.letters, report.chunks, report.embedded) == (2, 0, 0)
    snapshot = opened(index_dir)
    assert snapshot.chunk_vectors.search(stub_encoder.encode_queries(["iets"]), 5) == []
    assert snapshot.lexical.scores(["iets"]).tolist() == []


def test_one_process_at_a_time(folder, index_dir, stub_encoder):
    index_dir.mkdir()
    with (
        FileLock(index_dir / ".lock"),
        pytest.raises(IndexStoreError, match="Een ander proces maakt al een index"),
    ):
        build_with(stub_encoder, folder, index_dir)
    assert build_with(stub_encoder, folder, index_dir).letters == 2


def test_the_lock_is_held_all_the_while(folder, index_dir, stub_encoder):
    def load(_):
        with pytest.raises(IndexStoreError, match="Een ander proces"):
            build_with(StubEncoder(), folder, index_dir)
        return stub_encoder

    assert (
        build_index(folder, index_dir, IndexSettings(), encoder_loader=load, fingerprint="stub").letters == 2
    )


def test_the_lock_of_a_process_that_was_killed_is_free(folder, index_dir, stub_encoder):
    index_dir.mkdir()
    code = (
        "import sys; from filelock import FileLock\n"
        "lock = FileLock(sys.argv[1]); lock.acquire(); print('held', flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, index_dir / ".lock"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(IndexStoreError, match="Een ander proces"):
            build_with(stub_encoder, folder, index_dir)
        holder.kill()
        holder.wait()
        assert build_with(stub_encoder, folder, index_dir).letters == 2


def test_the_lock_is_given_up_after_a_failure(folder, index_dir, stub_encoder):
    def fail(_):
        raise ModelError("Het taalmodel kan niet worden geladen.")

    with pytest.raises(ModelError):
        build_index(folder, index_dir, IndexSettings(), encoder_loader=fail, fingerprint="stub")
    assert build_with(stub_encoder, folder, index_dir).letters == 2


def test_a_place_where_no_index_can_be_is_told(folder, tmp_path, stub_encoder):
    (tmp_path / "bestand").write_text("geen map")
    for index_dir in (tmp_path / "bestand", tmp_path / "bestand" / "index"):
        with pytest.raises(
            IndexStoreError, match="op die plaats staat een bestand; geef een andere map op met --index"
        ):
            build_with(stub_encoder, folder, index_dir)


def test_an_encoder_that_gives_too_few_vectors_is_no_index(folder, index_dir, stub_encoder, monkeypatch):
    give = stub_encoder.encode_queries
    monkeypatch.setattr(stub_encoder, "encode_queries", lambda texts: give(texts)[:-1])
    with pytest.raises(ValueError, match="shorter"):
        build_with(stub_encoder, folder, index_dir)
    assert current_snapshot(index_dir) is None


def test_progress_is_told_of_what_is_read_and_embedded(folder, index_dir, stub_encoder):
    build_with(stub_encoder, folder, index_dir)
    (folder / "extra.txt").write_text("Nog een brief over wonen.")
    told = []
    build_index(
        folder,
        index_dir,
        IndexSettings(),
        progress=lambda *step: told.append(step),
        encoder_loader=lambda _: stub_encoder,
        fingerprint="stub",
    )
    files = len(list(folder.glob("*.txt")))
    assert told[: files + 1] == [("reading", done, files) for done in range(files + 1)]
    # The chunk and its sentence have the same words, but the chunk has the letter's title before them.
    assert told[files + 1 :] == [("embedding", 1, 2), ("embedding", 2, 2)]


def test_the_manifest_says_what_the_index_was_made_with(folder, index_dir, stub_encoder):
    build_with(stub_encoder, folder, index_dir)
    path = index_dir / "snapshots" / current_snapshot(index_dir) / "manifest.json"
    manifest = json.loads(path.read_text())
    assert (manifest["model"], manifest["fingerprint"], manifest["dimension"]) == ("stub", "stub", 64)
    assert manifest["settings"] == {
        "chunk_characters": 600,
        "chunk_overlap": 300,
        "passage_prompt": None,
        "query_prompt": None,
    }
    assert (manifest["letters"], manifest["chunks"], manifest["sentences"]) == (2, 2, 4)


def test_the_folder_is_remembered_but_for_the_shipped_one(stub_encoder, tmp_path) -> None:
    folder, index_dir = tmp_path / "brieven", tmp_path / "index"
    folder.mkdir()
    (folder / "brief.txt").write_text("De dijken worden hoger.", encoding="utf-8")
    assert remembered_folder(index_dir) is None
    build_with(stub_encoder, folder, index_dir)
    assert remembered_folder(index_dir) == folder
    build_with(stub_encoder, DEFAULT_LETTERS, index_dir)
    assert remembered_folder(index_dir) is None


def test_ocr_stays_as_it_was_until_somebody_says_otherwise(
    folder, index_dir, stub_encoder, monkeypatch
) -> None:
    asked: list[bool] = []
    read_folder = index.build.read_folder

    def read(folder: Path, on_file, *, ocr: bool):
        asked.append(ocr)
        return read_folder(folder, on_file)

    def build(*, ocr: bool | None) -> None:
        (folder / f"brief{len(asked)}.txt").write_text(f"Brief {len(asked)}.", encoding="utf-8")
        build_with(stub_encoder, folder, index_dir, IndexSettings(ocr=ocr))

    monkeypatch.setattr(index.build, "read_folder", read)
    for ocr in (None, True, None, None, False, None):
        build(ocr=ocr)
    assert asked == [False, True, True, True, False, False]


def test_what_ocr_changes_is_not_taken_for_unchanged(folder, index_dir, stub_encoder, monkeypatch) -> None:
    read_folder = index.build.read_folder
    monkeypatch.setattr(index.build, "read_folder", lambda *given, **_: read_folder(*given))
    unchanged = [
        build_with(stub_encoder, folder, index_dir, IndexSettings(ocr=ocr)).unchanged
        for ocr in (None, False, True, None, True, False)
    ]
    assert unchanged == [False, True, False, True, True, False]


def test_an_index_with_ocr_serves_whoever_asks(folder, index_dir, stub_encoder, monkeypatch) -> None:
    read_folder = index.build.read_folder
    monkeypatch.setattr(index.build, "read_folder", lambda *given, **_: read_folder(*given))
    report = build_with(stub_encoder, folder, index_dir, IndexSettings(ocr=True))
    assert opened(index_dir).name == report.snapshot


def test_a_pipe_and_a_huge_file_do_not_keep_it_waiting(folder, index_dir, stub_encoder) -> None:
    os.mkfifo(folder / "pijp.txt")
    with (folder / "groot.pdf").open("wb") as stream:
        stream.truncate(10_000_000_000_000)
    report = build_with(stub_encoder, folder, index_dir)
    assert [failure.source for failure in report.failures] == ["groot.pdf", "pijp.txt"]
    assert build_with(stub_encoder, folder, index_dir).unchanged

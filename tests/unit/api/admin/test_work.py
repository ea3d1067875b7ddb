"""Jobs are done, and begun again after a crash at any step nothing is lost and nothing is done twice."""

import errno
from pathlib import Path

import pytest

from api.admin import library, work
from api.admin.jobs import FILES, REMOVED, FileState, JobFile, JobKind, JobState, JobStore
from api.admin.library import move, own_folder
from api.admin.work import MOST_ATTEMPTS, Worker
from index.build import build_index
from index.settings import IndexSettings
from index.snapshot import current_snapshot, load_snapshot, read_manifest
from sources.errors import FolderError, IndexBusyError, IndexStoreError, JobError, SourceError
from tests.helpers import build_with

GOOD = "Kamerbrief over wonen\n\nDe minister bouwt honderdduizend woningen per jaar."
OTHER = "Kamerbrief over water\n\nDe dijken worden een meter hoger gemaakt."


class Crash(BaseException):
    """The process is gone."""


@pytest.fixture
def place(tmp_path, stub_encoder):
    folder = tmp_path / "brieven"
    folder.mkdir()
    (folder / "eerste.txt").write_text("Kamerbrief over energie\n\nHet net wordt in 2030 uitgebreid.")
    build_with(stub_encoder, folder, tmp_path / "index")
    return tmp_path


@pytest.fixture
def store(place):
    return JobStore(place / "index")


@pytest.fixture
def worker(place, store, stub_encoder):
    def build(folder, progress):
        return build_index(
            folder,
            place / "index",
            IndexSettings(),
            progress=progress,
            encoder_loader=lambda _: stub_encoder,
            fingerprint=stub_encoder.fingerprint,
        )

    return Worker(store, place / "index", place / "eigen", build, ocr=False)


def add(store, **files):
    half = store.begin()
    for name, content in files.items():
        (half / FILES / f"{name}.txt").write_text(content)
    return store.accept(half, JobKind.ADD, [JobFile(name=f"{name}.txt") for name in files], "redactie")


def remove(store, name):
    return store.accept(store.begin(), JobKind.REMOVE, [JobFile(name=name)], "redactie")


def indexed(place):
    name = current_snapshot(place / "index")
    snapshot = load_snapshot(place / "index", name, read_manifest(place / "index", name))
    return [letter.letter_id for letter in snapshot.letters]


def names(folder: Path):
    return sorted(path.name for path in folder.iterdir())


def test_good_files_are_added_and_a_bad_one_is_reported(place, store, worker):
    job = worker.run(add(store, wonen=GOOD, leeg="", water=OTHER))
    assert (job.state, job.message, job.stage) == (JobState.DONE, None, None)
    assert [(file.name, file.state, file.letter_id) for file in job.files] == [
        ("wonen.txt", FileState.ADDED, "wonen"),
        ("leeg.txt", FileState.FAILED, None),
        ("water.txt", FileState.ADDED, "water"),
    ]
    assert job.files[1].reason == "leeg.txt is leeg (0 bytes)."
    assert indexed(place) == ["eerste", "water", "wonen"]
    assert names(place / "brieven") == ["eerste.txt", "water.txt", "wonen.txt"]
    assert job.snapshot == current_snapshot(place / "index")
    assert names(store.folder_of(job)) == ["job.json"]
    assert store.find(job.job_id) == job


def test_what_is_known_of_a_file_comes_with_it(place, store, worker):
    half = store.begin()
    (half / FILES / "wonen.txt").write_text(GOOD)
    (half / FILES / "wonen.toml").write_text('title = "Bouwplan"\n')
    job = worker.run(store.accept(half, JobKind.ADD, [JobFile(name="wonen.txt")], "redactie"))
    assert job.files[0].title == "Bouwplan"
    assert names(place / "brieven") == ["eerste.txt", "wonen.toml", "wonen.txt"]
    assert remove_and_list(place, store, worker, "wonen.txt") == ["eerste.txt"]


def remove_and_list(place, store, worker, name):
    assert worker.run(remove(store, name)).state is JobState.DONE
    return names(place / "brieven")


def test_a_letter_that_is_there_is_not_written_over(place, store, worker):
    before = (place / "brieven" / "eerste.txt").read_text()
    job = worker.run(add(store, eerste=GOOD))
    assert job.files[0].state is FileState.FAILED
    assert job.files[0].reason.startswith("Er is al een brief eerste (eerste.txt) met een andere inhoud")
    assert (place / "brieven" / "eerste.txt").read_text() == before
    job = worker.run(add(store, eerste=before))
    assert (job.files[0].state, job.files[0].reason) == (FileState.UNCHANGED, None)
    assert indexed(place) == ["eerste"]


def test_files_that_could_not_be_indexed_are_when_they_are_sent_again(place, store, worker, monkeypatch):
    def fail(*_):
        raise IndexStoreError("De schijf is vol.")

    monkeypatch.setattr(worker, "_sleep", lambda _: None)
    with monkeypatch.context() as full:
        full.setattr(worker, "_build", fail)
        add(store, wonen=GOOD)
        while waiting := store.next():
            worker.run(waiting)
    assert indexed(place) == ["eerste"]
    job = worker.run(add(store, wonen=GOOD))
    assert (job.state, job.files[0].state) == (JobState.DONE, FileState.UNCHANGED)
    assert indexed(place) == ["eerste", "wonen"]


def test_what_is_known_of_all_letters_is_not_that_of_one_of_its_name(place, store, worker):
    table = place / "brieven" / "letters.toml"
    table.write_text('[eerste]\ntitle = "Energie"\n')
    worker.run(add(store, letters=GOOD))
    assert remove_and_list(place, store, worker, "letters.txt") == ["eerste.txt", "letters.toml"]
    assert table.read_text() == '[eerste]\ntitle = "Energie"\n'


def test_letters_that_come_with_the_project_are_never_removed(place, store, worker, monkeypatch):
    worker.run(add(store, wonen=GOOD))
    monkeypatch.setattr(library.is_shipped, "__defaults__", (place / "brieven",))
    job = worker.run(remove(store, "wonen.txt"))
    assert job.state is JobState.FAILED
    assert job.message.startswith("De brieven die bij Briefwijzer horen")
    assert names(place / "brieven") == ["eerste.txt", "wonen.txt"]
    with pytest.raises(FolderError, match="kies met BRIEFWIJZER_LETTERS een andere map"):
        own_folder(place / "geen", place / "brieven", place / "brieven")


def test_a_removal_that_stops_halfway_is_undone(place, store, worker, monkeypatch):
    half = store.begin()
    (half / FILES / "wonen.txt").write_text(GOOD)
    (half / FILES / "wonen.toml").write_text('title = "Bouwplan"\n')
    worker.run(store.accept(half, JobKind.ADD, [JobFile(name="wonen.txt")], "redactie"))

    def full(source, target):
        if source == place / "brieven" / "wonen.toml":
            raise JobError("De schijf is vol.")
        move(source, target)

    monkeypatch.setattr(work, "move", full)
    assert worker.run(remove(store, "wonen.txt")).state is JobState.FAILED
    assert names(place / "brieven") == ["eerste.txt", "wonen.toml", "wonen.txt"]


def test_the_only_letter_stays(place, store, worker):
    job = worker.run(remove(store, "eerste.txt"))
    assert job.state is JobState.FAILED
    assert job.message.startswith("Dit is de enige brief")
    assert names(place / "brieven") == ["eerste.txt"]


def test_a_removal_that_cannot_be_indexed_is_undone(place, store, worker, monkeypatch):
    worker.run(add(store, wonen=GOOD))

    def fail(*_):
        raise IndexStoreError("De schijf is vol.")

    monkeypatch.setattr(worker, "_build", fail)
    job = worker.run(remove(store, "wonen.txt"))
    assert (job.state, job.message) == (JobState.FAILED, "De schijf is vol.")
    assert names(place / "brieven") == ["eerste.txt", "wonen.txt"]


def test_reindex_reads_the_folder_again(place, store, worker):
    (place / "brieven" / "water.txt").write_text(OTHER)
    (place / "brieven" / "leeg.txt").write_text("")
    job = worker.run(store.accept(store.begin(), JobKind.REINDEX, [], "redactie"))
    assert job.state is JobState.DONE
    assert [(file.name, file.state) for file in job.files] == [("leeg.txt", FileState.FAILED)]
    assert indexed(place) == ["eerste", "water"]


def test_an_index_that_is_being_made_is_waited_for(store, worker, monkeypatch):
    build, said = worker._build, []

    def busy_once(*given):
        if not said:
            raise IndexBusyError("Een ander proces maakt al een index.")
        return build(*given)

    job = add(store, wonen=GOOD)
    monkeypatch.setattr(worker, "_build", busy_once)
    monkeypatch.setattr(worker, "_sleep", lambda _: said.append(store.find(job.job_id).message))
    done = worker.run(job)
    assert said == ["Een ander proces maakt al een index."]
    assert (done.state, done.message) == (JobState.DONE, None)


def crashing(function, at, calls):
    """`function`, but its call number `at`, over all that share `calls`, is the end of the process."""

    def call(*given, **named):
        calls.append(1)
        if len(calls) == at:
            raise Crash
        return function(*given, **named)

    return call


@pytest.mark.parametrize("at", range(1, 12))
def test_a_crash_at_any_step_of_adding_loses_nothing(place, store, worker, monkeypatch, at):
    job, calls = add(store, wonen=GOOD, water=OTHER, leeg=""), []
    with monkeypatch.context() as patched:
        patched.setattr(store, "save", crashing(store.save, at, calls))
        patched.setattr(work, "move", crashing(work.move, at, calls))
        patched.setattr(worker, "_build", crashing(worker._build, at, calls))
        try:
            worker.run(job)
        except Crash:
            assert store.next()
    assert len(calls) >= min(at, 8)  # so that the crashes are spread over all steps
    while waiting := store.next():
        worker.run(waiting)
    done = store.find(job.job_id)
    assert done.state is JobState.DONE
    assert [file.state for file in done.files] == [FileState.ADDED, FileState.ADDED, FileState.FAILED]
    assert indexed(place) == ["eerste", "water", "wonen"]
    assert (place / "brieven" / "wonen.txt").read_text() == GOOD
    assert names(store.folder_of(job)) == ["job.json"]


@pytest.mark.parametrize("at", range(1, 7))
def test_a_crash_at_any_step_of_removing_loses_nothing_else(place, store, worker, monkeypatch, at):
    worker.run(add(store, wonen=GOOD, water=OTHER))
    job, calls = remove(store, "wonen.txt"), []
    with monkeypatch.context() as patched:
        patched.setattr(store, "save", crashing(store.save, at, calls))
        patched.setattr(work, "move", crashing(work.move, at, calls))
        patched.setattr(worker, "_build", crashing(worker._build, at, calls))
        try:
            worker.run(job)
        except Crash:
            there = (place / "brieven" / "wonen.txt").exists()
            aside = (store.folder_of(job) / REMOVED / "wonen.txt").exists()
            assert there != aside
    while waiting := store.next():
        worker.run(waiting)
    assert store.find(job.job_id).files[0].state is FileState.REMOVED
    assert indexed(place) == ["eerste", "water"]
    assert names(place / "brieven") == ["eerste.txt", "water.txt"]


def test_a_job_that_breaks_the_process_each_time_is_given_up_and_undone(place, store, worker, monkeypatch):
    worker.run(add(store, wonen=GOOD))

    def crash(*_):
        raise Crash

    monkeypatch.setattr(worker, "_build", crash)
    job = remove(store, "wonen.txt")
    for _ in range(MOST_ATTEMPTS):
        with pytest.raises(Crash):
            worker.run(store.next())
    assert names(place / "brieven") == ["eerste.txt"]
    done = worker.run(store.next())
    assert done.state is JobState.FAILED
    assert done.message.startswith("De taak is 3 keer afgebroken")
    assert names(place / "brieven") == ["eerste.txt", "wonen.txt"]
    assert (store.next(), done.job_id) == (None, job.job_id)


def test_files_are_tried_again_after_a_failure_that_is_not_theirs(place, store, worker, monkeypatch):
    read, waited = work.read_folder, []

    def fail_once(*given, **named):
        if not waited:
            raise SourceError("Het leesprogramma kan niet worden gestart.")
        return read(*given, **named)

    monkeypatch.setattr(work, "read_folder", fail_once)
    monkeypatch.setattr(worker, "_sleep", waited.append)
    job = worker.run(add(store, wonen=GOOD))
    assert (job.state, job.message) == (JobState.WAITING, "Het leesprogramma kan niet worden gestart.")
    assert names(store.folder_of(job) / FILES) == ["wonen.txt"]
    assert worker.run(store.next()).state is JobState.DONE
    assert indexed(place) == ["eerste", "wonen"]


def test_files_that_can_never_be_read_are_given_up(store, worker, monkeypatch):
    def fail(*_, **__):
        raise SourceError("Het leesprogramma kan niet worden gestart.")

    monkeypatch.setattr(work, "read_folder", fail)
    monkeypatch.setattr(worker, "_sleep", lambda _: None)
    add(store, wonen=GOOD)
    states = [worker.run(store.next()).state for _ in range(MOST_ATTEMPTS)]
    assert states == [JobState.WAITING, JobState.WAITING, JobState.FAILED]
    assert store.next() is None


def test_a_server_that_stops_is_no_failed_attempt(store, worker, monkeypatch):
    def stop(*_):
        raise SystemExit(0)

    monkeypatch.setattr(worker, "_build", stop)
    add(store, wonen=GOOD)
    with pytest.raises(SystemExit):
        worker.run(store.next())
    job = store.next()
    assert (job.state, job.attempts) == (JobState.RUNNING, 0)


def test_the_shipped_letters_are_copied_before_they_are_changed(tmp_path):
    shipped, index_dir, letters = tmp_path / "mee", tmp_path / "index", tmp_path / "eigen"
    shipped.mkdir()
    (shipped / "een.txt").write_text(GOOD)
    (shipped / "letters.toml").write_text('[een]\ntitle = "Een \\"titel\\""\ndate = "2025"\n')
    (index_dir / "snapshots").mkdir(parents=True)
    (index_dir / "current").write_text("abc\n")
    assert own_folder(index_dir, letters, shipped) == letters
    assert names(letters) == ["een.toml", "een.txt"]
    assert (letters / "een.toml").read_text() == 'title = "Een \\"titel\\""\ndate = "2025"\n'
    (letters / "een.txt").unlink()
    assert own_folder(index_dir, letters, shipped) == letters
    assert names(letters) == ["een.toml"]


def test_a_copy_of_the_shipped_letters_goes_into_an_empty_folder_and_is_whole(tmp_path, monkeypatch):
    shipped, index_dir, letters = tmp_path / "mee", tmp_path / "index", tmp_path / "eigen"
    for folder in (shipped, index_dir / "snapshots", letters):
        folder.mkdir(parents=True)
    (shipped / "een.txt").write_text(GOOD)
    (shipped / "twee.txt").write_text(OTHER)
    (shipped / "letters.toml").write_text("")
    (index_dir / "current").write_text("abc\n")
    replace, moved = Path.replace, []

    def crash_at_second(path, target):
        moved.append(path.name)
        if len(moved) == 2:
            raise Crash
        return replace(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", crash_at_second)
        with pytest.raises(Crash):
            own_folder(index_dir, letters, shipped)
    assert own_folder(index_dir, letters, shipped) == letters
    assert names(letters) == ["een.txt", "twee.txt"]
    assert (letters / "twee.txt").read_text() == OTHER
    (letters / "een.txt").unlink()
    own_folder(index_dir, letters, shipped)
    assert names(letters) == ["twee.txt"]


def test_without_an_index_letters_begin_in_an_empty_folder(tmp_path):
    assert own_folder(tmp_path / "index", tmp_path / "eigen") == tmp_path / "eigen"
    assert names(tmp_path / "eigen") == []


def test_a_job_is_nothing_before_it_is_accepted(store):
    half = store.begin()
    (half / FILES / "wonen.txt").write_text(GOOD)
    assert store.latest() == []
    store.tidy()
    assert not half.exists()


def test_jobs_that_are_over_are_kept_a_while(store, monkeypatch):
    monkeypatch.setattr("api.admin.jobs._KEPT", 2)
    made = [store.accept(store.begin(), JobKind.REINDEX, [], "redactie") for _ in range(4)]
    for job in made[:3]:
        job.state = JobState.DONE
        store.save(job)
    store.tidy()
    assert [job.job_id for job in store.latest()] == [job.job_id for job in reversed(made[1:])]
    assert [job.job_id for job in store.latest(2)] == [made[3].job_id, made[2].job_id]
    assert store.next().job_id == made[3].job_id


def test_who_looks_for_work_reads_a_job_that_is_over_but_once(store, monkeypatch):
    over, waiting = (store.accept(store.begin(), JobKind.REINDEX, [], "redactie") for _ in range(2))
    over.state = JobState.DONE
    store.save(over)
    read = []
    find = store.find
    monkeypatch.setattr(store, "find", lambda name: read.append(name) or find(name))
    for _ in range(3):
        assert store.next().job_id == waiting.job_id
    assert sorted(read) == sorted([over.job_id, *[waiting.job_id] * 3])


@pytest.mark.parametrize("name", ["..", ".", "", "../index", "a/b", "é", "a\x00"])
def test_a_job_has_no_such_name(store, name):
    assert store.find(name) is None


def test_a_disk_that_cannot_be_written_to_is_told(tmp_path):
    (tmp_path / "jobs").write_text("")
    with pytest.raises(JobError, match="kan niet worden geschreven"):
        JobStore(tmp_path).begin()


def test_a_folder_of_jobs_that_cannot_be_read_is_told(store, monkeypatch):
    def refuse(path):
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    store.accept(store.begin(), JobKind.REINDEX, [], "redactie")
    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(JobError, match=r"jobs kan niet worden gelezen: Permission denied\."):
        store.next()

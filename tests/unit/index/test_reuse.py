import pytest

import index.build
import index.snapshot
import index.version
import index.write
from index.settings import IndexSettings
from index.snapshot import open_snapshot
from sources.errors import IndexStoreError
from tests.helpers import StubEncoder, build_with
from tests.unit.index.built import CHIPS, files_of, opened


def test_adding_a_letter_embeds_that_letter_alone(folder, index_dir, stub_encoder):
    build_with(stub_encoder, folder, index_dir)
    stub_encoder.seen.clear()
    (folder / "aanvulling.txt").write_text("Deze aanvulling gaat over water. Dat is van belang.")
    report = build_with(stub_encoder, folder, index_dir)
    assert [text.split("\n")[-1] for text in stub_encoder.seen] == [
        "Deze aanvulling gaat over water. Dat is van belang.",
        "Deze aanvulling gaat over water.",
        "Dat is van belang.",
    ]
    assert (report.embedded, report.reused, report.letters) == (3, 6, 3)


def test_an_index_that_grew_is_the_one_made_at_once(folder, index_dir, stub_encoder, tmp_path):
    build_with(stub_encoder, folder, index_dir)
    (folder / "aanvulling.txt").write_text("Deze aanvulling gaat over water.")
    build_with(stub_encoder, folder, index_dir)
    build_with(StubEncoder(), folder, tmp_path / "in een keer")
    assert files_of(index_dir) == files_of(tmp_path / "in een keer")


def test_removing_a_letter_embeds_nothing(folder, index_dir, stub_encoder):
    build_with(stub_encoder, folder, index_dir)
    stub_encoder.seen.clear()
    (folder / "chips.txt").unlink()
    report = build_with(stub_encoder, folder, index_dir)
    assert (stub_encoder.seen, report.embedded, report.reused, report.letters) == ([], 0, 3, 1)
    assert [letter.letter_id for letter in opened(index_dir).letters] == ["energie"]


def test_changing_a_letter_embeds_what_changed(folder, index_dir, stub_encoder):
    build_with(stub_encoder, folder, index_dir)
    stub_encoder.seen.clear()
    (folder / "chips.txt").write_text(CHIPS.replace("2025", "2026"))
    report = build_with(stub_encoder, folder, index_dir)
    assert (report.embedded, report.reused) == (2, 4)
    assert stub_encoder.seen[1] == "Dat geld is er in 2026."


def test_a_text_that_letters_share_is_embedded_once(folder, index_dir, stub_encoder):
    (folder / "nogmaals.txt").write_text(CHIPS)
    report = build_with(stub_encoder, folder, index_dir)
    assert len(stub_encoder.seen) == len(set(stub_encoder.seen)) == report.embedded
    assert opened(index_dir).sentence_vectors.count == 6


def test_other_settings_make_another_index_and_keep_what_they_share(folder, index_dir, stub_encoder):
    (folder / "lang.txt").write_text(
        " ".join(f"Zin {i} gaat over de industrie in ons land." for i in range(9))
    )
    first = build_with(stub_encoder, folder, index_dir)
    stub_encoder.seen.clear()
    small = IndexSettings(chunk_characters=200)
    report = build_with(stub_encoder, folder, index_dir, small)
    assert not report.unchanged
    assert (first.chunks, report.chunks) == (3, 6)
    assert (len(stub_encoder.seen), report.reused) == (4, 15)
    assert len(opened(index_dir, small).chunks) == 6


def test_another_model_uses_no_old_vectors(folder, index_dir, stub_encoder):
    build_with(stub_encoder, folder, index_dir)
    other = StubEncoder(dimension=8, fingerprint="ander")
    report = build_with(other, folder, index_dir)
    assert (report.embedded, report.reused) == (6, 0)
    assert open_snapshot(index_dir, IndexSettings(), "ander").chunk_vectors.dimension == 8


def test_a_change_of_the_code_makes_the_index_anew_with_the_old_vectors(
    folder, index_dir, stub_encoder, monkeypatch
):
    first = build_with(stub_encoder, folder, index_dir)
    for module in (index.build, index.snapshot, index.write):
        monkeypatch.setattr(module, "code_fingerprint", lambda: "nieuwer")
    with pytest.raises(IndexStoreError, match="andere versie"):
        opened(index_dir)
    report = build_with(stub_encoder, folder, index_dir)
    assert report.snapshot != first.snapshot
    assert (report.embedded, report.reused) == (0, 6)
    assert opened(index_dir).name == report.snapshot


def test_where_the_model_stands_makes_no_other_index(folder, index_dir, stub_encoder):
    first = build_with(stub_encoder, folder, index_dir)
    second = build_with(stub_encoder, folder, index_dir, IndexSettings(model="/elders/model"))
    assert second.unchanged
    assert second.snapshot == first.snapshot


def test_the_code_fingerprint_covers_both_packages_and_the_word_list(tmp_path, monkeypatch):
    for package in ("sources", "index"):
        (tmp_path / package / "data").mkdir(parents=True)
        (tmp_path / package / "een.py").write_text("x = 1")
    (tmp_path / "index" / "data" / "words.tsv").write_text("woord\t1")
    monkeypatch.setattr(index.version, "_CODE", (tmp_path / "sources", tmp_path / "index"))

    def made():
        index.version.code_fingerprint.cache_clear()
        return index.version.code_fingerprint()

    prints = [made()]
    for file in ("sources/een.py", "index/een.py", "index/data/words.tsv"):
        (tmp_path / file).write_text("y = 2")
        prints.append(made())
    (tmp_path / "index" / "data" / "README.md").write_text("geen invloed")
    (tmp_path / "index" / "training").mkdir()
    (tmp_path / "index" / "training" / "stages.py").write_text("geen invloed")
    assert made() == prints[-1]
    assert len(set(prints)) == 4
    index.version.code_fingerprint.cache_clear()

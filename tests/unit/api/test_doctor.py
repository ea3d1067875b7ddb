from dataclasses import replace

import pytest

import api.doctor
from api.admin.jobs import JobKind, JobState, JobStore
from api.admin.keys import Role, add_key
from api.doctor import Level, examine
from api.settings import load_settings
from tests.helpers import build_with


@pytest.fixture
def settings(tmp_path, stub_encoder, monkeypatch):
    monkeypatch.setattr(api.doctor, "load_encoder", lambda _: stub_encoder)
    monkeypatch.setattr(api.doctor, "model_fingerprint", lambda *_: stub_encoder.fingerprint)
    return load_settings(
        {"BRIEFWIJZER_INDEX": str(tmp_path / "index"), "BRIEFWIJZER_KEYS": str(tmp_path / "keys.json")}
    )


def found(settings):
    return {(finding.part, finding.level): finding.text for finding in examine(settings)}


def test_an_installation_that_is_well(settings, tmp_path, stub_encoder):
    folder = tmp_path / "brieven"
    folder.mkdir()
    (folder / "brief.txt").write_text("De minister bouwt honderdduizend woningen per jaar.")
    build_with(stub_encoder, folder, settings.server.index)
    findings = found(settings)
    assert {level for _, level in findings} <= {
        Level.OK,
        Level.WARNING,
    }  # a machine may have little disk left
    assert findings["index", Level.OK].startswith(
        f"{settings.server.index}: 1 brief, 1 stukken tekst, gemaakt op "
    )
    assert findings["brieven", Level.OK] == f"{folder}: 1 bestand."
    assert findings["toegang", Level.OK] == "De server luistert op 127.0.0.1:8000, alleen voor deze machine."
    (folder / "nieuw.txt").write_text("Nog een brief.")
    assert found(settings)["brieven", Level.WARNING].startswith(
        "1 bestand is nog niet gelezen, zoals nieuw.txt"
    )


def test_what_is_wrong_is_said_and_the_rest_is_looked_at(settings):
    settings.server.keys.write_text("{")
    findings = found(settings)
    assert "staat nog geen index" in findings["index", Level.ERROR]
    assert ("brieven", Level.ERROR) not in findings
    assert "is beschadigd" in findings["sleutels", Level.ERROR]
    assert findings["taken", Level.OK] == "0 taken, waarvan 0 nog niet klaar."


def test_a_server_that_is_open_to_the_network_is_a_warning(settings):
    public = replace(settings, server=replace(settings.server, host="0.0.0.0"))  # noqa: S104
    assert "vraagt geen sleutel" in found(public)["toegang", Level.WARNING]
    closed = replace(public, server=replace(public.server, read_key=True))
    assert "zodat niemand erin kan" in found(closed)["toegang", Level.ERROR]
    add_key(settings.server.keys, "lezer", Role.READER)
    assert ("toegang", Level.ERROR) not in found(closed)
    settings.server.keys.chmod(0o644)
    assert "chmod 600" in found(closed)["sleutels", Level.WARNING]


def test_of_the_jobs_that_failed_the_last_is_told(settings):
    store = JobStore(settings.server.index)
    for message in ("De eerste.", "De tweede."):
        job = store.accept(store.begin(), JobKind.REINDEX, [], "redactie")
        store.save(job.model_copy(update={"state": JobState.FAILED, "message": message}))
    assert found(settings)["taken", Level.WARNING] == f"De laatste mislukte taak is {job.job_id}: De tweede."

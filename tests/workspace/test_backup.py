"""Backups: whole, checked, thinned; and put back in one step."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from desktop_app.errors import Damaged, FileRefused, NoSpace
from desktop_app.language import _
from desktop_app.records import Person
from desktop_app.workspace import Workspace
from desktop_app.workspace.file import backup, copying, store
from desktop_app.workspace.file.backup import Backup, folder_of

if TYPE_CHECKING:
    from pathlib import Path


def person(workspace: Workspace, name: str) -> str:
    return workspace.add(Person, {"family_name": name, "given_name": "x"})


def test_a_backup_is_a_workspace_of_another_site(tunis: Workspace) -> None:
    made = person(tunis, "Ben Ali")
    path = tunis.backup("before merging: Tunis/Sfax")
    (found,) = tunis.backups()
    assert found == Backup(path, found.made_at, "before merging Tunis Sfax")
    assert path.parent == folder_of(tunis.path)
    with Workspace.open(path) as copy:
        assert copy.get(made) == tunis.get(made)
        assert copy.fingerprint() == tunis.fingerprint()
        assert copy.site != tunis.site
        assert not copy.can_undo
        assert not copy.check().problems


def test_a_backup_in_the_middle_of_work_and_two_in_one_second(tunis: Workspace) -> None:
    for _time in range(3):
        person(tunis, "x")
        tunis.backup("again")
    assert [found.reason for found in tunis.backups()] == ["again"] * 3
    assert len({found.path for found in tunis.backups()}) == 3


def test_putting_back_mints_a_site_and_keeps_what_it_replaces(tunis: Workspace, folder: Path) -> None:
    kept = person(tunis, "Gardée")
    tunis.backup("test")
    lost = person(tunis, "Venue après")
    site, fingerprint = tunis.site, tunis.fingerprint()
    (made,) = tunis.backups()
    tunis.close()
    path = folder / "tunis.roundtable"
    Workspace.restore_backup(made, path)
    with Workspace.open(path) as again:
        assert again.find(Person, kept)
        assert again.find(Person, lost) is None
        assert again.site != site
        replaced = next(found for found in again.backups() if found.reason == "replaced")
        again.edit(kept, {"phone": "+216 71 000 000"})
    with Workspace.open(replaced.path) as before:
        assert before.fingerprint() == fingerprint
    assert sorted(child.name for child in folder.iterdir()) == ["tunis.roundtable", "tunis.roundtable backups"]


def test_a_backup_that_is_gone_replaces_nothing(tunis: Workspace, folder: Path) -> None:
    tunis.backup("test")
    (made,) = tunis.backups()
    made.path.unlink()
    tunis.close()
    before = (folder / "tunis.roundtable").read_bytes()
    with pytest.raises(FileRefused, match="no backup"):
        Workspace.restore_backup(made, folder / "tunis.roundtable")
    assert (folder / "tunis.roundtable").read_bytes() == before


def test_a_backup_that_cannot_be_read_again_is_none(tunis: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    person(tunis, "x")
    real = store.connect
    calls = []

    def spoiling(path: Path, key: object) -> object:
        calls.append(path)
        if len(calls) == 2:
            content = bytearray(path.read_bytes())
            content[-2000] ^= 1
            path.write_bytes(content)
        return real(path, key)  # type: ignore[arg-type]

    monkeypatch.setattr(copying, "connect", spoiling)
    with pytest.raises(Damaged, match="could not be read back"):
        tunis.backup("test")
    assert tunis.backups() == []
    assert list(folder_of(tunis.path).iterdir()) == []


def test_a_folder_that_cannot_be_made(tunis: Workspace) -> None:
    folder_of(tunis.path).write_text("a file in its place")
    with pytest.raises(FileRefused):
        tunis.backup("test")
    assert tunis.backups() == []


def test_a_full_disk(tunis: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object) -> None:
        raise NoSpace(_("full"))

    monkeypatch.setattr("desktop_app.workspace.file.store.Store.backup_to", fail)
    with pytest.raises(NoSpace):
        tunis.backup("test")
    assert list(folder_of(tunis.path).iterdir()) == []


def test_old_ones_are_thinned_to_days_and_months(tmp_path: Path) -> None:
    now = datetime(2018, 1, 15, 12, tzinfo=UTC)
    folder = folder_of(tmp_path / "a.roundtable")
    folder.mkdir()
    for hours in range(0, 24 * 400, 5):
        made = now - timedelta(hours=hours)
        (folder / f"{made:%Y-%m-%d %H-%M-%S} daily.roundtable").touch()
    (folder / "mine.txt").touch()
    (folder / "2017-01-01 copy.roundtable").touch()
    backup._thin(backup.backups_of(tmp_path / "a.roundtable"))
    left = backup.backups_of(tmp_path / "a.roundtable")
    assert len(left) == 10 + 11 + 13  # the latest; further days; further months
    assert {found.made_at[:7] for found in left} == {
        *(f"2017-{month:02}" for month in range(1, 13)),
        "2018-01",
        "2016-12",
    }
    assert {child.name for child in folder.iterdir()} >= {"mine.txt", "2017-01-01 copy.roundtable"}
    backup._thin(left)
    assert backup.backups_of(tmp_path / "a.roundtable") == left


def test_what_else_lies_there_is_no_backup(tunis: Workspace) -> None:
    assert tunis.backups() == []
    folder_of(tunis.path).mkdir()
    (folder_of(tunis.path) / "notes.txt").touch()
    assert tunis.backups() == []


def test_what_a_sudden_end_left_goes_with_the_file_that_it_belongs_to(tunis: Workspace, folder: Path) -> None:
    """Else SQLite would take a half-done change back out of the backup that is put in its place."""
    tunis.backup("test")
    (made,) = tunis.backups()
    tunis.close()
    path = folder / "tunis.roundtable"
    store.journal_of(path).write_bytes(b"half done")
    Workspace.restore_backup(made, path)
    assert not store.journal_of(path).exists()
    with Workspace.open(path) as again:
        assert not again.check().problems


def test_keys_that_were_given_up_do_not_come_back_with_a_backup(tunis: Workspace, folder: Path) -> None:
    old = tunis.keyring.verify_key
    gone = person(tunis, "Ben Ali")
    tunis.erasures.erase(tunis.erasures.propose(gone))
    tunis.backup("test")
    made = tunis.backups()[0]
    new = tunis.keyring.renew()
    tunis.close()
    path = folder / "tunis.roundtable"
    assert Workspace.restore_backup(made, path)
    with Workspace.open(path) as again:
        assert again.keyring.own() == new
        assert again.keyring.given_up() == [old]
        assert {erasure.key for erasure in again.erasures.travelling()} >= {again.keyring.verify_key}
        assert again.check().problems == []


def test_it_is_said_where_the_keys_are_those_of_the_backup(tunis: Workspace, folder: Path) -> None:
    tunis.backup("test")
    (made,) = tunis.backups()
    old = tunis.keyring.own()
    tunis.keyring.renew()
    tunis.close()
    path = folder / "tunis.roundtable"
    path.write_bytes(b"lost")
    assert not Workspace.restore_backup(made, path)
    with Workspace.open(path) as again:
        assert again.keyring.own() == old

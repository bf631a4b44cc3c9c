"""Files of earlier versions: backed up, brought to this version, and nothing in them lost."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from desktop_app.errors import NoSpace
from desktop_app.language import _
from desktop_app.records import Person
from desktop_app.workspace import Workspace
from desktop_app.workspace.file import backup, lifecycle, schema
from desktop_app.workspace.file.key import key_for, salt_of
from desktop_app.workspace.file.migrations import LOG
from desktop_app.workspace.file.store import APPLICATION_ID, Store, connect

if TYPE_CHECKING:
    from pathlib import Path

NAMES = [migration.name for migration in LOG._migrations]


def test_the_names_stay_and_are_counted() -> None:
    """A released migration keeps its name, its place and its content; new ones come after it."""
    assert NAMES[:3] == ["cells", "exports", "keys_and_cards"]
    assert len(NAMES) == schema.VERSION


def as_of(path: Path, version: int) -> Store:
    """An empty file as that version of the program made it."""
    key = key_for(None, b"\xfe" * 16)
    made = Store(path, connect(path, key))
    made.run(f"pragma application_id = {APPLICATION_ID}")
    stop = NAMES[version] if version < len(NAMES) else None
    LOG.apply(made.utils(), stop_before=stop)
    made.run(f"pragma user_version = {version}")
    return made


@pytest.mark.parametrize("version", range(1, schema.VERSION + 1))
def test_every_earlier_version_is_brought_here(tunis: Workspace, folder: Path, version: int) -> None:
    person = tunis.add(Person, {"family_name": "Ben Ali", "given_name": "Salma"})
    tunis.edit(person, {"phone": "+216 71 000 000"})
    tunis._search.read_stale()
    path = folder / "old.roundtable"
    old = as_of(path, version)
    for table in ("record", "slot", "who", "change"):
        for row in tunis._store.rows(f"select * from {table}"):
            old.run(f"insert into {table} values ({', '.join('?' * len(row))})", *row)
    old.run(
        "insert into meta select 'counters', ?", tunis._store.value("select value from meta where key = 'counters'")
    )
    old.close()
    with Workspace.open(path, author="Amina") as opened:
        assert opened.get(person) == tunis.get(person)
        assert list(opened.changes()) == list(tunis.changes())
        assert opened.fingerprint() == tunis.fingerprint()
        assert (opened.exports(), opened.imports()) == ([], [])
        assert not opened.check().problems
        (keys,) = opened.keyring.all_own()
        assert [found.reason for found in opened.backups()] == ["before upgrade"] * (version < schema.VERSION)
    with Workspace.open(path) as again:
        assert schema.version(again._store) == schema.VERSION
        assert again.keyring.all_own() == [keys], "whoever copies the file from now on copies them"


def test_a_migration_that_fails_leaves_the_file_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "old.roundtable"
    as_of(path, 1).close()
    before = path.read_bytes()

    def fail(_db: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(LOG._migrations[-1], "fn", fail)
    with pytest.raises(KeyboardInterrupt):
        Workspace.open(path)
    monkeypatch.undo()
    key = key_for(None, salt_of(path))
    left = Store(path, connect(path, key))
    assert schema.version(left) == 1
    assert "export" not in left.utils().table_names()
    left.close()
    assert len(path.read_bytes()) == len(before)
    Workspace.open(path).close()


def test_without_a_backup_nothing_is_migrated(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "old.roundtable"
    as_of(path, 1).close()

    def fail(*_args: object) -> None:
        raise NoSpace(_("full"))

    monkeypatch.setattr(backup, "make", fail)
    with pytest.raises(NoSpace):
        Workspace.open(path)
    copy = shutil.copyfile(path, folder / "copy")
    assert schema.version(lifecycle._try(copy, key_for(None, salt_of(copy)))) == 1  # type: ignore[arg-type]

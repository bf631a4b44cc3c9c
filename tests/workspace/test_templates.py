"""The Word templates that a workspace keeps: in its file and its backups, and nowhere else."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from desktop_app.exchange import bundle
from desktop_app.records import Audience
from desktop_app.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

LETTERHEAD = b"PK letterhead of Port-Cendre " * 40


def test_one_is_kept_for_each_city(tunis: Workspace) -> None:
    templates = tunis.templates
    assert templates.of(tunis.city) is None
    templates.keep(tunis.city, "lettre.docx", LETTERHEAD)
    templates.keep("", "network.dotx", b"other")
    kept = templates.of(tunis.city)
    assert kept is not None
    assert (kept.name, kept.content) == ("lettre.docx", LETTERHEAD)
    assert kept.at.endswith("Z") or "+00:00" in kept.at
    templates.keep(tunis.city, "new.docx", b"new")
    kept = templates.of(tunis.city)
    assert kept is not None
    assert kept.content == b"new"
    templates.remove(tunis.city)
    assert templates.of(tunis.city) is None
    assert templates.of("") is not None


def test_it_is_nobodys_change(tunis: Workspace) -> None:
    before = (tunis.fingerprint(), list(tunis.changes()), tunis.can_undo)
    tunis.templates.keep(tunis.city, "lettre.docx", LETTERHEAD)
    assert (tunis.fingerprint(), list(tunis.changes()), tunis.can_undo) == before
    assert not tunis.check().problems


def test_it_stays_through_closing_a_passphrase_and_a_backup(tunis: Workspace, folder: Path) -> None:
    tunis.templates.keep(tunis.city, "lettre.docx", LETTERHEAD)
    tunis.set_passphrase("une phrase à retenir")
    kept = tunis.templates.of(tunis.city)
    backup = tunis.backup("daily")
    path, city = tunis.path, tunis.city
    tunis.close()
    assert LETTERHEAD[:20] not in path.read_bytes()
    shutil.copyfile(backup, folder / "copy.roundtable")
    for place in (path, folder / "copy.roundtable"):
        with Workspace.open(place, passphrase="une phrase à retenir") as opened:
            assert opened.templates.of(city) == kept


def test_it_travels_in_no_bundle(tunis: Workspace, folder: Path) -> None:
    bundle.write(tunis, folder / "before.rtbundle", audience=Audience.INTERNAL)
    tunis.templates.keep(tunis.city, "lettre.docx", LETTERHEAD)
    bundle.write(tunis, folder / "after.rtbundle", audience=Audience.INTERNAL)
    sizes = [(folder / f"{name}.rtbundle").stat().st_size for name in ("before", "after")]
    assert abs(sizes[0] - sizes[1]) < 64  # the time at which it was made
    incoming = bundle.read(folder / "after.rtbundle")
    assert not any("letterhead" in str(change.value) for change in incoming.changes())

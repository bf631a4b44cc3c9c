"""Passphrase, recovery sheet and backups from the command line."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop_app import settings
from desktop_app.workspace import Workspace
from desktop_app.workspace.file import recovery
from tests.commands.test_command_line import Said, file, roundtable

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["file", "roundtable"]


@pytest.fixture
def phrases(tmp_path: Path) -> tuple[Path, Path]:
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_text("une phrase à retenir\n", encoding="utf-8")
    other.write_text("tout autre chose que cela\n", encoding="utf-8")
    return one, other


def an_organisation(roundtable: Callable[..., Said], file: Path, name: str, *more: object) -> None:
    said = roundtable("add", "organisation", file, *more, stdin=json.dumps({"name": name, "type": "academia"}))
    assert said.code == 0, said.err


def test_a_passphrase_is_set_changed_and_removed(
    roundtable: Callable[..., Said], file: Path, phrases: tuple[Path, Path]
) -> None:
    one, other = phrases
    set_ = roundtable("passphrase", file, "--set-from", one)
    assert set_.code == 0, set_.err
    assert "guess" in set_.err
    assert roundtable("fingerprint", file).code == 1
    an_organisation(roundtable, file, "Une", "--unlock", one)
    changed = roundtable("passphrase", file, "--set-from", other, "--unlock", one)
    assert changed.code == 0, changed.err
    assert "backup" in changed.err, "it says that today's backup is under the earlier one"
    assert roundtable("fingerprint", file, "--unlock", one).code == 1
    assert roundtable("passphrase", file, "--remove", "--unlock", other, "--backups", "delete").code == 0
    assert roundtable("fingerprint", file).code == 0
    assert json.loads(roundtable("backups", file, "--json").out) == []
    assert roundtable("passphrase", file).code == 2, "nothing to ask without a terminal"
    assert roundtable("passphrase", file, "--remove", "--set-from", one).code == 2


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_the_recovery_sheet_opens_the_file(
    roundtable: Callable[..., Said], file: Path, phrases: tuple[Path, Path], tmp_path: Path, language: str
) -> None:
    one, other = phrases
    assert roundtable("recovery", file, tmp_path / "none.pdf").code == 1, "it has no passphrase"
    assert not (tmp_path / "none.pdf").exists()
    roundtable("passphrase", file, "--set-from", one)
    sheet = tmp_path / "sheet.pdf"
    before = set(tmp_path.rglob("*"))
    made = roundtable("recovery", file, sheet, "--unlock", one, "--language", language)
    assert made.code == 0, made.err
    assert set(tmp_path.rglob("*")) - before == {sheet}, "the key is written nowhere else"
    assert sheet.stat().st_mode & 0o077 == 0
    rows = rows_on(sheet)
    typed = tmp_path / "typed"
    typed.write_text("\n".join(rows).lower(), encoding="utf-8")
    opened = roundtable("fingerprint", file, "--recovery-key-file", typed)
    assert opened.code == 0, opened.err
    typed.write_text("\n".join([*rows[:3], rows[2]]), encoding="utf-8")
    assert "Row 4" in roundtable("fingerprint", file, "--recovery-key-file", typed).err
    typed.write_text("\n".join(rows), encoding="utf-8")
    assert roundtable("passphrase", file, "--set-from", other, "--recovery-key-file", typed).code == 0
    void = roundtable("fingerprint", file, "--recovery-key-file", typed)
    assert void.code == 1
    assert "recovery key does not open" in void.err


def rows_on(sheet: Path) -> list[str]:
    """The rows of the key as poppler reads them, in their order."""
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler is not installed")
    said = subprocess.run(["pdftotext", "-layout", str(sheet), "-"], capture_output=True, text=True, check=True).stdout
    found = []
    for line in re.sub("[\u200e\u200f\u202a-\u202e]", "", said).splitlines():
        groups = [word for word in line.split() if re.fullmatch("[0-9A-Z]{4}", word)]
        if len(groups) == 4:
            found.append(" ".join(groups))
    assert len(found) == 4, said
    recovery.read("\n".join(found))
    return found


def test_backups_are_listed_and_put_back(roundtable: Callable[..., Said], file: Path) -> None:
    an_organisation(roundtable, file, "Avant")
    with Workspace.open(file) as workspace:
        workspace.backup("before merging")
        site = workspace.site
        kept = workspace.fingerprint()
    an_organisation(roundtable, file, "Après")
    listed = json.loads(roundtable("backups", file, "--json").out)
    assert [backup["reason"] for backup in listed] == ["before merging", "daily"]
    assert listed[0]["behind"] > 0
    assert listed[1]["behind"] > listed[0]["behind"]
    assert "before merging" in roundtable("backups", file).out
    assert roundtable("restore", file, "--latest").code == 1, "it asks, and nobody says yes"
    assert roundtable("restore", file).code == 2
    assert roundtable("restore", file, "1999", "--yes").code == 1
    assert roundtable("restore", file, Path(listed[0]["file"]).name, "--yes").code == 0
    with Workspace.open(file) as workspace:
        assert workspace.fingerprint() == kept
        assert workspace.site != site
        assert not workspace.check().problems
    replaced = json.loads(roundtable("backups", file, "--json").out)[0]
    assert replaced["reason"] == "replaced"
    assert replaced["behind"] < 0
    assert roundtable("restore", file, "--latest", "--yes").code == 0
    with Workspace.open(file) as workspace:
        assert workspace.fingerprint() != kept
        assert workspace.site != site


def test_a_damaged_workspace_lists_its_backups_and_is_put_back(
    roundtable: Callable[..., Said], file: Path, phrases: tuple[Path, Path]
) -> None:
    one, _other = phrases
    roundtable("passphrase", file, "--set-from", one)
    an_organisation(roundtable, file, "Avant", "--unlock", one)
    content = bytearray(file.read_bytes())
    content[100:3000] = bytes(2900)
    file.write_bytes(content)
    listed = roundtable("backups", file, "--json", "--unlock", one)
    assert listed.code == 0
    assert "damaged" in listed.err
    assert [backup["reason"] for backup in json.loads(listed.out)] == ["daily"]
    assert roundtable("restore", file, "--latest", "--yes").code == 1, "the backup is protected too"
    assert roundtable("restore", file, "--latest", "--yes", "--unlock", one).code == 0
    assert roundtable("check", file, "--unlock", one).code == 0


def test_today_s_backup_is_made_once_and_only_where_something_is_written(
    roundtable: Callable[..., Said], file: Path
) -> None:
    roundtable("list", "city", file)
    assert json.loads(roundtable("backups", file, "--json").out) == []
    for name in ("Une", "Deux", "Trois"):
        an_organisation(roundtable, file, name)
    assert [backup["reason"] for backup in json.loads(roundtable("backups", file, "--json").out)] == ["daily"]


def test_a_full_disk_is_said_once_and_stops_nobody(
    roundtable: Callable[..., Said], file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(file.parent)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    said = [
        roundtable("add", "organisation", file, stdin=json.dumps({"name": name, "type": "academia"}))
        for name in ("Une", "Deux")
    ]
    assert [one.code for one in said] == [0, 0]
    assert "too little room" in said[0].err
    assert said[1].err == ""


def test_a_synchronised_folder_is_said_once(
    roundtable: Callable[..., Said], file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = file.parent / "Dropbox"
    folder.mkdir()
    first, second = folder / "a.roundtable", folder / "b.roundtable"
    for copy in (first, second):
        shutil.copy(file, copy)
    assert "Dropbox synchronises" in roundtable("fingerprint", first).err
    assert roundtable("fingerprint", first).err == ""
    settings.save(settings.Settings(well_placed=(str(second.resolve()),)))
    assert roundtable("fingerprint", second).err == ""

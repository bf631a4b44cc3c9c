"""The workspace's passphrase: set, changed, taken away, whatever happens meanwhile; and what opens it without."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.errors import (
    Damaged,
    FileRefused,
    InvalidValue,
    NoSpace,
    PassphraseNeeded,
    RoundtableError,
    WrongPassphrase,
)
from desktop_app.progress import Cancelled
from desktop_app.records import Person
from desktop_app.workspace import OldBackups, RecoveryKey, Workspace
from desktop_app.workspace.file import copying, recovery
from desktop_app.workspace.file.key import key_for

if TYPE_CHECKING:
    from desktop_app.language import Message

ROOT = Path(__file__).parent.parent.parent
FIRST, SECOND = "une phrase à retenir", "another phrase altogether"


def person(workspace: Workspace, name: str = "Ben Ali") -> str:
    return workspace.add(Person, {"family_name": name, "given_name": "x"})


@pytest.fixture
def protected(tunis: Workspace) -> Workspace:
    """Tunis with somebody in it, under the first passphrase."""
    person(tunis)
    tunis.set_passphrase(FIRST)
    return tunis


def left_in(folder: Path) -> list[str]:
    return sorted(child.name for child in folder.iterdir())


def test_set_changed_and_taken_away_it_is_the_same_workspace(tunis: Workspace, folder: Path) -> None:
    path, site = tunis.path, tunis.site
    made = person(tunis)
    fingerprint = tunis.fingerprint()
    for phrase, before in ((FIRST, None), (SECOND, FIRST), (None, SECOND)):
        tunis.set_passphrase(phrase)
        assert tunis.protected == (phrase is not None)
        tunis.edit(made, {"notes": f"under {phrase}"})
        tunis.close()
        if phrase is not None:
            with pytest.raises(WrongPassphrase if before else PassphraseNeeded):
                Workspace.open(path, passphrase=before)
        tunis = Workspace.open(path, passphrase=phrase)
        assert tunis.site == site
        assert tunis.can_undo
        assert not tunis.check().problems
    assert tunis.fingerprint() != fingerprint
    assert tunis.find(Person, made)
    tunis.close()
    assert left_in(folder) == ["tunis.roundtable"]


def test_each_passphrase_has_a_salt_of_its_own(protected: Workspace) -> None:
    salts = {protected.salt}
    for _time in range(3):
        protected.set_passphrase(FIRST)
        salts.add(protected.salt)
        assert protected.path.stat().st_mode & 0o777 in (0o644, 0o664)
    assert len(salts) == 4


def test_an_empty_passphrase_is_refused(tunis: Workspace, folder: Path) -> None:
    with pytest.raises(InvalidValue, match="protects nothing"):
        tunis.set_passphrase("")
    with pytest.raises(InvalidValue, match="protects nothing"):
        Workspace.create(folder / "b.roundtable", city=None, author="A", passphrase="")
    assert not tunis.protected


def test_a_second_program_is_kept_out_all_the_while(protected: Workspace) -> None:
    protected.set_passphrase(SECOND)
    with pytest.raises(FileRefused, match="is open in another"):
        Workspace.open(protected.path, passphrase=SECOND)


@pytest.mark.parametrize("where", ["_copy", "_require", "replace", "_reach"])
def test_what_goes_wrong_on_the_way_changes_nothing(
    protected: Workspace, folder: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    before = protected.fingerprint()

    def fail(*_given: object) -> None:
        raise OSError(5, "the disk fails")

    with monkeypatch.context() as patch:
        if where == "replace":
            patch.setattr(Path, "replace", fail)
        elif where == "_copy":
            patch.setattr(copying, "reach_disk", fail)
        elif where == "_require":
            patch.setattr(copying, "require_sound", lambda _store: (_ for _ in ()).throw(Damaged(_sentence())))
        else:
            real = copying.reach_disk
            patch.setattr(copying, "reach_disk", lambda path: fail() if path.is_dir() else real(path))
        with pytest.raises(FileRefused):
            protected.set_passphrase(SECOND)
    assert protected.fingerprint() == before
    person(protected, "Après")
    protected.close()
    assert left_in(folder) == ["tunis.roundtable"]
    opened = [phrase for phrase in (FIRST, SECOND) if opens(folder / "tunis.roundtable", phrase)]
    # Once the new file has taken the old one's place, only its durability is in doubt, and it is whole either way.
    assert opened == ([SECOND] if where == "_reach" else [FIRST])


def _sentence() -> Message:
    from desktop_app.language import _

    return _("x")


def opens(path: Path, secret: str | RecoveryKey) -> bool:
    try:
        with Workspace.open(path, passphrase=secret) as workspace:
            assert not workspace.check().problems
    except WrongPassphrase:
        return False
    return True


def test_the_new_file_is_on_the_disk_before_it_takes_the_old_one_s_place(
    protected: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a power cut may do is decided by the order of these steps; each of them leaves a whole file there."""
    steps: list[tuple[str, str]] = []
    wait, replace = copying.reach_disk, Path.replace

    def waiting(path: Path) -> None:
        steps.append(("on the disk", path.name))
        wait(path)

    def replacing(draft: Path, path: Path) -> Path:
        assert not [beside for beside in path.parent.iterdir() if beside.name.endswith("-journal")]
        for name, phrase in ((path, FIRST), (draft, SECOND)):  # two copies, so that the file's own lock stays
            whole = shutil.copyfile(name, path.with_name("looked at"))
            assert opens(whole, phrase), name
            whole.unlink()
        steps.append(("in its place", path.name))
        return replace(draft, path)

    monkeypatch.setattr(copying, "reach_disk", waiting)
    monkeypatch.setattr(Path, "replace", replacing)
    protected.set_passphrase(SECOND)
    folder = protected.path.parent.name
    assert steps == [
        ("on the disk", ".tunis.roundtable.new"),
        ("in its place", "tunis.roundtable"),
        ("on the disk", folder),
    ]


def test_it_can_be_cancelled(protected: Workspace, folder: Path) -> None:
    class Impatient:
        def step(self, done: int, total: int | None = None, doing: Message | None = None) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        protected.set_passphrase(SECOND, progress=Impatient())
    protected.close()
    assert left_in(folder) == ["tunis.roundtable"]
    assert opens(folder / "tunis.roundtable", FIRST)


def test_a_disk_without_room_is_said_before_anything_is_written(
    protected: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(protected.path.parent)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    with pytest.raises(NoSpace, match="too little room"):
        protected.set_passphrase(SECOND)


CHANGING = """
import sys
from pathlib import Path
from desktop_app.records import Person
from desktop_app.workspace import Workspace
with Workspace.open(Path(sys.argv[1]), passphrase="0") as workspace:
    for number in range(1, 1000):
        workspace.add(Person, {"family_name": f"N{number}", "given_name": "x"})
        print(number, flush=True)
        workspace.set_passphrase(str(number))
"""


@pytest.mark.parametrize("after", range(int(os.environ.get("ROUNDTABLE_KILLS", "3"))))
def test_a_sudden_end_leaves_the_file_under_the_old_passphrase_or_the_new(
    tunis: Workspace, folder: Path, after: int
) -> None:
    tunis.set_passphrase("0")
    path, site = tunis.path, tunis.site
    tunis.close()
    with subprocess.Popen(
        [sys.executable, "-c", CHANGING, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        said = 0
        while said < 2:
            said = int(process.stdout.readline())
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.04 * after)
        process.kill()
        said = max([said, *map(int, process.stdout.read().split("\n")[:-1])])
    fitting = [phrase for phrase in map(str, range(said - 1, said + 1)) if opens(path, phrase)]
    assert len(fitting) == 1
    with Workspace.open(path, passphrase=fitting[0]) as again:
        assert again.count(Person) in (said, said + 1)
        assert again.site == site
    assert left_in(folder) == ["tunis.roundtable"]


def test_what_a_sudden_end_left_beside_the_file_is_cleared_away(protected: Workspace, folder: Path) -> None:
    protected.close()
    for name in (".tunis.roundtable.new", ".tunis.roundtable.new-journal"):
        (folder / name).write_bytes(b"half")
    Workspace.open(folder / "tunis.roundtable", passphrase=FIRST).close()
    assert left_in(folder) == ["tunis.roundtable"]


# older backups


@pytest.mark.parametrize("choice", OldBackups)
def test_older_backups(tunis: Workspace, choice: OldBackups) -> None:
    made = person(tunis)
    tunis.backup("unprotected")
    tunis.set_passphrase(FIRST, backups=OldBackups.KEEP)
    tunis.backup("under the first")
    left = tunis.set_passphrase(SECOND, backups=choice)
    kept = {backup.reason for backup in tunis.backups()}
    if choice is OldBackups.KEEP:
        assert [backup.reason for backup in left] == ["under the first", "unprotected"]
        Workspace.open(left[0].path, passphrase=FIRST).close()
        Workspace.open(left[1].path).close()
    elif choice is OldBackups.RENEW:
        assert [backup.reason for backup in left] == ["unprotected"], "the passphrase before the last opens nothing"
        assert kept == {"under the first", "unprotected"}
        renewed = next(backup for backup in tunis.backups() if backup.reason == "under the first")
        assert not opens(renewed.path, FIRST)
        with Workspace.open(renewed.path, passphrase=SECOND) as copy:
            assert copy.find(Person, made)
            assert copy.site != tunis.site
    else:
        assert left == []
        assert kept == set()


# the recovery key


def test_a_recovery_key_opens_the_file_until_the_passphrase_changes(protected: Workspace) -> None:
    path, sheet = protected.path, recovery.rows_of(protected.recovery_key())
    number = recovery.sheet_number(protected.salt)
    protected.close()
    key = recovery.read("\n".join(sheet))
    with Workspace.open(path, passphrase=key) as again:
        assert again.protected
        assert again.recovery_key() == key
        assert recovery.sheet_number(again.salt) == number
        again.set_passphrase(FIRST)
        assert recovery.sheet_number(again.salt) != number
    with pytest.raises(WrongPassphrase, match="recovery key does not open"):
        Workspace.open(path, passphrase=key)
    assert opens(path, FIRST)


def test_what_is_not_protected_has_no_recovery_key(tunis: Workspace) -> None:
    with pytest.raises(RoundtableError, match="no passphrase"):
        tunis.recovery_key()


def test_a_key_is_not_told_by_a_traceback() -> None:
    key = key_for(RecoveryKey(b"\x07" * 32), b"s" * 16)
    assert "07" not in repr(key) + repr(RecoveryKey(b"\x07" * 32)) + str([key])


KEYS = st.binary(min_size=32, max_size=32).map(RecoveryKey)


@given(KEYS, st.data())
def test_a_recovery_key_is_read_however_it_is_typed(key: RecoveryKey, data: st.DataObject) -> None:
    typed = []
    for number, row in enumerate(recovery.rows_of(key), 1):
        said = data.draw(st.sampled_from([row, row.lower(), row.replace(" ", "-"), row.replace(" ", ""), f"  {row} "]))
        said = said.replace("0", data.draw(st.sampled_from("0Oo٠")))
        said = said.replace("1", data.draw(st.sampled_from("1Il١")))
        typed.append((number, said))
    numbered = data.draw(st.booleans())
    joint = data.draw(st.sampled_from(["\n", "\r\n", "\n\n"] if numbered else ["\n", " ", ""]))
    text = joint.join(f"{number}  {said}" if numbered else said for number, said in typed)
    assert recovery.read(text) == key


@given(KEYS, st.integers(0, 63), st.sampled_from("23456789ABCDEFGHJKMNPQRSTVWXYZ!é"))
def test_a_slip_of_the_hand_is_found_in_its_row(key: RecoveryKey, place: int, letter: str) -> None:
    letters = list("".join(recovery.rows_of(key)).replace(" ", ""))
    if letters[place] == letter:
        return
    letters[place] = letter
    wrong = "".join(letters)
    with pytest.raises(InvalidValue, match="63" if letter == "!" else f"Row {place // 16 + 1}"):
        recovery.read(wrong)


@given(KEYS)
def test_rows_in_the_wrong_order_are_told(key: RecoveryKey) -> None:
    rows = recovery.rows_of(key)
    if rows[0] != rows[1]:
        with pytest.raises(InvalidValue, match="Row 1"):
            recovery.read(" ".join([rows[1], rows[0], *rows[2:]]))


# the lock while nobody is there


def test_locked_it_says_so_and_unlocked_it_is_as_it_was(protected: Workspace) -> None:
    made = person(protected, "Un")
    protected.lock_up()
    assert b"Key(" not in repr(protected._key.raw).encode()
    with pytest.raises(FileRefused, match="is locked"):
        protected.get(made)
    with pytest.raises(FileRefused, match="is locked"):
        protected.edit(made, {"phone": "+216 71 000 001"})
    with pytest.raises(FileRefused, match="is open in another"):
        Workspace.open(protected.path, passphrase=FIRST)
    for wrong in (SECOND, None, RecoveryKey(b"x" * 32)):
        with pytest.raises((WrongPassphrase, PassphraseNeeded)):
            protected.unlock(wrong)
        with pytest.raises(FileRefused, match="is locked"):
            protected.get(made)
    assert protected.unlock(FIRST)
    protected.edit(made, {"phone": "+216 71 000 002"})
    assert protected.undo()
    assert not protected.check().problems
    protected.backup("test")
    protected.lock_up()
    protected.close()


def test_a_file_that_was_written_behind_the_lock_is_told(protected: Workspace, folder: Path) -> None:
    before = folder / "before"
    protected.lock_up()
    shutil.copyfile(protected.path, before)
    protected.unlock(FIRST)
    person(protected, "Deux")
    protected.lock_up()
    shutil.copyfile(before, protected.path)
    assert not protected.unlock(FIRST)
    assert not protected.check().problems

"""The file: made whole or not at all, opened by one, refused in a sentence; and nothing that was saved is lost."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop_app.errors import (
    AlreadyThere,
    Damaged,
    FileRefused,
    Foreign,
    InUse,
    InvalidValue,
    NoSpace,
    NotFound,
    NotWritable,
    PassphraseNeeded,
    RoundtableError,
    TooNew,
    WrongPassphrase,
)
from desktop_app.records import Entry, Meeting, Person
from desktop_app.workspace import Workspace
from desktop_app.workspace.file import key, schema, store
from tests.workspace.workspace_files import TUNIS, copied

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent.parent


def test_a_file_is_encrypted_and_begins_with_its_salt(template: Path) -> None:
    content = template.read_bytes()
    assert b"Amina" not in content
    assert b"SQLite" not in content
    assert len(content) % key.PAGE_SIZE == 0
    assert key.fits_some_page(template, key.key_for(None, content[:16]))
    assert not key.fits_some_page(template, key.key_for(None, b"another salt 123"))


def test_the_pragmas_that_keep_a_promise(tunis: Workspace) -> None:
    said = {
        name: tunis._store.value(f"pragma {name}")
        for name in ("journal_mode", "synchronous", "secure_delete", "locking_mode")
    }
    assert said == {"journal_mode": "truncate", "synchronous": 3, "secure_delete": 1, "locking_mode": "exclusive"}
    assert tunis._store.value("pragma application_id") == store.APPLICATION_ID
    assert tunis._store.value("pragma temp_store") == 2


def test_a_passphrase_opens_and_a_wrong_one_does_not(folder: Path) -> None:
    path = folder / "a.roundtable"
    with Workspace.create(path, city=None, author="A", passphrase="Café au lait") as made:
        assert made.protected
        person = made.add(Person, {"family_name": "A", "given_name": "B"})
    for wrong in ("Cafe au lait", "", "café au lait"):
        with pytest.raises(WrongPassphrase, match="does not open"):
            Workspace.open(path, passphrase=wrong)
    with pytest.raises(PassphraseNeeded, match="protected"):
        Workspace.open(path)
    decomposed = "Cafe\u0301 au lait"
    with Workspace.open(path, passphrase=decomposed) as again:
        assert again.get(person).id == person
        assert again.backup("test").exists()
    with Workspace.open(again.backups()[0].path, passphrase="Café au lait") as copy:
        assert copy.get(person).id == person


def test_a_passphrase_that_is_not_needed_does_no_harm(template: Path, folder: Path) -> None:
    path = shutil.copyfile(template, folder / "a")
    with Workspace.open(path, passphrase="anything") as opened:
        assert not opened.protected


def test_a_file_that_is_there_is_not_overwritten(template: Path, folder: Path) -> None:
    path = shutil.copyfile(template, folder / "a")
    before = path.read_bytes()
    with pytest.raises(AlreadyThere, match="already"):
        Workspace.create(path, city=None, author="A")
    assert path.read_bytes() == before
    assert [child.name for child in folder.iterdir()] == ["a"]


def test_nothing_is_left_of_what_could_not_be_made(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InvalidValue, match="Country"):
        Workspace.create(folder / "a", city={"code": "TNTUN", "name": "Tunis"}, author="A")
    with pytest.raises(NotFound, match="no folder"):
        Workspace.create(folder / "none" / "a", city=None, author="A")

    def fail(_store: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(schema, "migrate", fail)
    with pytest.raises(KeyboardInterrupt):
        Workspace.create(folder / "a", city=TUNIS, author="A")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", Foreign), (b"PK\x03\x04" + b"x" * 9000, Foreign), (b"SQLite format 3\0" + b"\0" * 8192, Foreign),
        (b"Nom,Prenom\n" * 1000, Foreign), (b"%PDF-1.7\n" + b"\xff" * 9000, Foreign), (b"\0" * 8192, Foreign),
        ("Réunion du groupe".encode() * 1000, PassphraseNeeded), (random.Random(1).randbytes(8192), PassphraseNeeded),
        (random.Random(1).randbytes(100), Damaged),
    ],
)  # fmt: skip
def test_other_files_are_refused_and_left_alone(folder: Path, content: bytes, refusal: type[RoundtableError]) -> None:
    path = folder / "a"
    path.write_bytes(content)
    with pytest.raises(refusal) as refused:
        Workspace.open(path)
    assert str(path) in str(refused.value)
    assert path.read_bytes() == content
    assert list(folder.iterdir()) == [path]


def test_no_file_or_a_folder(folder: Path) -> None:
    with pytest.raises(NotFound, match="no file"):
        Workspace.open(folder / "none")
    (folder / "a").mkdir()
    with pytest.raises(Foreign):
        Workspace.open(folder / "a")
    assert [child.name for child in folder.iterdir()] == ["a"]


@pytest.mark.parametrize("kept", [1, 4096, 5000, 20_000, 8192 * 4])
def test_a_truncated_file_is_damaged(template: Path, folder: Path, kept: int) -> None:
    path = folder / "a"
    path.write_bytes(template.read_bytes()[:kept])
    with pytest.raises((Damaged, Foreign)):
        opened_and_read(path)


def opened_and_read(path: Path) -> None:
    """Everything that a person would come across."""
    with Workspace.open(path) as opened:
        list(opened.changes())
        problems = opened.check().problems
        if problems:
            raise Damaged(problems[0])


def test_no_flipped_byte_goes_unseen(tunis: Workspace, folder: Path) -> None:
    tunis.add_all([(Person, {"family_name": f"N{number}", "given_name": "x"}) for number in range(200)])
    tunis.close()
    whole = bytearray((folder / "tunis.roundtable").read_bytes())
    chance = random.Random(2)
    for place in [20, 4096 * 2 - 70, *(chance.randrange(16, len(whole)) for _flip in range(15))]:
        broken = bytearray(whole)
        broken[place] ^= 1 << chance.randrange(8)
        path = folder / f"broken{place}"
        path.write_bytes(broken)
        with pytest.raises(Damaged, match="damaged"):
            opened_and_read(path)


def test_a_file_of_a_later_version_is_refused_politely(tunis: Workspace, folder: Path) -> None:
    tunis._store.run(f"pragma user_version = {schema.VERSION + 1}")
    tunis.close()
    before = (folder / "tunis.roundtable").read_bytes()
    with pytest.raises(TooNew, match="later version"):
        Workspace.open(folder / "tunis.roundtable")
    assert (folder / "tunis.roundtable").read_bytes() == before


def test_another_program_s_encrypted_file_is_foreign(folder: Path) -> None:
    path = folder / "a"
    connection = store.connect(path, key.key_for(None, b"\xff" * 16))
    connection.execute("create table t(a)")
    connection.close()
    with pytest.raises(Foreign):
        Workspace.open(path)


def test_a_second_one_is_told_who_has_it(tunis: Workspace, folder: Path) -> None:
    with pytest.raises(InUse, match=r"open in another Roundtable: .+ on .+, since 2"):
        Workspace.open(folder / "tunis.roundtable")
    with pytest.raises((InUse, AlreadyThere)):
        Workspace.create(folder / "tunis.roundtable", city=None, author="A")
    tunis.backup("before")
    with pytest.raises(InUse):
        Workspace.restore_backup(tunis.backups()[0], tunis.path)
    tunis.add(Person, {"family_name": "A", "given_name": "B"})
    tunis.close()
    Workspace.open(folder / "tunis.roundtable").close()
    assert not [child for child in folder.iterdir() if child.name.endswith(".lock")]


def test_a_lock_file_that_was_left_behind_blocks_nobody(template: Path, folder: Path) -> None:
    (folder / ".a.lock").write_text('{"user":"gone","host":"elsewhere"}')
    with copied(template, folder, "a") as opened:
        assert opened.city


@pytest.mark.parametrize("error", [PermissionError(13, "denied"), OSError(30, "read-only file system")])
def test_a_folder_that_cannot_be_written(
    template: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    path = shutil.copyfile(template, folder / "a")

    def fail(*_args: object, **_named: object) -> int:
        raise error

    monkeypatch.setattr(os, "open", fail)
    with pytest.raises(NotWritable, match="cannot be opened or written"):
        Workspace.open(path)
    with pytest.raises(NotWritable):
        Workspace.create(folder / "b", city=None, author="A")


def test_a_file_that_may_only_be_read(template: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = shutil.copyfile(template, folder / "a")
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)
    with pytest.raises(NotWritable, match="only be read"):
        Workspace.open(path)


def full(workspace: Workspace) -> None:
    pages = workspace._store.value("pragma page_count")
    workspace._store.run(f"pragma max_page_count = {pages}")


def test_a_full_disk_loses_nothing(tunis: Workspace) -> None:
    entry = tunis.draft(Entry, {"text": {"fr": "Avant"}})
    full(tunis)
    before = tunis.fingerprint(), list(tunis.changes())
    long = "Mot " * 20_000
    attempts: list[Callable[[], object]] = [
        lambda: tunis.edit(entry, {"text": long}),
        lambda: tunis.add_all([(Person, {"family_name": "A", "given_name": "B"})] * 2000),
        lambda: tunis.draft(Entry, {"text": long}),
    ]
    for attempt in attempts:
        with pytest.raises(NoSpace, match="disk is full"):
            attempt()
        assert (tunis.fingerprint(), list(tunis.changes())) == before
    assert tunis.get(entry).text["fr"] == "Avant"  # type: ignore[attr-defined]
    tunis._store.run("pragma max_page_count = 100000")
    tunis.edit(entry, {"text": long})
    assert not tunis.check().problems


def test_a_search_on_a_full_disk_still_finds_what_it_knew(tunis: Workspace) -> None:
    tunis.draft(Entry, {"text": {"fr": "Avant"}})
    assert tunis.search("avant")
    for number in range(150):
        tunis.draft(Entry, {"text": {"fr": " ".join(f"mot{number}x{word}" for word in range(20))}})
    full(tunis)
    assert tunis.search("avant")


def test_what_the_disk_says_becomes_a_sentence(tunis: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    for said, refusal in [
        ("disk I/O error", FileRefused), ("attempt to write a readonly database", NotWritable),
        ("database is locked", InUse), ("database disk image is malformed", Damaged),
    ]:  # fmt: skip
        with pytest.raises(refusal), tunis._store.speaking_plainly():
            raise store.DatabaseError(said)
    with pytest.raises(store.DatabaseError, match="no such table"):
        tunis._store.run("select * from no_table")


WRITER = """
import sys
from pathlib import Path
from desktop_app.records import Meeting
from desktop_app.workspace import Workspace
with Workspace.open(Path(sys.argv[1])) as workspace:
    meeting = workspace.all(Meeting)[0].id
    number = 0
    while True:
        number += 1
        workspace.edit(meeting, {"place": f"Place {number}", "symbol": f"S{number}"})
        if number % 7 == 0:
            workspace.search("place")
        print(number, flush=True)
"""


def running(program: str, *arguments: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


@pytest.mark.parametrize("after", [1, 5, 23])
def test_what_was_said_to_be_saved_survives_a_sudden_end(tunis: Workspace, folder: Path, after: int) -> None:
    tunis.draft(Meeting, {})
    tunis.close()
    path = folder / "tunis.roundtable"
    with running(WRITER, path) as process:
        assert process.stdout is not None
        said = 0
        while said < after:
            said = int(process.stdout.readline())
        time.sleep(0.001 * after)
        process.kill()
        said = max([said, *map(int, process.stdout.read().split("\n")[:-1])])
    with Workspace.open(path) as again:
        meeting = again.all(Meeting)[0]
        number = int(meeting.symbol.removeprefix("S"))
        assert number >= said
        assert meeting.place == f"Place {number}"
        assert again.can_undo
        assert not again.check().problems


RACER = """
import sys
from pathlib import Path
from desktop_app.errors import InUse
from desktop_app.workspace import Workspace
for attempt in range(40):
    try:
        with Workspace.open(Path(sys.argv[1])) as workspace:
            workspace.draft(__import__("desktop_app.records").records.Person, {"family_name": "x"})
            print("wrote", flush=True)
    except InUse:
        print("waited", flush=True)
"""


def test_two_processes_never_have_it_at_once(tunis: Workspace, folder: Path) -> None:
    tunis.close()
    path = folder / "tunis.roundtable"
    with running(RACER, path) as one, running(RACER, path) as other:
        said = [line for racer in (one, other) for line in (racer.communicate()[0] or "").split()]
    assert one.returncode == other.returncode == 0
    assert len(said) == 80
    with Workspace.open(path) as again:
        assert again.count(Person) == said.count("wrote")
        assert not again.check().problems


OPENER = """
import sys
from pathlib import Path
from desktop_app.workspace import Workspace
with Workspace.open(Path(sys.argv[1])) as workspace:
    workspace.search("tunis")
print(*sorted({"sqlite_utils", "argon2", "babel", "PySide6"} & set(sys.modules)))
"""


def test_opening_waits_for_no_slow_import(template: Path, folder: Path) -> None:
    copied(template, folder, "a").close()
    with running(OPENER, folder / "a") as process:
        assert process.communicate()[0].split() == []

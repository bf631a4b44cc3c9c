"""Putting a backup back takes back what was written, and nothing of what went out, of cards, keys and erasures."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nacl.signing import SigningKey

from desktop_app.records import Audience, Person, city_id
from desktop_app.workspace import Card, Export, How, OldBackups, Workspace
from desktop_app.workspace.changes.held import Manifest
from tests.workspace.workspace_files import copied, quick_folder

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.workspace.kept.keyring import Pinned

CITIES: Final = tuple(city_id(code) for code in ("ESMAD", "FRLIO", "MARBA"))
STEPS: Final = ("write", "send", "see", "confirm", "unpin", "renew", "erase", "backup", "restore")


def card(number: int) -> Card:
    key = bytes(SigningKey(bytes([number + 1]) * 32).verify_key)
    return Card(CITIES[number], "", f"City {number}", key, f"age1{number}", "2018-01-01T00:00:00Z")


def sent(number: int) -> Export:
    return Export(0, "", "Amina", "Madrid", Audience.NETWORK, f"{number}.rtbundle", f"{number:064x}", False, 1, 45, {})


@dataclass
class Known:
    """What may never be forgotten."""

    files: list[str] = field(default_factory=list)
    cards: list[Pinned] = field(default_factory=list)
    given_up: list[bytes] = field(default_factory=list)
    erased: set[str] = field(default_factory=set)

    def holds_in(self, workspace: Workspace) -> None:
        assert [export.file for export in workspace.exports()] == self.files
        assert workspace.keyring.cards() == self.cards
        assert workspace.keyring.given_up() == self.given_up
        assert all(workspace.is_erased(person) for person in self.erased if workspace.find(Person, person))
        assert not [one for one in workspace.all(Person) if one.id in self.erased and one.family_name]


def send(workspace: Workspace, known: Known) -> None:
    held = Manifest()
    held.note_all(workspace.changes())
    workspace.note_export(sent(len(known.files)), held)
    known.files.insert(0, f"{len(known.files)}.rtbundle")


def step(workspace: Workspace, known: Known, what: str, number: int) -> Workspace:
    """Do one thing, and know what is known from then on."""
    if what == "write":
        workspace.add(Person, {"family_name": f"Somebody {number}", "given_name": "x"})
    elif what == "send":
        send(workspace, known)
    elif what in ("see", "confirm"):
        workspace.keyring.pin(card(number % 3), How.SEEN if what == "see" else How.CONFIRMED)
    elif what == "unpin":
        workspace.keyring.unpin(CITIES[number % 3])
    elif what == "renew":
        workspace.keyring.renew()
    elif what == "erase":
        left = [person.id for person in workspace.all(Person) if person.id not in known.erased]
        for person in left[:1]:
            workspace.erasures.erase(workspace.erasures.propose(person))
            known.erased.add(person)
    elif what == "backup":
        workspace.backup("test")
    elif what == "restore" and workspace.backups():
        chosen = workspace.backups()[number % len(workspace.backups())]
        workspace.close()
        assert Workspace.restore_backup(chosen, workspace.path)
        workspace = Workspace.open(workspace.path)
    known.cards, known.given_up = workspace.keyring.cards(), workspace.keyring.given_up()
    return workspace


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 8)), min_size=3, max_size=14))
def test_whatever_was_done_since_no_restoring_forgets_whom_others_must_be_told_of(
    template: Path, steps: list[tuple[str, int]]
) -> None:
    with tempfile.TemporaryDirectory(dir=quick_folder()) as folder:
        workspace, known = copied(template, folder, "tunis.roundtable"), Known()
        try:
            for what, number in [("write", 0), ("backup", 0), *steps, ("restore", 0), ("restore", 1)]:
                before = Known(known.files[:], known.cards, known.given_up, known.erased)
                workspace = step(workspace, known, what, number)
                if what == "restore":
                    before.holds_in(workspace)
            assert not workspace.check().problems
        finally:
            workspace.close()


def test_who_was_sent_somebody_is_known_after_a_restoring(tunis: Workspace) -> None:
    person = tunis.add(Person, {"family_name": "Ben Ali", "given_name": "x"})
    tunis.backup("test")
    (made,) = tunis.backups()
    send(tunis, Known())
    path = tunis.path
    tunis.close()
    Workspace.restore_backup(made, path)
    with Workspace.open(path) as again:
        assert [export.file for export in again.erasures.propose(person).holders.exports] == ["0.rtbundle"]


def test_what_was_erased_under_another_passphrase_is_erased_in_what_is_put_back(tunis: Workspace) -> None:
    """The backup could not be reached when it was erased; now that it is opened, it is."""
    person = tunis.add(Person, {"family_name": "Ben Ali", "given_name": "x"})
    tunis.backup("test")
    (made,) = tunis.backups()
    tunis.set_passphrase("several odd words", backups=OldBackups.KEEP)
    scrubbed = tunis.erasures.erase(tunis.erasures.propose(person)).scrubbed
    assert scrubbed.failed == (made.path,)
    send(tunis, Known())
    path = tunis.path
    tunis.close()
    assert Workspace.restore_backup(made, path, present="several odd words")
    with Workspace.open(path) as again:
        assert again.is_erased(person)
        assert len(again.exports()) == 1
        assert not again.check().problems

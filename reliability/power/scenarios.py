"""What is done while the power may fail. Each is run in a process of its own, and says after each step what it did.

python -m reliability.power.scenarios NAME FOLDER
"""

from __future__ import annotations

import hashlib
import os
import sys
import unicodedata
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias
from unittest.mock import patch

import msgspec

from desktop_app.exchange import bundle, merge
from desktop_app.records import Audience, Entry, Meeting, Organisation, Person
from desktop_app.workspace import How, Workspace
from desktop_app.workspace.changes.change import canonical, write
from desktop_app.workspace.file import key, meta, schema, store
from desktop_app.workspace.file.key import Key
from reliability.hostile.offering import without_backups

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from desktop_app.workspace import Change
    from desktop_app.workspace.file.key import Secret

FILE: Final = "city.roundtable"
TUNIS: Final = {"code": "TNTUN", "name": "Tunis", "country": "TN"}
LYON: Final = {"code": "FRLYS", "name": "Lyon", "country": "FR"}
SAID: Final = "acknowledged"
"""Where a run says what it has done. Not part of what is looked at."""
UNSAFE: Final = "RELIABILITY_SYNCHRONOUS_OFF"
"""Names the variable with which a run asks SQLite not to sync: a control, which has to fail."""


class State(msgspec.Struct, frozen=True, array_like=True):
    """What a file holds, as far as a person was told: it must hold this after a cut, or what came next."""

    fingerprint: str
    imports: int
    keys: int
    """The cards that are pinned, those that are confirmed once more, and its own pairs of keys."""
    erased: int
    """The erasures that took effect."""
    passphrase: str | None


def state_of(place: Workspace, passphrase: str | None) -> State:
    """What an open workspace holds."""
    keys = sum(1 + (one.how is How.CONFIRMED) for one in place.keyring.cards()) + len(place.keyring.all_own())
    erased = sum(known.done for known in place.erasures.all())
    return State(f"{place._counters.fingerprint:064x}", len(place.imports()), keys, erased, passphrase)


def _quick_key(secret: Secret, salt: bytes) -> Key:
    """A key without the fifth of a second that deriving one takes; nothing that is asked here depends on it."""
    if isinstance(secret, str):
        raw = hashlib.sha256(unicodedata.normalize("NFC", secret).encode() + salt).digest()
        return Key(raw, salt, protected=True)
    return key.key_for(secret, salt)


@contextmanager
def quickly() -> Iterator[None]:
    """Open files wherever they lie as the same installation, with keys that cost nothing."""
    with ExitStack() as stack:
        stack.enter_context(patch.object(meta, "place_of", lambda _path: "here"))
        for name, module in tuple(sys.modules.items()):
            if name.startswith("desktop_app.workspace") and module is not key and hasattr(module, "key_for"):
                stack.enter_context(patch.object(module, "key_for", _quick_key))
        if os.environ.get(UNSAFE):
            off = tuple("synchronous = off" if said.startswith("synchronous") else said for said in store._PRAGMAS)
            stack.enter_context(patch.object(store, "_PRAGMAS", off))
        yield


class Teller:
    """Tells what was acknowledged."""

    def __init__(self, folder: Path) -> None:
        self._file = os.open(folder / SAID, os.O_WRONLY | os.O_CREAT, 0o600)

    def tell(self, place: Workspace, passphrase: str | None = None) -> None:
        """What was written until now must not be lost any more."""
        os.write(self._file, msgspec.json.encode(state_of(place, passphrase)) + b"\n")


Play: TypeAlias = "Callable[[Path, Teller], None]"


@dataclass(frozen=True)
class Scenario:
    """Something that is done to a file."""

    name: str
    prepare: Callable[[Path], None]
    """Makes what is there before, unrecorded."""
    play: Play


def _nothing(_path: Path) -> None:
    """Nothing is there before."""


def _begun(path: Path) -> None:
    with Workspace.create(path, city=TUNIS, author="Amina") as place:
        place.add(Person, {"family_name": "Ben Ali", "given_name": "Salma"})
        place.rebuild()


def history(count: int, seed: int = 1) -> list[Change]:
    """Changes from elsewhere."""
    there = "00000000-0000-4000-8000-00000000000" + str(seed)
    return [
        write("organisation", f"00000000-0000-4000-8000-{number // 2:012x}", ("acronym", "address")[number % 2], "",
              canonical(f"texte {number} " * (number % 9)), author="Leïla", site=there, seq=number + 1,
              at=1_500_000_000_000 + number)
        for number in range(count)
    ]  # fmt: skip


def _create(path: Path, teller: Teller) -> None:
    with Workspace.create(path, city=TUNIS, author="Amina") as place:
        teller.tell(place)
        place.add(Organisation, {"name": "Commune", "type": "media"})
        teller.tell(place)


def _edit(path: Path, teller: Teller) -> None:
    with Workspace.open(path) as place:
        teller.tell(place)
        person = place.all(Person)[0].id
        for number in range(6):
            place.edit(person, {"given_name": f"Salma {number}"})
            teller.tell(place)
        meeting = place.add(Meeting, {"title": "Séance", "starts_at": "2018"})
        teller.tell(place)
        with place.together():
            place.edit(meeting, {"place": "Mairie " * 60})
            place.edit(person, {"phone": "+216 71 000 000"})
        teller.tell(place)
        place.search("mairie")
        for act in (place.undo, place.redo, lambda: place.delete(meeting), lambda: place.restore(meeting)):
            act()
            teller.tell(place)
        place.add_all([(Entry, {"agenda_item": meeting, "text": f"Entrée {n} " * 9}) for n in range(40)])
        teller.tell(place)
        place.rebuild()
        teller.tell(place)


def _merge(path: Path, teller: Teller) -> None:
    with Workspace.open(path) as place:
        teller.tell(place)
        for part in (history(60), history(300, 2), history(60), history(9, 3)):
            place.absorb(part, label="bundle", digest="", sender="Leïla")
            teller.tell(place)
        place.search("texte")


def _sent(path: Path) -> None:
    """A workspace, and beside it a file that Lyon signed, and one with which a colleague hands her keys over."""
    _begun(path)
    for name, city in (("Lyon", LYON), ("Tunis", TUNIS)):
        other = path.with_name("other.roundtable")
        with Workspace.create(other, city=city, author="Leïla") as place:
            place.add_all([(Organisation, {"name": f"{name} {n}", "type": "media"}) for n in range(40)])
            person = place.add(Person, {"family_name": "Idrissi", "given_name": "Salma"})
            place.erasures.erase(place.erasures.propose(person))
            bundle.write(place, path.with_name(f"{name}.rtbundle"), audience=Audience.INTERNAL,
                         passphrase="trois mots", keys_too=city is TUNIS)  # fmt: skip
        other.unlink()
        other.with_name(f"{other.name}.lock").unlink(missing_ok=True)


def _first_merge(path: Path, teller: Teller) -> None:
    """Of senders whose keys are not known yet: there is no time at which what they sent is here and their keys are not,
    nor one at which a card is confirmed and what waited for that is not erased, nor one at which there are new keys and
    what was erased under the old ones is not signed by them.
    """
    with Workspace.open(path) as place, without_backups():
        teller.tell(place)
        for name in ("Lyon", "Tunis"):
            merge.apply(place, bundle.read(path.with_name(f"{name}.rtbundle"), passphrase="trois mots"))
            teller.tell(place)
        (lyon,) = (pinned.card for pinned in place.keyring.cards() if pinned.card.city != place.city)
        place.keyring.pin(lyon, How.CONFIRMED)
        teller.tell(place)
        place.keyring.renew()
        teller.tell(place)


def _old(path: Path) -> None:
    from desktop_app.workspace.file.migrations import LOG

    _begun(path)
    with Workspace.open(path) as place:
        place.absorb(history(80), label="bundle", digest="", sender="Leïla")
        tables = ("record", "slot", "who", "batch", "change", "missing")
        kept = {table: place._store.rows(f"select * from {table}") for table in tables}
        remembered = place._store.rows(
            "select key, value from meta where key in ('counters', 'author', 'city', 'site')"
        )
    path.unlink()
    made = store.Store(path, store.connect(path, key.key_for(None, b"\xfe" * 16)))
    made.run(f"pragma application_id = {store.APPLICATION_ID}")
    LOG.apply(made.utils(), stop_before=LOG._migrations[1].name)
    made.run("pragma user_version = 1")
    for table, rows in kept.items():
        columns = len(made.rows(f"pragma table_info({table})"))
        made.run_many(f"insert into {table} values ({', '.join('?' * columns)})", [row[:columns] for row in rows])
    made.run_many("insert into meta values (?, ?)", remembered)
    made.close()


def _upgrade(path: Path, teller: Teller) -> None:
    with Workspace.open(path) as place:
        assert schema.version(place._store) == schema.VERSION
        teller.tell(place)
        place.add(Organisation, {"name": "Commune", "type": "media"})
        teller.tell(place)


def _backup(path: Path, teller: Teller) -> None:
    with Workspace.open(path) as place:
        for number in range(2):
            place.backup("by hand")
            teller.tell(place)
            place.add(Organisation, {"name": f"Commune {number}", "type": "media"})
            teller.tell(place)


def _passphrase(path: Path, teller: Teller) -> None:
    with Workspace.open(path) as place:
        teller.tell(place)
        for number, said in enumerate(("un", "deux", None)):
            place.set_passphrase(said)
            teller.tell(place, said)
            place.add(Organisation, {"name": f"Commune {number}", "type": "media"})
            teller.tell(place, said)


def _erase(path: Path, teller: Teller) -> None:
    with Workspace.open(path) as place:
        place.backup("by hand")
        teller.tell(place)
        person = place.all(Person)[0].id
        place.erasures.erase(place.erasures.propose(person))
        teller.tell(place)
        place.add(Organisation, {"name": "Commune", "type": "media"})
        teller.tell(place)


def _withdraw(path: Path, teller: Teller) -> None:
    with Workspace.open(path) as place:
        teller.tell(place)
        for part in (history(60), history(90, 2)):
            number = place.absorb(part, label="bundle", digest="", sender="Leïla").batch
            teller.tell(place)
        place.withdraw(number)
        teller.tell(place)


SCENARIOS: Final = {
    one.name: one
    for one in (
        Scenario("create", _nothing, _create),
        Scenario("edit", _begun, _edit),
        Scenario("merge", _begun, _merge),
        Scenario("first merge", _sent, _first_merge),
        Scenario("upgrade", _old, _upgrade),
        Scenario("backup", _begun, _backup),
        Scenario("passphrase", _begun, _passphrase),
        Scenario("erase", _begun, _erase),
        Scenario("withdraw", _begun, _withdraw),
    )
}


def main() -> None:
    """Play one."""
    name, folder = sys.argv[1], Path(sys.argv[2])
    with quickly():
        SCENARIOS[name].play(folder / FILE, Teller(folder))


if __name__ == "__main__":
    main()

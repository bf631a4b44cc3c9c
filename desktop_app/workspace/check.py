"""Whether a workspace is what it should be: its pages, its ids, its fingerprint, and its state against a rebuild."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from desktop_app.language import Message, _, plural
from desktop_app.workspace.changes.log import OTHER
from desktop_app.workspace.changes.outgoing import outgoing
from desktop_app.workspace.changes.presence import TABLES
from desktop_app.workspace.kept.erasure import is_sound

if TYPE_CHECKING:
    from desktop_app.progress import Progress
    from desktop_app.workspace.changes.presence import Presence
    from desktop_app.workspace.current.state import State
    from desktop_app.workspace.file.counters import Counters
    from desktop_app.workspace.file.store import Store
    from desktop_app.workspace.kept.erasing import Erasing

_EVERY: Final = 4096


class CheckReport(msgspec.Struct, frozen=True):
    """What a check found."""

    changes: int
    records: int
    disagreements: int
    problems: list[Message] = []

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


class _Rehearsed(Exception):
    """Ends the rehearsal of a rebuild, so that nothing of it stays."""


def check(  # noqa: PLR0913, RUF100  # the parts that it holds against each other
    store: Store, state: State, presence: Presence, counters: Counters, erasing: Erasing, progress: Progress
) -> CheckReport:
    """Check everything; nothing is changed."""
    problems = _damaged_pages(store)
    if problems:
        return CheckReport(0, 0, 0, problems)  # what can still be read of it says nothing
    total = int(store.value("select count(*) from change"))
    found = _verify(store, erasing, total, progress)
    if found.forged:
        problems.append(
            plural("{n} change does not match its id.", "{n} changes do not match their ids.", found.forged)
        )
    if found.back:
        problems.append(
            plural(
                "{n} value is still there although it was erased.",
                "{n} values are still there although they were erased.",
                found.back,
            )
        )
    if found.fingerprint != counters.fingerprint:
        problems.append(_("The contents code does not match the changes. It can be rebuilt."))
    progress.step(total, total, _("Comparing with a rebuild"))
    problems += _differences(store, state, presence)
    records = sum(int(store.value(f"select count(*) from {table.name}")) for table in state.tables())
    disagreements = store.value(f"select count(*) from (select distinct record, slot from change where live = {OTHER})")
    return CheckReport(total, records, int(disagreements), problems)


def _damaged_pages(store: Store) -> list[Message]:
    said = store.rows("pragma cipher_integrity_check")
    said += [row for row in store.rows("pragma quick_check(20)") if row != ("ok",)]
    if not said:
        return []
    return [_("The file is damaged ({reason}). Restore its latest backup.", reason=str(said[0][0])[:200])]


class _Verified(NamedTuple):
    forged: int
    """Changes and erasures that are not what their ids say."""
    back: int
    """Values that were erased and are there."""
    fingerprint: int


def _verify(store: Store, erasing: Erasing, total: int, progress: Progress) -> _Verified:
    forged = back = fingerprint = 0
    for done, change in enumerate(outgoing(store)):
        if done % _EVERY == 0:
            progress.step(done, total, _("Verifying every change"))
        forged += not change.is_genuine()
        back += erasing.redacted(change) is not change
        fingerprint += int.from_bytes(change.id, "big")
    for erasure in erasing.travelling():
        forged += not is_sound(erasure)
        fingerprint += int.from_bytes(erasure.id, "big")
    return _Verified(forged, back, fingerprint % (1 << 256))


def snapshot(store: Store, state: State) -> dict[str, list[tuple[object, ...]]]:
    """All that follows from the log: the rows of every kind's table, which heads are shown, who is gone."""
    tables = {table.name: f"select * from {table.name} order by n" for table in state.tables()}
    tables["record"] = "select n, born from record order by n"
    tables |= {name: f"select * from {name} order by n" for name in TABLES}
    return {name: store.rows(sql) for name, sql in tables.items()}


def _differences(store: Store, state: State, presence: Presence) -> list[Message]:
    before = snapshot(store, state)
    after: dict[str, list[tuple[object, ...]]] = {}
    try:
        with store.transaction():
            rebuild_state(store, state, presence)
            after = snapshot(store, state)
            raise _Rehearsed  # noqa: TRY301
    except _Rehearsed:
        pass
    wrong = [name.strip('"') for name in after if before[name] != after[name]]
    if not wrong:
        return []
    return [_("The tables {tables} do not match the log. They can be rebuilt.", tables=", ".join(wrong))]


def rebuild_state(store: Store, state: State, presence: Presence) -> None:
    """Empty every kind's table and fill it from the log, within a transaction."""
    for table in state.tables():
        store.run(f"delete from {table.name}")
    store.run("update record set born = (select min(at) from change where change.record = n)")
    presence.clear()
    presence.settle_all()
    state.refresh()

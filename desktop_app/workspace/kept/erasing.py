"""The erasures of one workspace: which are known, which take effect here, and what they take out of the log."""

from __future__ import annotations

import time
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from desktop_app.language import _
from desktop_app.workspace.changes.change import ID_SIZE, Change, commitment, moment
from desktop_app.workspace.kept.erasure import Erasure, content, local, received
from desktop_app.workspace.kept.obstacles import Foresight, Known, city_said, obstacle_to

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from desktop_app.records import RecordId
    from desktop_app.workspace.changes.site import Author
    from desktop_app.workspace.file.counters import Counters
    from desktop_app.workspace.file.store import Store
    from desktop_app.workspace.kept.keyring import Keyring
    from desktop_app.workspace.kept.obstacles import Obstacle

_BY_HAND: Final = 2
"""In the column ``done``, where 1 is that it took effect: it did because a person decided so."""
_COLUMNS: Final = "record, field, language, city, site, at, spares, key, signature, takes"

NAMELESS: Final = _("name no longer kept")
"""What a record is called of which all was erased."""
SCRUB: Final = "scrub"
"""Under this name a file notes that values were taken out whose bytes may still be in its pages, or in backups."""


class Erasing:
    """The set of erasures of one workspace, and its effect on the log. What writes is called within a transaction."""

    def __init__(self, store: Store, counters: Counters, keyring: Keyring) -> None:
        self._store = store
        self._counters = counters
        self._keyring = keyring
        self._known: dict[bytes, tuple[Erasure, bool]] | None = None
        self._about: dict[RecordId, list[Erasure]] = {}
        self._done: dict[RecordId, list[Erasure]] = {}
        self._by_hand: set[bytes] = set()
        store.on_rollback.append(self.forget)

    def forget(self) -> None:
        """Forget what is remembered of the file."""
        self._known = None

    def _load(self) -> dict[bytes, tuple[Erasure, bool]]:
        if self._known is None:
            self._known, self._about, self._done, self._by_hand = {}, {}, {}, set()
            for row in self._store.rows(f"select {_COLUMNS}, done from erasure"):
                self._remember(_erasure(*row[:-1]), done=bool(row[-1]), by_hand=row[-1] == _BY_HAND)
        return self._known

    def _remember(self, erasure: Erasure, *, done: bool, by_hand: bool = False) -> None:
        assert self._known is not None
        if erasure.id not in self._known:
            self._about.setdefault(erasure.record, []).append(erasure)
        self._known[erasure.id] = (erasure, done)
        if done:
            self._done.setdefault(erasure.record, []).append(erasure)
        if by_hand:
            self._by_hand.add(erasure.id)

    # asking

    @property
    def any_done(self) -> bool:
        """Whether any takes effect here."""
        self._load()
        return bool(self._done)

    @property
    def any_known(self) -> bool:
        """Whether there is any at all."""
        return bool(self._load())

    @property
    def any_here_alone(self) -> bool:
        """Whether any holds in this workspace alone, or is held here: then the fingerprint does not say all."""
        return any(not done or self._is_here_alone(erasure) for erasure, done in self._load().values())

    def _is_here_alone(self, erasure: Erasure) -> bool:
        """Of one that took effect: whether nothing but this workspace's own word says so."""
        return not erasure.travels or (erasure.id in self._by_hand and self._obstacle(erasure) is not None)

    def _obstacle(self, erasure: Erasure) -> Obstacle | None:
        return obstacle_to(erasure, self.founders(erasure.record), self._keyring)

    @property
    def any_held(self) -> bool:
        """Whether any is held."""
        return any(not done for _erasure, done in self._load().values())

    def redacted(self, change: Change) -> Change:
        """A change as it may be kept here."""
        found = self._done.get(change.record) if self.any_done else None
        return change.erased() if found and any(erasure.covers(change) for erasure in found) else change

    def covers(self, record: RecordId, field: str = "") -> bool:
        """Whether a whole record, or one of its fields, was erased without a text that took its place."""
        found = self._done.get(record, ()) if self.any_done else ()
        return any(not one.spares and one.field in ("", field) for one in found)

    def spares_for(self, record: RecordId, field: str, language: str, here: set[bytes]) -> list[bytes] | None:
        """What a new change of a cell names as parents so that it is spared; ``None`` where nothing may be written.

        Args:
            here: the ids of the cell's changes.
        """
        spares: list[bytes] = []
        known = self._load()
        for erasure in self._about.get(record, ()):
            if erasure.covers_cell(record, field, language):
                spared = here.intersection(erasure.spares)
                if known[erasure.id][1] and not spared:
                    return None
                spares += spared
        return spares

    def is_about(self, record: RecordId) -> bool:
        """Whether any erasure is about that record, held or not."""
        self._load()
        return record in self._about

    def all(self) -> list[Known]:
        """Every erasure that is known here, the latest first."""
        return self.known(self.ids())

    def ids(self) -> list[bytes]:
        """Their ids, in the same order, without looking why each is held."""
        return sorted(self._load(), key=lambda id_: (self._load()[id_][0].at, id_), reverse=True)

    def known(self, ids: Iterable[bytes]) -> list[Known]:
        """Some of them."""
        found = [self._load()[id_] for id_ in ids]
        return [
            Known(erasure, done, None, self._is_here_alone(erasure))
            if done
            else Known(erasure, done, self._obstacle(erasure))
            for erasure, done in found
        ]

    def done_at(self, id_: bytes) -> str:
        """When one of them took effect here, ISO 8601 in UTC; ``""`` where it did not, or that was not noted yet."""
        at = self._store.value("select done_at from erasure where id = ?", id_)
        return "" if at is None else moment(at)

    def travelling(self) -> list[Erasure]:
        """Those that leave with every bundle, by id."""
        return sorted((one for one, _done in self._load().values() if one.travels), key=lambda one: one.id)

    def founders(self, record: RecordId) -> set[RecordId]:
        """The cities that founded a record, as far as is known here."""
        sql = (
            "select c.value from record r cross join slot s on s.kind = r.kind and s.field = 'city'"
            " cross join change c on c.record = r.n and c.slot = s.n where r.id = ? and c.parents = x''"
        )
        return {city_said(value) for (value,) in self._store.rows(sql, record)}

    def foresee(self, arriving: Iterable[Erasure]) -> Foresight:
        """What would be in effect if these came."""
        known = self._load()
        return Foresight(known.values(), [one for one in arriving if one.id not in known], self._keyring, self.founders)

    # writing

    def make(
        self, author: Author, record: RecordId, field: str, language: str, *, spares: Sequence[bytes] = (),
        takes: Sequence[bytes] = (),
    ) -> Erasure:  # fmt: skip
        """A new erasure by this city; by this workspace for itself alone where the record is not the city's.

        Args:
            spares: what stays of one cell.
            takes: what goes of it where this workspace erases for itself alone.
        """
        parts = (record, field, language, author.city, author.site, _now())
        if not self.is_ours(author, record):
            return local(*parts, takes)
        ordered, key = tuple(sorted(set(spares))), self._keyring.verify_key
        return received(*parts, ordered, key, self._keyring.sign(content(*parts, ordered, key)))

    def signed_again(self) -> list[Erasure]:
        """What took effect here under keys that were given up, under the present one: elsewhere it takes effect by the
        city's new card then. What a thief signs with the old keys does not.

        All else that they say stays, so that every colleague who has the new keys makes the same of them.
        """
        given_up = self._keyring.given_up()
        if not given_up:
            return []
        key = self._keyring.verify_key
        old = [one for one, done in self._load().values() if done and one.key in given_up]
        return [received(*_said(one), key, self._keyring.sign(content(*_said(one), key))) for one in old]

    def is_ours(self, author: Author, record: RecordId) -> bool:
        """Whether an erasure of that record by this city takes effect everywhere; never where nobody's city speaks.

        A coordinator has no city whose card others could confirm: hers would be held everywhere, for ever.
        """
        return bool(author.city) and self.founders(record) == {author.city}

    def add(self, erasures: Iterable[Erasure], batch: int) -> list[Erasure]:
        """Take in sound erasures; gives those that were not here."""
        known = self._load()
        new = list({one.id: one for one in erasures if one.id not in known}.values())
        for one in new:
            self._store.run(
                f"insert into erasure({_COLUMNS}, id, done, batch) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)",
                one.record, one.field, one.language, one.city, one.site, one.at, b"".join(one.spares), one.key,
                one.signature, b"".join(one.takes), one.id, batch,
            )  # fmt: skip
            self._remember(one, done=False)
        self._counters.count(one.id for one in new if one.travels)
        return new

    def ready(self) -> list[bytes]:
        """The ids of those that are held and may take effect now."""
        return [erasure.id for erasure, done in self._load().values() if not done and self._obstacle(erasure) is None]

    def put_into_effect(self, ids: Iterable[bytes]) -> list[Erasure]:
        """Note that these take effect from now on; gives those that did not before. `take_out` does the rest."""
        known = self._load()
        chosen = [known[id_][0] for id_ in ids if not known[id_][1]]
        for erasure in chosen:
            by_hand = erasure.travels and self._obstacle(erasure) is not None
            self._store.run(
                "update erasure set done = ?, done_at = ? where id = ?", _BY_HAND if by_hand else 1, _now(), erasure.id
            )
            self._remember(erasure, done=True, by_hand=by_hand)
        return chosen

    def take_out(self, erasures: Iterable[Erasure]) -> set[tuple[int, int]]:
        """Take what erasures cover out of the log; gives the cells, by the numbers of record and slot."""
        by_record: dict[RecordId, list[Erasure]] = defaultdict(list)
        for erasure in erasures:
            by_record[erasure.record].append(erasure)
        return {cell for record, ours in by_record.items() for cell in self._take_out(record, ours)}

    def _take_out(self, record: RecordId, erasures: Sequence[Erasure]) -> Iterator[tuple[int, int]]:
        sql = (
            "select c.record, c.slot, c.id, s.field, s.language, c.parents, c.salt, c.value from record r"
            " join change c on c.record = r.n join slot s on s.n = c.slot where r.id = ? and c.value is not null"
        )
        for number, slot, id_, field, language, parents, salt, value in self._store.rows(sql, record):
            change = Change("", record, field, language, value, salt, "", "", 0, 0, _ids(parents), bytes(id_))
            if any(erasure.covers(change) for erasure in erasures):
                self._store.run(
                    "update change set value = null, salt = ? where record = ? and slot = ? and id = ?",
                    commitment(salt, value), number, slot, id_,
                )  # fmt: skip
                yield number, slot


def _now() -> int:
    return time.time_ns() // 1_000_000


def _erasure(  # noqa: PLR0913, RUF100  # the columns of its table
    record: str, field: str, language: str, city: str, site: str, at: int, spares: bytes, key: bytes, signature: bytes,
    takes: bytes,
) -> Erasure:  # fmt: skip
    if key:
        return received(record, field, language, city, site, at, _ids(spares), key, signature)
    return local(record, field, language, city, site, at, _ids(takes))


def _said(one: Erasure) -> tuple[RecordId, str, str, RecordId, str, int, tuple[bytes, ...]]:
    """What an erasure says, but for who signed it."""
    return one.record, one.field, one.language, one.city, one.site, one.at, one.spares


def _ids(joined: bytes) -> tuple[bytes, ...]:
    return tuple(joined[start : start + ID_SIZE] for start in range(0, len(joined), ID_SIZE))

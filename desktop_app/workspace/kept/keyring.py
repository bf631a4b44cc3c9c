"""The keys of a workspace, and the cards of the cities that it knows.

A workspace signs what it sends (Ed25519, RFC 8032) and opens what is encrypted to it (X25519, as age has it). Its keys
are made with it, or when a file of an earlier version is first opened, and lie in the encrypted file: a copy of the
file is the same city and has the same keys. Where two colleagues made keys for one city before they heard of each
other, one takes in the other's (`Keyring.adopt`). Both then sign with those that were made first, and open what
was encrypted to either.

Keys that others may have are *given up* (`Keyring.renew`): they still open what was encrypted to them, and neither sign
nor are believed any more. No card says that new keys follow from old ones: whoever stole the old could say so too.

For each other city one card is *pinned*. A card with other keys never takes its place by itself.
"""

from __future__ import annotations

import os
import time
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

import msgspec

from desktop_app.errors import OtherKey
from desktop_app.language import _
from desktop_app.progress import SILENT
from desktop_app.workspace.changes.change import moment
from desktop_app.workspace.file import meta
from desktop_app.workspace.file.counters import readable

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from contextlib import AbstractContextManager

    from nacl.signing import SigningKey

    from desktop_app.progress import Progress
    from desktop_app.records import RecordId
    from desktop_app.workspace.file.store import Store

_DOMAIN: Final = b"roundtable card 1"
_SEED: Final = 32
_OWN: Final = "seed, identity, made_at, given_up"
_COLUMNS: Final = "city, code, name, verify_key, recipient, made_at, at, how"


Kept: TypeAlias = "tuple[Sequence[tuple[bytes, str, str, int]], Sequence[tuple[bytes | str | int, ...]]]"


class Card(msgspec.Struct, frozen=True):
    """A city's name and public keys, as it gives them to others."""

    city: RecordId
    """The id of the city's record; ``""`` for a coordinator, who is known by the key alone."""
    code: str
    """UN/LOCODE of the city; ``""`` for a coordinator."""
    name: str
    """Of the city; of the person for a coordinator."""
    verify_key: bytes
    """32 bytes, with which its signatures are checked."""
    recipient: str
    """To which files for it are encrypted: ``age1…``."""
    made_at: str
    """When its keys were made: ISO 8601 in UTC, by its own clock."""

    @property
    def holder(self) -> str:
        """Whose card it is: one card of each holder is pinned."""
        return self.city or self.verify_key.hex()

    @property
    def title(self) -> str:
        """The name with the code, which tells cities of one name apart."""
        return f"{self.name} · {self.code}" if self.code else self.name

    @property
    def keys(self) -> tuple[bytes, str]:
        """What makes two cards of one holder the same."""
        return self.verify_key, self.recipient

    @property
    def fingerprint(self) -> str:
        """Twelve characters in groups that stand for holder and keys, to be compared by telephone."""
        return _fingerprint(self.holder, self.verify_key, self.recipient)


class How(Enum):
    """How a card came to be pinned."""

    SEEN = "seen"
    """It came in a signed bundle, and nobody compared its fingerprint yet."""
    CONFIRMED = "confirmed"
    """A person took it, or compared its fingerprint."""
    REFUTED = "refuted"
    """A person compared its fingerprint, and another was read out: somebody else may have made it. What it signed is
    refused, nothing is encrypted to it, and the city's own card takes its place like that of a city never seen."""


class Pinned(msgspec.Struct, frozen=True):
    """A card that is pinned."""

    card: Card
    at: str
    """Since when, by this machine's clock: ISO 8601, in UTC."""
    how: How


class Keys(msgspec.Struct, frozen=True):
    """A workspace's own keys: whoever has them is the city."""

    seed: bytes
    """32 bytes, from which the signing key follows."""
    identity: str
    """``AGE-SECRET-KEY-1…``"""
    made_at: str

    def __repr__(self) -> str:
        """Without the secrets: what is shown in a report of a mistake may be sent to anyone."""
        return f"Keys({self.made_at})"

    @property
    def signing_key(self) -> SigningKey:
        """What signs."""
        from nacl.signing import SigningKey

        return SigningKey(self.seed)

    @property
    def recipient(self) -> str:
        """The public half of the identity."""
        from pyrage import x25519

        return str(x25519.Identity.from_str(self.identity).to_public())


class Keyring:
    """The keys and cards of one workspace."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.settling: Callable[[Progress], AbstractContextManager[None]] = lambda _progress: store.transaction()
        """Within it a card is pinned, or other keys become the city's own: with it goes what waited for that."""

    # its own

    def own(self) -> Keys:
        """The keys with which it signs and opens now; made when first asked for."""
        with self._store.lock:
            kept = self._read_own("where not given_up")
            return kept[0] if kept else self._make()

    def all_own(self) -> list[Keys]:
        """The keys that there are: those with which it signs come first, those that were given up last."""
        return self._read_own("")

    def _read_own(self, which: str) -> list[Keys]:
        sql = f"select seed, identity, made_at from own_key {which} order by given_up, made_at, seed"
        return [Keys(*row) for row in self._store.rows(sql)]

    def adopt(self, keys: Keys, given_up: Collection[bytes] = ()) -> None:
        """Take in a colleague's keys of the same city; those that never signed anything go.

        Args:
            keys: hers. Keys that were given up here stay so.
            given_up: the public keys of those that she gave up.
        """
        with self.settling(SILENT):
            if not self.has_signed:
                self._store.run("delete from own_key where not given_up")
                meta.remember(self._store, meta.HAS_SIGNED, "yes")  # hers, which others may know
            self._keep(keys)
            for one in self._read_own("where not given_up"):
                if bytes(one.signing_key.verify_key) in given_up:
                    self._store.run("update own_key set given_up = 1 where seed = ?", one.seed)

    def renew(self, progress: Progress = SILENT) -> Keys:
        """Give up the keys that there are, because others may have them, and make new ones.

        Raises:
            Cancelled: the person asked to stop; nothing was done.
        """
        with self.settling(progress):
            self._store.run("update own_key set given_up = 1")
            return self._make()

    def given_up(self) -> list[bytes]:
        """The public halves of the keys that were given up, ascending."""
        return sorted(bytes(keys.signing_key.verify_key) for keys in self._read_own("where given_up"))

    def _make(self) -> Keys:
        from pyrage import x25519

        made = Keys(
            os.urandom(_SEED), str(x25519.Identity.generate()), time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        )
        with self._store.transaction():
            self._keep(made)
        return made

    def _keep(self, keys: Keys) -> None:
        sql = "insert or ignore into own_key(seed, identity, made_at) values (?, ?, ?)"
        self._store.run(sql, keys.seed, keys.identity, keys.made_at)

    def sign(self, payload: bytes) -> bytes:
        """64 bytes of Ed25519 over a payload, which begins with what it is for and a zero byte."""
        signature = self.own().signing_key.sign(payload).signature
        if not self.has_signed:
            with self._store.transaction():
                meta.remember(self._store, meta.HAS_SIGNED, "yes")
        return signature

    @property
    def has_signed(self) -> bool:
        """Whether others may know its keys. Those of a new workspace give way to a colleague's of the same city."""
        return bool(meta.recall(self._store, meta.HAS_SIGNED))

    @property
    def verify_key(self) -> bytes:
        """32 bytes, with which others check what it signs."""
        return bytes(self.own().signing_key.verify_key)

    # another file of the same workspace

    def everything(self) -> Kept:
        """The rows of its own keys and of the cards."""
        return self._store.rows(f"select {_OWN} from own_key"), self._store.rows(f"select holder, {_COLUMNS} from card")

    def replace(self, kept: Kept) -> None:
        """Have the keys and cards of another file of the workspace in place of these, within a transaction."""
        own, cards = kept
        self._store.run("delete from own_key")
        self._store.run_many(f"insert into own_key({_OWN}) values (?, ?, ?, ?)", own)
        meta.remember(self._store, meta.HAS_SIGNED, "yes")
        self._store.run("delete from card")
        self._store.run_many(f"insert into card(holder, {_COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?)", cards)

    # those of others

    def is_own(self, city: RecordId) -> bool:
        """Whether that is the workspace's own city; ``""`` is a coordinator's."""
        return city == meta.recall(self._store, "city")

    def own_verify_keys(self) -> set[bytes]:
        """What checks what the workspace signs; of the keys that it gave up, nothing."""
        return {bytes(keys.signing_key.verify_key) for keys in self._read_own("where not given_up")}

    def pinned(self, holder: str) -> Card | None:
        """The card that is pinned for a city, or for a coordinator by her key in hexadecimal."""
        known = self.found(holder)
        return None if known is None else known.card

    def found(self, holder: str) -> Pinned | None:
        """The same, with since when and how."""
        return next(iter(self._read("where holder = ?", holder)), None)

    def cards(self) -> list[Pinned]:
        """Every card that is pinned, by name."""
        return self._read("order by name, holder")

    def pin(self, card: Card, how: How, *, replace: str = "", progress: Progress = SILENT) -> None:
        """Pin a card, and erase what waited for it. What was confirmed stays confirmed, and is known since then, while
        its keys stay.

        Args:
            card: whose signature was checked.
            how: what it is pinned on. Where it is refuted, one with other keys stays: that refuses it by itself.
            replace: the fingerprint of this very card, as a person types it, where it is to take the place of one with
                other keys, or was refuted before.
            progress: may cancel it until what waited has begun to go from the pages of the file.

        Raises:
            OtherKey: one with other keys is pinned, or this one was refuted, and ``replace`` does not name this one;
                or its keys are somebody else's.
            Cancelled: the person asked to stop; nothing was done.
        """
        with self.settling(progress):
            known, since = self.found(card.holder), _now()
            same = known is not None and known.card.keys == card.keys
            if how is How.REFUTED and known is not None and not same and known.how is not How.REFUTED:
                return
            if how is not How.REFUTED:
                self.require_fit(card, replace=replace)
            if known is not None and same and (how is How.SEEN or known.how is how):
                how, since = known.how, self._store.value("select at from card where holder = ?", card.holder)
            self._store.run(
                f"insert or replace into card(holder, {_COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                card.holder, card.city, card.code, card.name, card.verify_key, card.recipient, card.made_at,
                since, how.value,
            )  # fmt: skip

    def require_fit(self, card: Card, *, replace: str = "") -> None:
        """See that a card's keys are those that are known for its holder, not refuted, and nobody else's.

        Raises:
            OtherKey: they are not; ``replace`` is the fingerprint of a card that may take the place of another.
        """
        if card.verify_key in self.given_up():
            raise _given_up(card)
        known = self.found(card.holder)
        if known is not None and _bare(replace) != _bare(card.fingerprint):
            same, refuted = known.card.keys == card.keys, known.how is How.REFUTED
            if same and refuted:
                raise _refuted(card)
            if not same and not refuted:
                raise _other_key(card)
        twins = self._read("where holder <> ? and (verify_key = ? or recipient = ?)", card.holder, *card.keys)
        if twins:
            raise OtherKey(
                _(
                    "This is signed as {name}, but with the key of {other}. Nothing was changed. Ask {name} by"
                    " telephone what happened.",
                    name=card.name,
                    other=twins[0].card.name,
                )
            )

    def unpin(self, holder: str) -> None:
        """Forget a card; the next bundle of its holder is seen for the first time."""
        with self._store.transaction():
            self._store.run("delete from card where holder = ?", holder)

    def _read(self, which: str, *values: object) -> list[Pinned]:
        rows = self._store.rows(f"select {_COLUMNS} from card {which}", *values)
        return [Pinned(Card(*card), moment(at), How(how)) for *card, at, how in rows]


def _given_up(card: Card) -> OtherKey:
    return OtherKey(
        _(
            "This is signed as {name}, with keys that this workspace has given up because others may have "
            "them. Nothing was changed. If a colleague made it, pass the new keys on to them.",
            name=card.name,
        )
    )


def _refuted(card: Card) -> OtherKey:
    return OtherKey(
        _(
            "This is signed as {name}, but {name} read out a different fingerprint by telephone, so somebody else may"
            " have made it. Nothing was changed. Ask {name} for a new one.",
            name=card.name,
        )
    )


def _other_key(card: Card) -> OtherKey:
    """The refusal of what is signed by another key than the one that is known for its holder."""
    return OtherKey(
        _(
            "This is signed as {name}, but not with the key that is known for {name}. Nothing was changed. "
            "Ask {name} by telephone for the fingerprint of its card: only if it is {fingerprint} may the "
            "new card replace the old one.",
            name=card.name,
            fingerprint=card.fingerprint,
        )
    )


@lru_cache(maxsize=512)
def _fingerprint(holder: str, verify_key: bytes, recipient: str) -> str:
    """Twelve characters tell 2^57 cards apart; each takes ten thousand times as long to try as a bare hash would."""
    from argon2.low_level import Type, hash_secret_raw

    said = b"\0".join((holder.encode(), verify_key.hex().encode(), recipient.encode()))
    raw = hash_secret_raw(said, _DOMAIN, time_cost=1, memory_cost=1 << 13, parallelism=1, hash_len=32, type=Type.ID)
    return readable(int.from_bytes(raw, "big"))


def _bare(fingerprint: str) -> str:
    return "".join(filter(str.isalnum, fingerprint)).upper()


def _now() -> int:
    return time.time_ns() // 1_000_000

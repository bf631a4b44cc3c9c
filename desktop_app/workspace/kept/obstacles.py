"""Whether an erasure takes effect here: whose word counts, what stands in the way, and what would take effect.

An erasure takes effect when its key is that of its city's confirmed card, and that city founded the record: every
change of the record's field ``city`` without a parent says so. Until then it is held: kept, sent on, and listed with
the reason. A card that merely came with a file is not enough: whoever is the first to call himself by a city's name
could take away all that it wrote. Once it took effect it stays in effect, since what it took away is gone.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final

import msgspec

from desktop_app.language import Message, _
from desktop_app.workspace.changes.change import Change, moment, parsed
from desktop_app.workspace.kept.keyring import How

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from desktop_app.records import RecordId
    from desktop_app.workspace.kept.erasure import Erasure
    from desktop_app.workspace.kept.keyring import Keyring


class Obstacle(Enum):
    """Why an erasure does not take effect here."""

    NOT_HERE = "not here"
    """Nothing says yet to whom the record belongs."""
    NOT_THEIRS = "not theirs"
    """The record belongs to another city."""
    NO_CARD = "no card"
    """No card of that city is known."""
    NOT_CONFIRMED = "not confirmed"
    """A card of that city came with a file, and nobody has confirmed it yet."""
    OTHER_KEY = "other key"
    """It was signed by another key than that of the city's card."""


_OBSTACLES: Final = {
    Obstacle.NOT_HERE: _("the record is not here"),
    Obstacle.NOT_THEIRS: _("the record belongs to another city"),
    Obstacle.NO_CARD: _("the card of that city is not known"),
    Obstacle.NOT_CONFIRMED: _("the card of that city is not confirmed"),
    Obstacle.OTHER_KEY: _("it is not signed by the key of that city’s card"),
}


class Known(msgspec.Struct, frozen=True):
    """An erasure that is known here."""

    erasure: Erasure
    done: bool
    """Whether what it covers is gone here, and goes when it comes."""
    obstacle: Obstacle | None
    """Why it is not."""
    here_alone: bool = False
    """Whether it took effect here as it does nowhere else: the record is another city's, or a person carried it out
    whatever stood, and stands, in the way."""

    @property
    def at(self) -> str:
        """When it was said, by the clock of where it was: ISO 8601, in UTC."""
        return moment(self.erasure.at)

    @property
    def said(self) -> Message:
        """Whether it took effect here, and why not."""
        if self.obstacle is not None:
            return _("held: {reason}", reason=_OBSTACLES[self.obstacle])
        return _("erased in this workspace only") if self.here_alone else _("erased")

    @property
    def number(self) -> str:
        """Its id, in hexadecimal."""
        return self.erasure.id.hex()


def founders(changes: Iterable[Change]) -> set[RecordId]:
    """The cities that founded a record, given changes of it; ``""`` stands for no city."""
    return {city_said(change.value) for change in changes if change.field == "city" and not change.parents}


def obstacle_to(erasure: Erasure, founded: set[RecordId], keyring: Keyring) -> Obstacle | None:
    """Why an erasure does not take effect on a record founded so; ``None`` where it does."""
    if not founded:
        return Obstacle.NOT_HERE
    if founded != {erasure.city}:
        return Obstacle.NOT_THEIRS
    if keyring.is_own(erasure.city):
        return None if erasure.key in keyring.own_verify_keys() else Obstacle.OTHER_KEY
    pinned = keyring.found(erasure.city)
    if pinned is None or pinned.how is How.REFUTED:
        return Obstacle.NO_CARD
    if pinned.card.verify_key != erasure.key:
        return Obstacle.OTHER_KEY
    return None if pinned.how is How.CONFIRMED else Obstacle.NOT_CONFIRMED


class Foresight:
    """What would be in effect if some erasures came, and changes with them. Nothing is done."""

    def __init__(
        self, known: Iterable[tuple[Erasure, bool]], arriving: Sequence[Erasure], keyring: Keyring,
        founders_of: Callable[[RecordId], set[RecordId]],
    ) -> None:  # fmt: skip
        self._keyring = keyring
        self._founders_of = founders_of
        self.arriving = arriving
        self._by_record: dict[RecordId, list[tuple[Erasure, bool]]] = {}
        self._founded: dict[RecordId, set[RecordId]] = {}
        for erasure, done in (*known, *((one, False) for one in arriving)):
            self._by_record.setdefault(erasure.record, []).append((erasure, done))

    def is_about(self, record: RecordId) -> bool:
        """Whether any of them is about that record."""
        return record in self._by_record

    def effective(self, record: RecordId, changes: Iterable[Change]) -> list[Erasure]:
        """Those about a record that would be in effect.

        Args:
            changes: all of the record, those that are here and those that would come.
        """
        founded = self._founded.setdefault(record, set())
        founded |= founders(changes)
        return [
            erasure
            for erasure, done in self._by_record.get(record, ())
            if done or obstacle_to(erasure, founded, self._keyring) is None
        ]

    def coming(self) -> list[Known]:
        """Those that would arrive, and those here that would take effect only then; asked after all changes."""
        new = {erasure.id for erasure in self.arriving}
        found = []
        for record, erasures in self._by_record.items():
            founded = self._founded.get(record, set()) | self._founders_of(record)
            for erasure, done in erasures:
                obstacle = obstacle_to(erasure, founded, self._keyring)
                if not done and (obstacle is None or erasure.id in new):
                    found.append(Known(erasure, done, obstacle))
        return found


def city_said(value: str | None) -> RecordId:
    """The city that a change of a record's city names, of its value in JSON; ``""`` for none."""
    said = parsed(value or "null")
    return said if isinstance(said, str) else ""

"""What a merge would do, said before it is done: each item names its record, its field, and both sides."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as by_default
from enum import Enum
from typing import TYPE_CHECKING

from desktop_app.records import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop_app.exchange.bundle import Incoming
    from desktop_app.exchange.trust import Standing
    from desktop_app.records import Json, RecordId, Value


class What(Enum):
    """What happens to a record, or to one field of it."""

    NEW = "new"
    """A record that is not here yet."""
    CHANGED = "changed"
    """A field gets another value, from somebody who had seen ours."""
    CONTRADICTS = "contradicts"
    """A field gets a second value beside ours, or a record is deleted by one and edited by the other. Each is one field
    of one record in one language, or one deletion, and is counted once, whatever comes later."""
    FURTHER = "further"
    """A contradiction that is here already gets another value, or somebody else has written one of its values."""
    SETTLED = "settled"
    """A contradiction that is here was decided there."""
    DELETED = "deleted"
    """A record that is here goes, with its parts, which are not told apart."""
    RESTORED = "restored"
    """A record that was deleted here is back, with its parts."""
    ERASED = "erased"
    """What is said in a record, or in one of its fields, goes for good."""
    HELD = "held"
    """Somebody wants that, whose say it is not, or who is not known here: nothing goes by itself."""


@dataclass(frozen=True, slots=True)
class Side:
    """A value with where it comes from."""

    value: Value | Json
    """As the record would hold it; as plain JSON where this version does not know the field."""
    author: str
    at: int
    """Milliseconds since 1970 in UTC, by the author's clock."""
    later: bytes = b""
    """The id of the change, where there was no room for its value."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a merge would do. Opens to both sides."""

    what: What
    record: RecordId
    kind: str
    title: str
    """What the record is called after the merge, in the window's language."""
    was: str = by_default(default="", kw_only=True, compare=False)
    """What it is called here now, before any file of those that are merged together, where that is something else."""
    field: str = ""
    """The field that it is about; ``deleted`` where it is whether the record is there; ``""`` for the whole record."""
    language: str = ""
    ours: Side | None = None
    """What is shown here now; ``None`` where nothing is."""
    theirs: Side | None = None
    """What would be shown, or stand beside ours; ``None`` where nothing does."""
    holds: tuple[tuple[str, str, Side], ...] = by_default(default=(), hash=False)
    """Of a new record: what it would show, by field and language. Of long texts the beginning."""
    names: Mapping[RecordId, str] = by_default(default_factory=dict, hash=False)
    """What the records that its values name are called after the merge; they may arrive in the same file."""

    def said(self, side: Side | None, language: str) -> str:
        """A side as a reader of that language reads it; ``""`` for nothing and for references."""
        if side is None:
            return ""
        declared = KINDS[self.kind].fields.get(self.field) if self.kind in KINDS else None
        if declared is None or self.field == "deleted":
            return "" if side.value is None else str(side.value)
        if declared.translated:
            return str(side.value or "")
        return declared.type.show(side.value, language)


@dataclass(frozen=True)
class Plan:
    """Everything that merging one bundle would do. Nothing of it is done."""

    incoming: Incoming
    standing: Standing
    """What is known of the key that signed it."""
    items: tuple[Item, ...]
    """What it would do, the first of each sort where there is very much of it."""
    counts: Mapping[str, Mapping[What, int]]
    """How many records of each sort, by their kind; of contradictions and erasures, how many items. Those that are not
    listed are among them."""
    unlisted: int
    """How many items are not listed."""
    arriving: int
    """How many changes are not here yet, those among them that alter nothing that is shown."""
    known: int
    """How many changes are here already."""
    arriving_erasures: int
    """How many erasures are not here yet."""
    filled: int
    """How many values come back that are gone here, and that no erasure takes."""
    forgotten: int
    """How many values of the bundle an erasure keeps out."""
    awaited: int
    """How many changes the arriving ones build on that neither side has. They are on their way in another file: what
    an audience may not see is left out with all its history, and leaves no such gap."""

    @property
    def new(self) -> tuple[Item, ...]:
        """The records that are not here yet."""
        return self.of(What.NEW)

    @property
    def changed(self) -> tuple[Item, ...]:
        """The fields that get another value."""
        return self.of(What.CHANGED)

    @property
    def contradicts(self) -> tuple[Item, ...]:
        """The fields in which both sides would stand side by side."""
        return self.of(What.CONTRADICTS)

    @property
    def further(self) -> tuple[Item, ...]:
        """The contradictions that are here already and about which others have written too."""
        return self.of(What.FURTHER)

    @property
    def settled(self) -> tuple[Item, ...]:
        """The contradictions here that were decided there."""
        return self.of(What.SETTLED)

    @property
    def deleted(self) -> tuple[Item, ...]:
        """The records that go."""
        return self.of(What.DELETED)

    @property
    def restored(self) -> tuple[Item, ...]:
        """The records that come back."""
        return self.of(What.RESTORED)

    @property
    def erased(self) -> tuple[Item, ...]:
        """What goes for good."""
        return self.of(What.ERASED)

    @property
    def held(self) -> tuple[Item, ...]:
        """What somebody wants to be erased without its taking effect here."""
        return self.of(What.HELD)

    def of(self, what: What) -> tuple[Item, ...]:
        """The listed items of one sort."""
        return tuple(item for item in self.items if item.what is what)

    def count(self, what: What | None = None) -> int:
        """How many there are in `counts`, of one sort if it is named."""
        return sum(number for found in self.counts.values() for sort, number in found.items() if what in (None, sort))

    @property
    def totals(self) -> Mapping[What, int]:
        """How many of each sort, as `counts` has them."""
        return {what: number for what in What if (number := self.count(what))}

    @property
    def adds_nothing(self) -> bool:
        """Whether everything in the bundle is here already."""
        return not (self.arriving or self.arriving_erasures or self.filled)

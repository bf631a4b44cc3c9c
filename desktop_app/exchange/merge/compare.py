"""One record on both sides: what the union of their changes shows, against what is shown here now.

The same rules as the workspace's own (`ranked`, `verdict`), over changes in memory instead of tables; a property test
holds a plan to what the merge then does.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Final, TypeAlias

from msgspec import structs

from desktop_app.exchange.audience import heads
from desktop_app.exchange.merge.plan import Item, Side, What
from desktop_app.records import KINDS, Record, Translated
from desktop_app.workspace import Most
from desktop_app.workspace.changes.change import DELETED, canonical
from desktop_app.workspace.changes.log import ONLY, Head, brief, is_brief, letters, ranked
from desktop_app.workspace.changes.presence import Verdict, verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from desktop_app.records import Json, RecordId, Value
    from desktop_app.workspace import Change, Erasure

Cell: TypeAlias = tuple[str, str]
"""Field and language."""
_SEVERAL: Final = 2
_BEGINNING: Final = 2_000
"""Characters of a text that are shown of a record before it is here."""


class Standing:
    """What a set of changes of one record shows."""

    def __init__(self, changes: Iterable[Change]) -> None:
        by_cell: dict[Cell, list[Change]] = defaultdict(list)
        for change in changes:
            by_cell[change.field, change.language].append(change)
        self._heads: dict[Cell, list[Change]] = {cell: _in_rank(heads(found)) for cell, found in by_cell.items()}

    def heads(self, cell: Cell) -> list[Change]:
        """The heads of a cell, the one that is shown first."""
        return self._heads.get(cell, [])

    def shown(self, cell: Cell) -> Change | None:
        """The head that is shown."""
        found = self.heads(cell)
        return found[0] if found else None

    def values(self, cell: Cell) -> set[str]:
        """The different values that stand in a cell, each brief, apart from those that were erased."""
        return {value for head in self.heads(cell) if (value := brief(head.value)) is not None}

    def cells(self) -> Iterator[Cell]:
        """The cells of fields, apart from whether the record is deleted."""
        return (cell for cell in self._heads if cell[0] != DELETED)

    @property
    def most(self) -> Most:
        """The most that stands in any cell, and in all of them but ``deleted`` together."""
        standing = sum(letters(head.value) for cell in self.cells() for head in self._heads[cell])
        return Most(max(map(len, self._heads.values()), default=0), standing)

    def slim(self) -> Standing:
        """What it takes to say what the record is called: what is shown, and the beginnings of long texts."""
        slim = Standing(())
        slim._heads = {cell: [_begun(found[0])] for cell, found in self._heads.items()}
        return slim

    @property
    def presence(self) -> Verdict:
        """Whether the record is deleted."""
        others = [head.id for cell in self.cells() for head in self._heads[cell]]
        return verdict([_head(change) for change in self.heads((DELETED, ""))], others)

    def record(self, kind: type[Record], id_: RecordId) -> Record:
        """The record as it is shown."""
        values: dict[str, Value] = {}
        texts: dict[str, dict[str, str]] = defaultdict(dict)
        for name, language in self.cells():
            shown = self.shown((name, language))
            declared = kind.fields.get(name)
            if declared is None or shown is None or is_brief(shown.value):
                continue
            if declared.translated:
                texts[name][language] = shown.json if isinstance(shown.json, str) else ""
            else:
                values[name] = declared.type.from_json(shown.json)
        for name, by_language in texts.items():
            values[name] = Translated({language: text for language, text in by_language.items() if language})
        return kind(id=id_, **values)  # type: ignore[arg-type]  # each was read by the field that it belongs to


@dataclass(frozen=True)
class Compared:
    """What the changes of one record from a bundle would do."""

    items: Sequence[Item]
    arriving: int
    known: int
    filled: int
    """Changes whose values come back."""
    forgotten: int
    """Changes whose values an erasure keeps out."""
    awaited: int
    """Changes on which the arriving ones build, and which neither side has."""
    after: Standing | None
    """What the record shows afterwards; ``None`` where nothing arrives."""
    most: Most = Most()
    """What there is most of in the record, if something comes to it."""
    whole: RecordId = ""
    """The record with which it was deleted, as everybody agrees; it stays as long as that."""


def compare(
    record: RecordId, kind: str, ours: Sequence[Change], theirs: Sequence[Change], erasures: Sequence[Erasure] = (),
    *, stays: bool = False,
) -> Compared:  # fmt: skip
    """Put both sides of one record next to each other.

    Args:
        ours: every change of it that is here. The value of any may be brief; but not of ``deleted``.
        theirs: its changes in the bundle, in the same way.
        erasures: those about it that will be in effect.
        stays: it is a part that was deleted with a record about whose deletion people disagree.
    """
    here = {change.id for change in ours}
    fresh = [change for change in theirs if change.id not in here]
    known = list(_kept(ours, theirs, erasures))
    pairs = zip(ours, known, strict=True)
    filled = [change for change, kept in pairs if change.value is None and kept.value is not None]
    coming = list(_kept(fresh, theirs, erasures))
    told = {change.id for change in theirs if change.value is not None} if erasures else ()
    forgotten = sum(kept.value is None and kept.id in told for kept in chain(known, coming))
    if not fresh and not filled:
        return Compared([], 0, len(theirs), 0, forgotten, 0, None)
    after = Standing(chain(known, coming))
    touched = {(change.field, change.language) for change in (*fresh, *filled)}
    items = _items(record, kind, Standing(ours) if ours else None, after, touched, stays=stays)
    here.update(change.id for change in fresh)
    awaited = {parent for change in fresh for parent in change.parents if parent not in here}
    most = after.most
    deletions = sum(letters(change.value) for change in chain(ours, fresh) if change.field == DELETED)
    most = structs.replace(most, letters=most.letters + deletions, of_record=len(here))
    new, old = len(fresh), len(theirs) - len(fresh)
    now = after.presence
    whole = now.root_of(record) if now.agreed and record not in now.roots else ""
    return Compared(list(items), new, old, len(filled), forgotten, len(awaited), after, most, whole)


def joined(ours: Sequence[Change], theirs: Sequence[Change], erasures: Sequence[Erasure] = ()) -> Standing:
    """What both sides of one record show together, as in `compare`, also where nothing arrives."""
    here = {change.id for change in ours}
    fresh = (change for change in theirs if change.id not in here)
    return Standing(_kept(chain(ours, fresh), theirs, erasures))


def _kept(changes: Iterable[Change], theirs: Sequence[Change], erasures: Sequence[Erasure]) -> Iterator[Change]:
    """Some changes as they are after the merge: with the values that come back, without those that are erased."""
    told = None
    for change in changes:
        full = change
        if change.value is None:
            told = {one.id: one for one in theirs if one.value is not None} if told is None else told
            full = told.get(change.id, change)
        yield full.erased() if any(erasure.covers(full) for erasure in erasures) else full


def _items(
    record: RecordId, kind: str, before: Standing | None, after: Standing, touched: set[Cell], *, stays: bool
) -> Iterator[Item]:
    was = before.presence if before else None
    now = after.presence
    if now.agreed and not stays:
        if was is not None and not was.agreed and record in now.roots:
            yield Item(What.DELETED, record, kind, "", theirs=_side(kind, after.shown((DELETED, ""))))
        return
    if was is None:
        yield Item(What.NEW, record, kind, "")
    elif was.agreed and not now.contested and record in was.roots:
        yield Item(What.RESTORED, record, kind, "", theirs=_side(kind, after.shown((DELETED, ""))))
    if now.contested and (was is None or was != now):
        yield _presence_contradicted(record, kind, before, after, now)
    for cell in sorted(touched):
        if cell[0] != DELETED and (before is not None or len(after.values(cell)) > 1):
            item = _cell_item(record, kind, before, after, cell)
            if item is not None:
                yield item


def _cell_item(record: RecordId, kind: str, before: Standing | None, after: Standing, cell: Cell) -> Item | None:
    had: set[str] = before.values(cell) if before else set()
    has = after.values(cell)
    ours = before.shown(cell) if before else None
    if len(has) > 1:
        if len(had) > 1:
            if not _are_others(before, after, cell):
                return None
            what, theirs = What.FURTHER, _latest_new(before, after, cell)
        else:
            what, theirs = What.CONTRADICTS, _other(after.heads(cell), ours)
    elif len(had) > 1:
        what, theirs = What.SETTLED, after.shown(cell)
    elif had != has and (had or has != {"null"}):
        what, theirs = What.CHANGED, after.shown(cell)
    else:
        return None
    return Item(what, record, kind, "", *cell, _side(kind, ours), _side(kind, theirs))


def _presence_contradicted(record: RecordId, kind: str, before: Standing | None, after: Standing, now: Verdict) -> Item:
    """Deleted by one and edited or restored by the other: the deletion, and opposite the last that it had not seen."""
    deletion = after.shown((DELETED, ""))
    unseen = set(now.unseen)
    edits = (head for cell in after.cells() for head in after.heads(cell) if head.id in unseen)
    edit = max(edits, key=lambda head: (head.at, head.id), default=None)
    ours_deletes = before is not None and bool(before.heads((DELETED, "")))
    ours, theirs = (deletion, edit) if ours_deletes else (edit, deletion)
    what = What.FURTHER if before is not None and before.presence.contested else What.CONTRADICTS
    return Item(what, record, kind, "", DELETED, "", _side(kind, ours), _side(kind, theirs))


def _other(found: Sequence[Change], ours: Change | None) -> Change | None:
    """The first head that says something else than what is shown here."""
    told = (head for head in found if head.value is not None)
    return next((head for head in told if ours is None or brief(head.value) != brief(ours.value)), None)


def _are_others(before: Standing | None, after: Standing, cell: Cell) -> bool:
    """Whether other people's values stand in a contradiction than before, or one of them went."""
    stood, stands = ({(head.id, head.value is None) for head in side.heads(cell)} if side else set()
                     for side in (before, after))  # fmt: skip
    return stood != stands


def _latest_new(before: Standing | None, after: Standing, cell: Cell) -> Change | None:
    """The latest head that was not there before: what a contradiction gets beside its values, or one of them again."""
    here = {head.id for head in before.heads(cell)} if before else set()
    return next((head for head in after.heads(cell) if head.id not in here), after.shown(cell))


def _side(kind: str, change: Change | None) -> Side | None:
    if change is not None and is_brief(change.value):
        return Side(None, change.author, change.at, change.id)
    return None if change is None else Side(_value(kind, change), change.author, change.at)


def filled(kind: str, side: Side, changes: Mapping[bytes, Change]) -> Side:
    """A side with the value that was left out at first, if its change is among these."""
    change = changes.get(side.later)
    return side if change is None else Side(_value(kind, change), change.author, change.at)


def holds(kind: str, after: Standing) -> tuple[tuple[str, str, Side], ...]:
    """What a record would show, by field and language in the order of its declaration; of long texts the beginning."""
    if kind not in KINDS:
        return ()
    found = []
    order = {name: number for number, name in enumerate(KINDS[kind].fields)}
    for name, language in sorted(
        (cell for cell in after.cells() if cell[0] in order), key=lambda c: (order[c[0]], c[1])
    ):
        side = _side(kind, after.shown((name, language)))
        if side is not None and (side.later or side.value not in (None, KINDS[kind].fields[name].type.empty)):
            found.append((name, language, beginning(side)))
    return tuple(found)


def beginning(side: Side) -> Side:
    """A side of whose long text only the beginning is shown."""
    text = side.value
    return replace(side, value=f"{text[:_BEGINNING]}…") if isinstance(text, str) and len(text) > _BEGINNING else side


def _value(kind: str, change: Change) -> Value | Json:
    declared = KINDS[kind].fields.get(change.field) if kind in KINDS else None
    if declared is None or declared.translated:
        return change.json
    value: Value = declared.type.from_json(change.json)
    return value


def _head(change: Change) -> Head:
    return Head(change.id, change.at, change.value, ONLY)


def _in_rank(found: Sequence[Change]) -> list[Change]:
    if len(found) < _SEVERAL:
        return list(found)
    by_id: Mapping[bytes, Change] = {change.id: change for change in found}
    heads_ = (Head(change.id, change.at, brief(change.value), ONLY) for change in found)
    return [by_id[head.id] for head in ranked(heads_)]


def _begun(change: Change) -> Change:
    text = "" if change.value is None or is_brief(change.value) or len(change.value) <= _BEGINNING else change.json
    return structs.replace(change, value=canonical(text[:_BEGINNING])) if text and isinstance(text, str) else change

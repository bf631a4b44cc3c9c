"""The lines of a list of one kind of record put together: which of them are new."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from desktop_app.exchange.sheet.folding import fold
from desktop_app.exchange.sheet.known import titles_of
from desktop_app.exchange.sheet.ledger import Draft, Entry
from desktop_app.exchange.sheet.organisations import key_of
from desktop_app.exchange.sheet.plan import Fate, How, Line, Link
from desktop_app.exchange.sheet.settling import Unread, already, values_of, without_doubts
from desktop_app.records import Organisation, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from desktop_app.exchange.sheet.known import Known
    from desktop_app.exchange.sheet.plan import Corrections, Ref
    from desktop_app.records import Translated, Value

_Name = tuple[str, ...]
"""What a record belongs to, and what it is called there."""


class PlainSettler:
    """Takes the lines of a list one by one; what has the title or the symbol of another is not made twice."""

    def __init__(self, kind: type[Record], known: Known, corrections: Corrections) -> None:
        self.drafts: list[Draft] = []
        self._kind = kind
        self._known = known
        self._corrections = corrections
        self._unread = Unread()
        self._named: dict[_Name, Entry] = {}
        for record in known.records(kind):
            names = titles_of(record, known.title)
            self._note(self._names(record, names), Entry(kind.kind_name, "", record=record.id, names=names))

    def line(self, line: Line) -> Line:
        """The line with its link and its fate."""
        key, name = (line.row, line.part), self._kind.kind_name
        if line.fate is Fate.LEFT_OUT or key in self._corrections.left_out:
            return replace(line, fate=Fate.LEFT_OUT, links=())
        values = values_of(line.cells, name)
        record = self._record(values)
        titles = titles_of(record, self._known.title)
        names = list(self._names(record, titles))
        found = next((self._named[at] for at in names if at in self._named), None)
        if found is not None and key not in self._corrections.taken:
            cells = dict(line.cells)
            without_doubts(cells, name)
            self._unread.told(cells, found.link())
            said = already(found)
            doubts, told = ((), (said,)) if found.record else ((said,), ())
            return replace(
                line,
                cells=cells,
                fate=Fate.KNOWN,
                links=(found.link(),),
                doubts=line.doubts + doubts,
                told=line.told + told,
            )
        self.drafts.append(Draft(name, line.place, values))
        self._note(names, Entry(name, "", made=len(self.drafts) - 1, line=line.place, names=titles))
        link = Link(name, How.NEW, len(self.drafts) - 1)
        self._unread.told(dict(line.cells), link)
        return replace(line, links=(link,))

    def _record(self, values: Mapping[str, Value | Ref]) -> Record:
        return cast("Callable[..., Record]", self._kind)(**values)

    def _note(self, names: Iterable[_Name], entry: Entry) -> None:
        for name in names:
            self._named.setdefault(name, entry)

    def _names(self, record: Record, titles: Translated) -> Iterator[_Name]:
        whole = tuple(str(getattr(record, field.name)) for field in record.fields.values() if field.part_of)
        if isinstance(record, Organisation):
            yield from ((*whole, key_of(text)) for text in record.name.values())
        yield from ((*whole, title) for title in sorted(set(map(fold, titles.values()))) if title)
        symbol = fold(str(getattr(record, "symbol", "")))
        if symbol:
            yield (*whole, "symbol", symbol)

"""What an erasure would take, said before it is done: which cells, which texts, and who has copies of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from desktop_app.errors import Unknown
from desktop_app.language import Message, _
from desktop_app.progress import SILENT
from desktop_app.records import KINDS, Person, field_named
from desktop_app.records.dossier import children_of
from desktop_app.records.types import InLanguages, Text
from desktop_app.workspace.changes.change import canonical, parsed
from desktop_app.workspace.kept.erasure import EVERY, KEPT
from desktop_app.workspace.privacy.names import Spellings

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from desktop_app.progress import Progress
    from desktop_app.records import Field, RecordId
    from desktop_app.records.linked import Groups
    from desktop_app.workspace.changes.log import Log, Place
    from desktop_app.workspace.file.store import Store
    from desktop_app.workspace.kept.erasing import Erasing
    from desktop_app.workspace.kept.exports import Export, Exports
    from desktop_app.workspace.kept.imports import Import, Imports
    from desktop_app.workspace.privacy.names import Named
    from desktop_app.workspace.writing.pen import Pen

_AT_ONCE: Final = 5_000
"""Records whose texts are looked through in one read."""
_AROUND: Final = 60
"""Characters of a text that are shown on either side of a name."""


class Part(msgspec.Struct, frozen=True):
    """A record, or one field of it, that an erasure takes."""

    record: RecordId
    kind: str
    field: str
    """``""`` for all that is said in the record."""
    language: str
    """The language of one text; `EVERY` for the whole field."""
    values: int
    """How many values go, earlier ones among them."""
    ours: bool
    """Whether it goes everywhere; where the record is another city's, it goes from this workspace alone."""


class Mention(msgspec.Struct, frozen=True):
    """A text that names the person: one language of one field of a record, with its earlier versions."""

    record: RecordId
    kind: str
    field: str
    language: str
    context: str
    """The piece of it around the first name."""
    spans: tuple[tuple[int, int], ...]
    """Where in the context the names are."""
    sure: bool
    """Whether it holds more than the family name alone, which may be a word like any other."""
    shown: bool
    """Whether the text as it is now names the person, and not an earlier version alone."""
    ours: bool


class Holders(msgspec.Struct, frozen=True):
    """Who else has some records: what is erased has to go there too."""

    exports: tuple[Export, ...]
    """The files that went out with any of it."""
    imports: tuple[Import, ...]
    """The files that came in with any of it, the withdrawn ones too."""
    cities: tuple[RecordId, ...]
    """The other cities that founded any of it: by their erasure it goes everywhere."""

    def __bool__(self) -> bool:
        """Whether anybody has it."""
        return bool(self.exports or self.imports)


class Proposal(msgspec.Struct, frozen=True):
    """What an erasure would take. Nothing of it is done."""

    record: RecordId
    kind: str
    parts: tuple[Part, ...]
    mentions: tuple[Mention, ...]
    spellings: Spellings
    authors: tuple[str, ...]
    """Authors of changes who are called as the person is. Who wrote what is part of the history and stays."""
    holders: Holders
    """Who has any of it, and is to be told."""

    @property
    def warnings(self) -> list[Message]:
        """What it cannot do, for the person to know before."""
        foreign = _(
            "The record belongs to another city, so it is erased in this workspace only. Ask everybody else "
            "who has it to erase it too."
        )
        stays = [
            _("{author} wrote in this workspace. Who wrote what is part of the history and stays.", author=author)
            for author in self.authors
        ]
        return stays if all(part.ours for part in self.parts) else [foreign, *stays]

    @property
    def values(self) -> int:
        """How many values go, apart from texts."""
        return sum(part.values for part in self.parts)


class Proposer:
    """Looks through one workspace."""

    def __init__(
        self, store: Store, log: Log, pen: Pen, erasing: Erasing, exports: Exports, imports: Imports,
        groups: Callable[[], Groups],
    ) -> None:  # fmt: skip
        self._store = store
        self._groups = groups
        self._log = log
        self._pen = pen
        self._erasing = erasing
        self._exports = exports
        self._imports = imports

    def propose(self, record: RecordId, field: str, language: str, progress: Progress = SILENT) -> Proposal:
        """What erasing a record, a field of it, or a text in one language would take.

        Raises:
            Unknown: there is no such record or field, or it is one that no erasure takes.
        """
        place = self._log.record(record)
        if place is None or place.kind not in KINDS:
            raise Unknown(_("There is no record “{record}” here, or it was deleted.", record=str(record)[:80]))
        if field in KEPT or (field and field_named(KINDS[place.kind], field) is None):
            raise Unknown(_("“{field}” says whose record it is and who may see it; it stays.", field=field))
        mentions: tuple[Mention, ...] = ()
        if field:
            parts, spellings = [self._part(place, field, language)], Spellings((), ())
        else:
            linked = [known for one in self._groups().members(record) if (known := self._log.record(one)) is not None]
            places = linked if place in linked else [place]
            parts = [part for one in places for part in (self._part(one, "", ""), *self._personal_parts(one))]
            spellings = self._spellings(places)
            taken = {(part.record, part.field) for part in parts}
            mentions = tuple(self._mentions(spellings, taken, progress)) if place.kind == Person.kind_name else ()
        names = [author for (author,) in self._store.rows("select distinct author from who order by author")]
        return Proposal(
            record, place.kind, tuple(parts), mentions, spellings,
            tuple(name for name in names if any(found.sure for found in spellings.found_in(name))),
            self.holders({record, *(part.record for part in parts)}),
        )  # fmt: skip

    def holders(self, records: Collection[RecordId], until: str = "") -> Holders:
        """Who has some records; by exports up to a time, ISO 8601 in UTC, if one is named."""
        sent = [one for one in self._exports.with_records(records) if not until or one.at <= until]
        founders = {city for record in records for city in self._erasing.founders(record)}
        others = sorted(city for city in founders if city and city != self._pen.author.city)
        return Holders(tuple(sent), tuple(self._imports.with_records(records)), tuple(others))

    def _part(self, place: Place, field: str, language: str) -> Part:
        sql = (
            "select count(*) from change c join slot s on s.n = c.slot where c.record = ? and c.value is not null"
            f" and s.field not in ({', '.join(repr(name) for name in sorted(KEPT))})"
            " and (? = '' or s.field = ?) and (? in ('', ?) or s.language = ?)"
        )
        values = self._store.value(sql, place.number, field, field, language, EVERY, language)
        ours = self._erasing.is_ours(self._pen.author, place.id)
        return Part(place.id, place.kind, field, language, int(values), ours)

    def _personal_parts(self, place: Place) -> Iterator[Part]:
        """The personal data of records that are part of this one; deleted ones too."""
        for kind, whole in children_of(place.kind):
            personal = [field for field in kind.fields.values() if field.personal and not field.refers_to]
            sql = (
                "select distinct c.record from change c where c.slot = ? and c.value = ? and c.live > 0"
                if personal
                else "select 1 where false and ? = ?"
            )
            slot = self._log.slot(kind.kind_name, whole.name, "")
            for (number,) in self._store.rows(sql, slot, canonical(place.id)):
                part = self._log.numbered(number)
                yield from (self._part(part, field.name, EVERY if field.translated else "") for field in personal)

    def _spellings(self, places: Sequence[Place]) -> Spellings:
        """Every name that a person's records ever had; of what is no person, none."""
        said: dict[str, list[str]] = {}
        numbers = ", ".join(str(place.number) for place in places if place.kind == Person.kind_name) or "null"
        sql = (
            f"select s.field, c.value from change c join slot s on s.n = c.slot where c.record in ({numbers})"
            " and c.value is not null and s.field in ('family_name', 'given_name', 'email', 'phone')"
        )
        for field, value in self._store.rows(sql):
            text = parsed(value)
            if isinstance(text, str) and text:
                said.setdefault(field, []).append(text)
        others = said.get("email", []) + said.get("phone", [])
        return Spellings(said.get("family_name", []), said.get("given_name", []), others)

    def _mentions(
        self, spellings: Spellings, taken: set[tuple[RecordId, str]], progress: Progress
    ) -> Iterator[Mention]:
        slots = {
            number: (kind, field, language)
            for number, kind, field, language in self._store.rows("select n, kind, field, language from slot")
            if kind in KINDS and _is_text(KINDS[kind].fields.get(field))
        }
        last = self._store.value("select max(n) from record") or 0
        for start in range(0, last + 1, _AT_ONCE):
            progress.step(start, last, _("Looking for the name in texts"))
            sql = (
                f"select c.record, c.slot, c.value, c.live from change c where c.record between {start} and"
                f" {start + _AT_ONCE - 1} and c.slot in ({', '.join(map(str, slots)) or 'null'})"
                " and c.value is not null order by c.record, c.slot, c.live in (1, 2) desc, c.live desc, c.at desc"
            )
            found: dict[tuple[int, int], list[tuple[str, bool]]] = {}
            for record, slot, value, live in self._store.rows(sql):
                text = parsed(value) if spellings.may_be_in(value) else None
                if isinstance(text, str):
                    found.setdefault((record, slot), []).append((text, live > 0))
            for (record, slot), texts in found.items():
                place, (_kind, field, language) = self._log.numbered(record), slots[slot]
                if not {(place.id, ""), (place.id, field)} & taken:
                    yield from self._mention(spellings, place, field, language, texts)

    def _mention(
        self, spellings: Spellings, place: Place, field: str, language: str, texts: Sequence[tuple[str, bool]]
    ) -> Iterator[Mention]:
        named = [(text, shown, found) for text, shown in texts if (found := spellings.found_in(text))]
        if named:
            text, shown, found = named[0]
            sure = any(one.sure for _text, _shown, all_ in named for one in all_)
            ours = self._erasing.is_ours(self._pen.author, place.id)
            yield Mention(place.id, place.kind, field, language, *_context(text, found), sure, shown, ours)


def _is_text(field: Field | None) -> bool:
    return field is not None and isinstance(field.type, Text | InLanguages)


def _context(text: str, found: Sequence[Named]) -> tuple[str, tuple[tuple[int, int], ...]]:
    start, end = max(0, found[0].start - _AROUND), min(len(text), found[0].end + _AROUND)
    ahead = "…" if start else ""
    shift = len(ahead) - start
    spans = tuple((one.start + shift, one.end + shift) for one in found if one.end <= end)
    return f"{ahead}{text[start:end]}{'…' if end < len(text) else ''}".replace("\n", " "), spans

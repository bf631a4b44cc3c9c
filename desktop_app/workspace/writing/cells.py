"""From the values that somebody gives to cells: each checked by its field, each language by itself."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from desktop_app.errors import InvalidValue
from desktop_app.language import _
from desktop_app.records import City, Record, Translated, city_id, field_named
from desktop_app.workspace.changes.change import canonical

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.records import Field, RecordId, Value

NULL: Final = "null"
"""The value of an emptied cell."""


class Cell(NamedTuple):
    """One cell and the JSON text that it gets."""

    field: str
    language: str
    value: str


def cells_of(kind: type[Record], values: Mapping[str, object], language: str) -> list[Cell]:
    """The cells that these values write.

    A field in several languages takes a text in ``language``, or a mapping; of a mapping the languages that it names
    are written, an empty text empties that language, and the others stay as they are.

    Raises:
        Unknown: the kind has no such field.
        InvalidValue: a field does not take its value.
    """
    cells = []
    for name, value in values.items():
        field = field_named(kind, name)
        if field.translated:
            cells.extend(_translated_cells(field, value, language))
        else:
            cells.append(Cell(name, "", canonical(field.type.to_json(field.check(value)))))
    return cells


def _translated_cells(field: Field, value: object, language: str) -> list[Cell]:
    texts = {language: value} if isinstance(value, str) else value
    if not isinstance(texts, Mapping):
        field.check(value)
        return []
    if "" in texts:
        raise InvalidValue(
            _("{field}: {sentence}", field=field.label, sentence=_("Say in which language this text is.")), field.name
        )
    checked = field.check(texts)
    assert isinstance(checked, Translated)
    return [Cell(field.name, code, canonical(checked.get(code) or None)) for code in texts]


def default_text(kind: type[Record], name: str) -> str:
    """The JSON text of what a cell shows in which nothing was ever written."""
    field = kind.fields.get(name)
    if field is None or field.translated or field.default is None:
        return NULL
    return canonical(field.type.to_json(field.default))


def new_record(kind: type[Record], values: Mapping[str, object], language: str, id_: RecordId | None) -> Record:
    """A new record with these values, all of them checked, and an identity of its own.

    A city's identity follows from its code, so that two files that name it mean one record.
    """
    said: dict[str, Value] = {}
    for name, value in values.items():
        field = field_named(kind, name)
        in_languages = field.translated and isinstance(value, str)
        said[name] = field.check({language: value} if in_languages else value)
    if id_ is not None:
        identity = _checked_id(id_)
    elif kind is City and said.get("code"):
        identity = city_id(str(said["code"]))
    else:
        identity = str(uuid.uuid4())
    return kind(id=identity, **said)  # type: ignore[arg-type]  # each was checked by the field that it belongs to


def _checked_id(id_: RecordId) -> RecordId:
    try:
        return str(uuid.UUID(str(id_)))
    except ValueError:
        raise InvalidValue(_("“{value}” is not the identity of a record.", value=str(id_)[:80])) from None


def require_all(record: Record) -> None:
    """Refuse a record in which a required field is empty.

    Raises:
        InvalidValue: it names all of them; its ``field`` is the first.
    """
    missing = record.missing()
    if missing:
        labels = ", ".join(str(field.label) for field in missing)
        raise InvalidValue(_("{kind}: please fill in {fields}.", kind=record.one, fields=labels), missing[0].name)


def already_there(record: RecordId) -> InvalidValue:
    """The refusal of a new record whose identity is taken."""
    return InvalidValue(_("There is already a record “{id}”; it can be changed, or restored.", id=record), "id")


def require_distinct(records: Sequence[Record]) -> None:
    """Refuse records of which two have one identity.

    Raises:
        InvalidValue: it names the first such identity.
    """
    seen: set[RecordId] = set()
    for record in records:
        if record.id in seen:
            raise already_there(record.id)
        seen.add(record.id)


def cells_of_new(record: Record) -> list[Cell]:
    """The cells that a new record writes: its city always, which says that it is there, and what is not the default."""
    cells = [Cell("city", "", canonical(record.city or None))]
    for name, field in record.fields.items():
        value = getattr(record, name)
        if name == "city":
            continue
        if isinstance(value, Translated):
            cells.extend(Cell(name, code, canonical(text)) for code, text in value.items())
        else:
            text = canonical(field.type.to_json(value))
            if text != default_text(type(record), name):
                cells.append(Cell(name, "", text))
    return cells

"""Records as the command line reads and writes them: fields by name, values as JSON or as a person types them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from desktop_app.errors import InvalidValue
from desktop_app.language import _
from desktop_app.records import Translated, field_named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop_app.records import Json, Record, Value
    from desktop_app.workspace import Workspace


def as_json(record: Record) -> dict[str, Json]:
    """A record with all that is written in it."""
    written: dict[str, Json] = {"id": record.id, "record": record.kind_name}
    for name, declared in record.fields.items():
        value = declared.type.to_json(getattr(record, name))
        if value is not None:
            written[name] = value
    return written


def from_json(kind: type[Record], line: bytes, number: int, language: str) -> dict[str, Value]:
    """The values of one line of JSON, each checked by its field.

    A plain text in a translated field is taken as being in ``language``.

    Raises:
        InvalidValue: the line is no JSON object, or a field does not take its value; the sentence names the line.
        Unknown: the kind has no such field.
    """
    try:
        given = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError):
        given = None
    if not isinstance(given, dict):
        raise InvalidValue(_("Line {number} is not a JSON object.", number=number))
    return {name: _checked(kind, name, value, number, language) for name, value in given.items()}


def _checked(kind: type[Record], name: str, value: object, number: int, language: str) -> Value:
    declared = field_named(kind, name)
    try:
        return declared.check({language: value} if declared.translated and isinstance(value, str) else value)
    except InvalidValue as refused:
        raise InvalidValue(_("Line {number}. {sentence}", number=number, sentence=refused.sentence), name) from refused


def assignments(kind: type[Record], said: Iterable[str], language: str) -> dict[str, object]:
    """The values that ``FIELD=VALUE`` sets; ``FIELD.fr=VALUE`` sets one language of a translated field.

    Raises:
        InvalidValue: an assignment has no ``=``, or the field does not take the value.
        Unknown: the kind has no such field.
    """
    values: dict[str, object] = {}
    texts: dict[str, dict[str, str]] = {}
    for assignment in said:
        target, equals, text = assignment.partition("=")
        if not equals:
            raise InvalidValue(_("“{text}” sets nothing: write FIELD=VALUE.", text=assignment))
        name, _dot, written_in = target.partition(".")
        declared = field_named(kind, name)
        if declared.translated:
            checked = declared.read(text, written_in or language)
            assert isinstance(checked, Translated)
            texts.setdefault(name, {})[written_in or language] = checked.get(written_in or language, "")
        elif written_in:
            raise InvalidValue(_("{field} is not written in several languages.", field=declared.label), name)
        else:
            values[name] = declared.read(text, language) if text else declared.type.empty
    return {**values, **texts}


def shown(record: Record, name: str, workspace: Workspace, language: str) -> str:
    """A field's value for a reader, other records by their titles."""
    declared = record.fields[name]
    if declared.refers_to:
        return ", ".join(filter(None, (workspace.title(target, language) for target in declared.references(record))))
    return str(declared.type.show(getattr(record, name), language))

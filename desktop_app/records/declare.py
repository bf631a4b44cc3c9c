"""How a kind of record is declared: each field says everything about itself once, and the rest is derived.

    class Person(Record, kind="person", one=_("Person"), many=_("People")):
        family_name: str = line(_("Family name"), required=True, personal=True)

From that come the table and the search document (`desktop_app.workspace`), the editor (`ui.forms.binding`), the
spreadsheet's column (`desktop_app.exchange`), the block in a document and what each audience may see.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final, Self, TypeAlias, cast, dataclass_transform

import msgspec

from desktop_app.errors import InvalidValue, Unknown
from desktop_app.language import Message, _
from desktop_app.records.picture import Picture
from desktop_app.records.quantity import Quantity
from desktop_app.records.types import (
    Code,
    CountryCode,
    FieldType,
    InLanguages,
    Integer,
    LanguageCode,
    Moment,
    Position,
    Reference,
    Several,
    Text,
)
from desktop_app.records.values import Precision, RecordId, Translated, When
from desktop_app.records.vocabulary import Audience

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NameOf: TypeAlias = "Callable[[RecordId], str]"
"""Gives the title of another record, in the language that the caller has chosen; ``""`` for one that is not here."""

Value: TypeAlias = "str | int | None | tuple[str, ...] | Translated"
"""A value as a record's attribute holds it (`When` is a ``str``)."""


class Field(msgspec.Struct, frozen=True):
    """What one field says about itself."""

    name: str
    label: Message
    type: FieldType[Any]
    required: bool = False
    personal: bool = False
    """Data about a person: counted before a bundle leaves, searched by an erasure."""
    audience: Audience = Audience.PUBLIC
    """The widest audience that may see it."""
    part_of: bool = False
    """The record belongs to the one that this field refers to, and is read, shown and deleted with it."""
    default: Value = None
    """What a new record starts with; ``None`` for the type's empty value."""
    also: tuple[str, ...] = ()
    """Other names that people give the column in their spreadsheets, in any language."""
    help: Message | None = None
    links: bool = False
    """It says which records stand for the same: made by linking two of them, in no form and no spreadsheet."""

    @property
    def translated(self) -> bool:
        """Whether it is written in several languages, each a cell of its own in the log."""
        return isinstance(self.type, InLanguages)

    @property
    def refers_to(self) -> tuple[str, ...]:
        """The kinds that its value or values may refer to."""
        inner = self.type.each if isinstance(self.type, Several) else self.type
        return inner.kinds if isinstance(inner, Reference) else ()

    def references(self, record: Record) -> tuple[RecordId, ...]:
        """The records to which this field of ``record`` refers."""
        if not self.refers_to:
            return ()
        value = getattr(record, self.name)
        return value if isinstance(value, tuple) else (value,) if value else ()

    def check(self, value: object) -> Value:
        """The value as it is kept. The sentence of a refusal begins with the field's label.

        Raises:
            InvalidValue: the field does not take it.
        """
        return self._named(lambda: self.type.check(value))

    def read(self, text: str, language: str) -> Value:
        """The value that a person means by ``text``; a translated field takes it as being in ``language``.

        Raises:
            InvalidValue: it means nothing here.
        """
        if isinstance(self.type, InLanguages):
            return self.check({language: text})
        return self._named(lambda: self.type.read(text))

    def _named(self, call: Callable[[], Value]) -> Value:
        try:
            return call()
        except InvalidValue as refused:
            sentence = _("{field}: {sentence}", field=self.label, sentence=refused.sentence)
            raise InvalidValue(sentence, self.name) from refused


def _declared(type_: FieldType[Any], label: Message, **said: Any) -> Any:
    """A field that has no name yet: `Record` gives it the one under which it stands in the class."""
    return Field("", label, type_, **said)


def line(
    label: Message,
    *,
    required: bool = False,
    personal: bool = False,
    audience: Audience = Audience.PUBLIC,
    also: tuple[str, ...] = (),
    help: Message | None = None,  # noqa: A002
) -> str:
    """A single line of text."""
    said = {"required": required, "personal": personal, "audience": audience, "also": also, "help": help}
    return cast("str", _declared(Text(), label, **said))


def _a_form_of(type_: Text) -> Callable[..., str]:
    def declare(
        label: Message,
        *,
        personal: bool = False,
        audience: Audience = Audience.NETWORK,
        also: tuple[str, ...] = (),
    ) -> str:
        return cast("str", _declared(type_, label, personal=personal, audience=audience, also=also))

    return declare


email = _a_form_of(Text(form="email"))
phone = _a_form_of(Text(form="phone"))
url = _a_form_of(Text(form="url"))


def prose(
    label: Message, *, personal: bool = False, audience: Audience = Audience.PUBLIC, also: tuple[str, ...] = ()
) -> str:
    """Paragraphs of text in whatever language they were written."""
    said = {"personal": personal, "audience": audience, "also": also}
    return cast("str", _declared(Text(lines=True), label, **said))


def translated(
    label: Message,
    *,
    required: bool = False,
    lines: bool = False,
    max_words: int = 0,
    personal: bool = False,
    audience: Audience = Audience.PUBLIC,
    also: tuple[str, ...] = (),
) -> Translated:
    """A text in several languages: a line, or paragraphs when ``lines`` is true."""
    type_ = InLanguages(Text(lines=lines, max_words=max_words))
    said = {"required": required, "personal": personal, "audience": audience, "also": also}
    return cast("Translated", _declared(type_, label, **said))


def code(
    label: Message,
    vocabulary: str,
    *,
    required: bool = False,
    default: str = "",
    audience: Audience = Audience.PUBLIC,
    also: tuple[str, ...] = (),
) -> str:
    """A code from a vocabulary."""
    said = {"required": required, "default": default, "audience": audience, "also": also}
    return cast("str", _declared(Code(vocabulary), label, **said))


def codes(label: Message, vocabulary: str, *, also: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Several codes from a vocabulary."""
    return cast("tuple[str, ...]", _declared(Several(Code(vocabulary)), label, also=also))


def languages(label: Message, *, personal: bool = False, also: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Several languages, by their codes (ISO 639)."""
    return cast("tuple[str, ...]", _declared(Several(LanguageCode()), label, personal=personal, also=also))


def language(label: Message) -> str:
    """One language, by its code (ISO 639)."""
    return cast("str", _declared(LanguageCode(), label))


def country(label: Message, *, required: bool = False) -> str:
    """A country, by its code (ISO 3166-1 alpha-2)."""
    return cast("str", _declared(CountryCode(), label, required=required))


def reference(
    label: Message,
    *kinds: str,
    required: bool = False,
    part_of: bool = False,
    personal: bool = False,
    audience: Audience = Audience.PUBLIC,
    also: tuple[str, ...] = (),
) -> RecordId:
    """Another record, of one of these kinds."""
    said = {"required": required, "part_of": part_of, "personal": personal, "audience": audience, "also": also}
    return cast("RecordId", _declared(Reference(kinds), label, **said))


def references(label: Message, *kinds: str) -> tuple[RecordId, ...]:
    """Several other records."""
    return cast("tuple[RecordId, ...]", _declared(Several(Reference(kinds)), label))


def link(label: Message, kind: str) -> RecordId:
    """Another record of the kind that stands for the same (`desktop_app.records.linked`)."""
    return cast("RecordId", _declared(Reference((kind,)), label, links=True))


def links(label: Message, kind: str) -> tuple[RecordId, ...]:
    """Other records of the kind, about which something is known as with `link`."""
    return cast("tuple[RecordId, ...]", _declared(Several(Reference((kind,))), label, links=True))


def moment(
    label: Message,
    *,
    finest: Precision = Precision.DAY,
    required: bool = False,
    audience: Audience = Audience.PUBLIC,
    also: tuple[str, ...] = (),
) -> When:
    """A date, or a date and time, of which only the beginning may be known."""
    said = {"required": required, "audience": audience, "also": also}
    return cast("When", _declared(Moment(finest), label, **said))


def integer(
    label: Message,
    least: int = 0,
    most: int = 1_000_000,
    *,
    required: bool = False,
    audience: Audience = Audience.PUBLIC,
) -> int | None:
    """A whole number between two bounds."""
    return cast("int | None", _declared(Integer(least, most), label, required=required, audience=audience))


def quantity(label: Message) -> str:
    """A number with decimals, kept as it was written."""
    return cast("str", _declared(Quantity(), label))


def picture(label: Message) -> str:
    """A small picture."""
    return cast("str", _declared(Picture(), label))


def position(label: Message) -> str:
    """A place in a list between two neighbours."""
    return cast("str", _declared(Position(), label, required=True))


KINDS: Final[dict[str, type[Record]]] = {}
"""Every kind of record, by its name, in the order of declaration."""


@dataclass_transform(kw_only_default=True, frozen_default=True)
class _Declared:
    """What a frozen dataclass is, and one to type checkers, made without compiling a source text for each kind.

    That took 10 ms of each start.
    """

    fields: ClassVar[Mapping[str, Field]] = {}
    """Every field by its name, in the order of declaration, those that all records share last."""

    def __init__(self, **values: object) -> None:
        """Make a record; a field that is not named has its default."""
        unknown = values.keys() - self.fields.keys() - {"id"}
        if unknown:
            raise TypeError(f"{type(self).__name__} has no {', '.join(sorted(unknown))}")
        self.__dict__.update(values)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} is fixed")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, type(self)) and self._values() == other._values()

    def __hash__(self) -> int:
        return hash(self.__dict__.get("id"))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self._values().items())})"

    def _values(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in ("id", *self.fields)}


class Record(_Declared):
    """One thing that a team wrote down. Frozen: a change is made in the workspace, which then gives a new one."""

    kind_name: ClassVar[str] = ""
    one: ClassVar[Message]
    many: ClassVar[Message]

    id: RecordId = ""
    city: RecordId = ""
    confidentiality: str = ""

    def __init_subclass__(
        cls, *, kind: str, one: Message, many: Message, audience: Audience = Audience.NETWORK
    ) -> None:
        """Make a kind of record.

        Args:
            kind: its name in the log, in tables and on the command line; never changed once released.
            one: what a person calls one such record.
            many: what a person calls several.
            audience: the confidentiality of a new record.
        """
        super().__init_subclass__()
        cls.kind_name, cls.one, cls.many = kind, one, many
        shared = {
            "city": reference(_("Belongs to"), "city"),
            "confidentiality": code(_("May be seen by"), "audience", default=audience.code),
        }
        own = {name: said for name, said in vars(cls).items() if isinstance(said, Field)}
        drafts = cast("dict[str, Field]", own | shared)
        cls.fields = {name: msgspec.structs.replace(draft, name=name) for name, draft in drafts.items()}
        for field in cls.fields.values():
            setattr(cls, field.name, field.type.empty if field.default is None else field.default)
        KINDS[kind] = cls

    def with_values(self, **values: object) -> Self:
        """The same record with other values in some fields."""
        made = object.__new__(type(self))
        made.__dict__.update(self.__dict__, **values)
        return made

    def called(self, language: str, name_of: NameOf) -> str:
        """What a reader of ``language`` calls this record, in a list or a sentence.

        The first field that has something to say, unless the kind knows better.
        """
        for field in self.fields.values():
            value = getattr(self, field.name)
            said = name_of(value) if field.refers_to and isinstance(value, str) else field.type.show(value, language)
            if said:
                return said
        return ""

    def missing(self) -> tuple[Field, ...]:
        """The required fields in which nothing is written yet."""
        return tuple(
            field for field in self.fields.values() if field.required and getattr(self, field.name) == field.type.empty
        )


def kind_named(name: str) -> type[Record]:
    """The kind of that name.

    Raises:
        Unknown: there is none.
    """
    if name not in KINDS:
        raise Unknown(
            _("There is no kind of record “{kind}”. The kinds are: {kinds}.", kind=name[:80], kinds=", ".join(KINDS))
        )
    return KINDS[name]


def field_named(kind: type[Record], name: str) -> Field:
    """The field of that name.

    Raises:
        Unknown: the kind has none.
    """
    if name not in kind.fields:
        raise Unknown(
            _(
                "{kind} has no field “{field}”. It has: {fields}.",
                kind=kind.one,
                field=name[:80],
                fields=", ".join(kind.fields),
            )
        )
    return kind.fields[name]

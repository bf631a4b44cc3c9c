"""What the columns of a list may be: slots, derived from the declarations of the kinds that a row makes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from desktop_app.errors import Unknown
from desktop_app.exchange.sheet.folding import fold
from desktop_app.language import LANGUAGES, Message, _
from desktop_app.records import Field, Membership, Organisation, Person, Record, kind_named
from desktop_app.records.types import InLanguages, Position, Several, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

FULL_NAME: Final = "person.name"
"""The slot of a column that holds whole names; it is split into the fields of a person."""

ALTERNATE_NAME: Final = "person.alternate"
"""The slot of a column that holds the whole name of somebody's alternate, who becomes a person too."""

_SHARED: Final = frozenset({"city", "confidentiality"})
_MADE_WITH: Final[Mapping[str, tuple[type[Record], ...]]] = {"person": (Person, Organisation, Membership)}
"""The kinds of which a row makes a record each, where it makes more than one: a stakeholder list."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One thing that a column may be."""

    key: str
    """``kind.field``: ``person.email``."""
    label: Message
    field: Field | None
    """``None`` for whole names."""
    names: tuple[str, ...]
    """Everything that people call such a column, the label first, in all languages."""

    @property
    def kind(self) -> str:
        """The kind of record that it belongs to."""
        return self.key.partition(".")[0]

    @property
    def joins(self) -> bool:
        """Whether several columns may give it together: a telephone and a mobile."""
        if self.field is None:
            return False
        type_ = self.field.type
        return isinstance(type_, Several | InLanguages) or (isinstance(type_, Text) and type_.form != "url")


@dataclass(frozen=True)
class Target:
    """What a list is read as."""

    kind: type[Record]
    slots: Mapping[str, Slot]

    @property
    def is_group(self) -> bool:
        """Whether a row makes an organisation, people and their memberships: a stakeholder list."""
        return self.kind.kind_name in _MADE_WITH

    @cached_property
    def kinds(self) -> tuple[type[Record], ...]:
        """The kinds of which a row makes records."""
        return _MADE_WITH.get(self.kind.kind_name, (self.kind,))

    def slot(self, name: str) -> Slot:
        """The slot that a person names: by its key, its field's name alone, or its label in any language.

        Raises:
            Unknown: there is none, or more than one.
        """
        if name in self.slots:
            return self.slots[name]
        wanted = fold(name)
        found = [slot for slot in self.slots.values() if slot.key.partition(".")[2] == name.strip()]
        found = found or [slot for slot in self.slots.values() if wanted in map(fold, _labels(slot.label))]
        if len(found) != 1:
            raise Unknown(
                _("There is no field “{field}” here. The fields are: {fields}.", field=name[:80], fields=self._keys())
                if not found
                else _("“{field}” may mean {fields}.", field=name[:80], fields=", ".join(slot.key for slot in found))
            )
        return found[0]

    def _keys(self) -> str:
        return ", ".join(self.slots)


def target(kind: str | type[Record]) -> Target:
    """What a list of a kind of record is read as; of people: a stakeholder list.

    Raises:
        Unknown: there is no such kind.
    """
    chosen = kind_named(kind) if isinstance(kind, str) else kind
    kinds = _MADE_WITH.get(chosen.kind_name, (chosen,))
    slots: dict[str, Slot] = {}
    if len(kinds) > 1:
        slots[FULL_NAME] = Slot(FULL_NAME, _("Full name"), None, _labels(_("Full name")))
    for each in kinds:
        for field in each.fields.values():
            if not _is_written(field, kinds):
                continue
            key = f"{each.kind_name}.{field.name}"
            slots[key] = Slot(key, field.label, field, _names(field))
    if len(kinds) > 1:
        slots[ALTERNATE_NAME] = Slot(
            ALTERNATE_NAME, _("Name of the alternate"), None, _labels(_("Name of the alternate"))
        )
    return Target(chosen, slots)


def _is_written(field: Field, kinds: tuple[type[Record], ...]) -> bool:
    """Whether a list can say it: not what every record shares, a place in order, or what the row itself links."""
    if field.name == "city" or field.links or isinstance(field.type, Position):
        return False
    if len(kinds) > 1:
        return field.name not in _SHARED and not field.refers_to
    return True


def _labels(label: Message) -> tuple[str, ...]:
    return tuple(dict.fromkeys(label.within(language) for language in LANGUAGES))


def _names(field: Field) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*_labels(field.label), *field.also, field.name.replace("_", " "))))

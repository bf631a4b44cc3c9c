"""The rows of a stakeholder list: each names an organisation, and nobody, one person or several."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop_app.exchange.sheet.contacts import addresses
from desktop_app.exchange.sheet.folding import fold
from desktop_app.exchange.sheet.labels import read_code
from desktop_app.exchange.sheet.names import PersonName, split_name
from desktop_app.exchange.sheet.organisation_rows import organisation_cells
from desktop_app.exchange.sheet.people import is_placeholder, people_in
from desktop_app.exchange.sheet.plan import Cell, Line
from desktop_app.exchange.sheet.sharing import Mail, share_mail, share_texts
from desktop_app.exchange.sheet.spelling import capitalised
from desktop_app.exchange.sheet.targets import ALTERNATE_NAME, FULL_NAME
from desktop_app.exchange.sheet.two_scripts import twice
from desktop_app.exchange.sheet.values import joined_text
from desktop_app.exchange.sheet.words import meaning
from desktop_app.language import Message, _, plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop_app.exchange.sheet.rows import RowReader

_NAMES = ("person.family_name", "person.given_name", "person.honorific")
_WHO = frozenset((*_NAMES, FULL_NAME, ALTERNATE_NAME))
_EMAIL, _NOTES, _ROLE, _FUNCTION = "person.email", "person.notes", "membership.group_role", "membership.function"


@dataclass(frozen=True, slots=True)
class _Named:
    """A person of a row, with where their name stands."""

    name: PersonName
    text: str
    column: int
    alternate_of: int = -1


def group_lines(reader: RowReader, row: int) -> Iterator[Line]:
    """The lines of a row: one for each person, or one for an organisation that has none here."""
    organisation = organisation_cells(reader, row)
    people = _people(reader, row)
    if not people:
        if organisation:
            yield Line(row, 0, organisation, doubts=_nobody(reader, row))
        return
    mail = _mail(reader, row, people)
    if mail and mail.office and "organisation.email" not in organisation and organisation:
        organisation["organisation.email"] = reader.read("organisation.email", mail.office, reader.columns[_EMAIL][0])
    for part, person in enumerate(people):
        cells = _name_cells(reader, row, part, person)
        cells |= _own_cells(reader, row, part, people, mail)
        doubts: tuple[Message, ...] = ()
        if organisation:
            cells = organisation | cells | _membership_cells(reader, row, part, people)
        else:
            doubts = (_("This row has no organisation: the person is added without a membership."),)
        yield Line(row, part, cells, doubts=doubts, alternate_of=person.alternate_of)


def _nobody(reader: RowReader, row: int) -> tuple[Message, ...]:
    texts = [text for slot in (FULL_NAME, *_NAMES[:2]) for _column, text in reader.texts(row, slot)]
    if texts:
        return (_("“{text}” names nobody: only the organisation is added.", text=texts[0][:80]),)
    return (_("This row names nobody: only the organisation is added."),)


def _people(reader: RowReader, row: int) -> list[_Named]:
    people = [
        _Named(name, text, column) for column, text in reader.texts(row, FULL_NAME) for name in _people_in(reader, text)
    ] or _by_parts(reader, row)
    holder = 0 if people else -1
    for column, text in reader.texts(row, ALTERNATE_NAME):
        for name in _people_in(reader, text):
            people.append(_Named(name, text, column, holder))
    for part, person in enumerate(people):
        typed = reader.typed(row, FULL_NAME, part)
        if typed is not None:
            people[part] = person = replace(person, name=split_name(typed), text=typed)
        if part and person.alternate_of < 0 and _role_of(person.name.aside) == "alternate":
            people[part] = replace(person, alternate_of=0)
    return people


def _people_in(reader: RowReader, text: str) -> tuple[PersonName, ...]:
    return people_in(text, family_first=reader.mapping.family_first, language=reader.mapping.language)


def _by_parts(reader: RowReader, row: int) -> list[_Named]:
    """The people whose names stand in columns of their own; several where both have as many lines."""
    family, given, title = (" ".join(text for _c, text in reader.texts(row, slot)) for slot in _NAMES)
    if is_placeholder(family) and is_placeholder(given):
        return []
    column = next(iter(reader.columns.get(_NAMES[0], reader.columns.get(_NAMES[1], (-1,)))))
    name = _parts_in_two_scripts(family, given, reader.mapping.language)
    if name is not None:
        return [_Named(replace(name, honorific=title), f"{family} {given}", column)]
    families, givens = family.split("\n"), given.split("\n")
    if len(families) != len(givens):
        families, givens = [family], [given]
    doubts: tuple[Message, ...] = ()
    if len(families) > 1:
        doubts = (plural("One person is named in this row.", "{n} people are named in this row.", len(families)),)
    return [
        _Named(PersonName(capitalised(one), capitalised(other), title, doubts=doubts), f"{one} {other}", column)
        for one, other in zip(givens, families, strict=True)
    ]


def _parts_in_two_scripts(family: str, given: str, language: str) -> PersonName | None:
    """One person's name of which either part, or both, stand in their column in two scripts."""
    written = [twice(part, language) for part in (given, family)]
    if not any(written):
        return None
    first, last = (one.taken if one else part for one, part in zip(written, (given, family), strict=True))
    kept = " ".join(one.kept for one in written if one)
    doubts = tuple(one.doubt for one in written if one)
    return PersonName(capitalised(first), capitalised(last), aside=kept, doubts=doubts)


def _role_of(aside: str) -> str:
    reading = read_code("group_role", aside) if aside and len(aside) < 60 else None
    return str(reading.value or "") if reading else ""


def _name_cells(reader: RowReader, row: int, part: int, person: _Named) -> dict[str, Cell]:
    """The cells of a name's parts; the doubts about the whole stand at the first of them."""
    name = person.name
    cells: dict[str, Cell] = {}
    doubts = name.doubts
    for slot, text in zip(_NAMES, (name.family, name.given, name.honorific), strict=True):
        typed = reader.typed(row, slot, part)
        said = text if typed is None else typed
        if said.strip():
            own = reader.columns.get(slot)
            cell = reader.read(slot, said, own[0] if own else person.column)
            cells[slot] = replace(cell, text=person.text, doubts=doubts + cell.doubts) if typed is None else cell
            doubts = () if slot == _NAMES[0] else doubts
    return cells


def _mail(reader: RowReader, row: int, people: list[_Named]) -> Mail | None:
    """Whose the addresses of the row are; ``None`` where there is nothing to share."""
    found = addresses("; ".join(text for _column, text in reader.texts(row, _EMAIL))).found
    if not found or len(found) == len(people) == 1:
        return None
    return share_mail(found, [(person.name.given, person.name.family) for person in people])


def _own_cells(reader: RowReader, row: int, part: int, people: list[_Named], mail: Mail | None) -> dict[str, Cell]:
    """The cells of one person of the row, beside the name."""
    cells: dict[str, Cell] = {}
    for slot in reader.slots(row, "person"):
        if slot in _WHO:
            continue
        typed = reader.typed(row, slot, part) is not None
        if slot == _EMAIL and mail is not None and not typed:
            cell = _mail_cell(reader, row, part, mail)
        else:
            cell = _shared_cell(reader, row, slot, part, len(people), first_only=True)
        if cell is not None:
            cells[slot] = cell
    _note(reader, cells, _asides(part, people, mail))
    return cells


def _mail_cell(reader: RowReader, row: int, part: int, mail: Mail) -> Cell | None:
    whole = reader.cell(row, _EMAIL)
    if not mail.own[part] or whole is None:
        return None
    cell = reader.read(_EMAIL, mail.own[part], whole.column)
    doubts = cell.doubts + (whole.doubts if part == 0 else ())
    if mail.guessed and mail.count == 1:
        doubts = (*doubts, _("There is one address here for several people; it is used for this person."))
    elif mail.guessed:
        doubts = (*doubts, _("There are several addresses here; this one is used for the person."))
    return replace(cell, text=whole.text, doubts=doubts)


def _asides(part: int, people: list[_Named], mail: Mail | None) -> list[str]:
    """What is to be kept among the notes: further addresses, and what stood in brackets and is no role."""
    kept = list(mail.others) if mail and part == 0 else []
    aside = people[part].name.aside
    if aside and not _role_of(aside) and not _is_function(aside):
        kept.append(aside)
    return kept


def _is_function(text: str) -> bool:
    return any(fold(word) in meaning("job") for word in text.split()[:3])


def _note(reader: RowReader, cells: dict[str, Cell], lines: list[str]) -> None:
    if lines and _NOTES in reader.target.slots:
        before = cells.get(_NOTES)
        text = "\n".join(([before.text] if before else []) + lines)
        cells[_NOTES] = reader.read(_NOTES, text, before.column if before else -1)


def _shared_cell(reader: RowReader, row: int, slot: str, part: int, count: int, *, first_only: bool) -> Cell | None:
    """The cell of one of several people: their own piece of it, the whole of it, or nothing."""
    field = reader.target.slots[slot].field
    texts = reader.texts(row, slot)
    if count == 1 or not texts or field is None or reader.typed(row, slot, part) is not None:
        return reader.cell(row, slot, part)
    pieces = share_texts(joined_text(field, [text for _column, text in texts]), count)
    if pieces is not None:
        return reader.read(slot, pieces[part], texts[0][0])
    return None if first_only and part else reader.cell(row, slot)


def _membership_cells(reader: RowReader, row: int, part: int, people: list[_Named]) -> dict[str, Cell]:
    """The cells of a person's membership: what stands on the row holds for all but the role of an alternate."""
    person = people[part]
    aside = person.name.aside
    cells: dict[str, Cell] = {}
    for slot in reader.slots(row, "membership"):
        cell = _shared_cell(reader, row, slot, part, len(people), first_only=False)
        if cell is not None:
            cells[slot] = cell
    if part and _FUNCTION in cells and reader.typed(row, _FUNCTION, part) is None:
        _doubt_function(reader, row, cells, part, people)
    role = "alternate" if person.alternate_of >= 0 else _role_of(aside)
    if role and reader.typed(row, _ROLE, part) is None:
        cells[_ROLE] = Cell(aside or person.text, role, person.column)
    elif aside and _is_function(aside) and _FUNCTION not in cells:
        cells[_FUNCTION] = reader.read(_FUNCTION, aside, person.column)
    return cells


def _doubt_function(reader: RowReader, row: int, cells: dict[str, Cell], part: int, people: list[_Named]) -> None:
    """A function that stands once on a row with several people is an alternate's no more than it is in doubt."""
    whole = reader.cell(row, _FUNCTION)
    if whole is None or cells[_FUNCTION] != whole:
        return
    if people[part].alternate_of >= 0:
        del cells[_FUNCTION]
    else:
        doubt = _("The row gives this function once, for several people.")
        cells[_FUNCTION] = replace(whole, doubts=(*whole.doubts, doubt))

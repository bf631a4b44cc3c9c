"""The lines of a stakeholder list put together: which organisations, people and memberships are new."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from desktop_app.exchange.sheet.ledger import Draft, Entry, Organisations, People, alike
from desktop_app.exchange.sheet.plan import Cell, Fate, How, Line, Link
from desktop_app.exchange.sheet.settling import Unread, already, values_of, where, without_doubts, worked_out
from desktop_app.exchange.sheet.table import row_name
from desktop_app.language import Message, _
from desktop_app.records import Translated

if TYPE_CHECKING:
    from desktop_app.exchange.sheet.known import Known
    from desktop_app.exchange.sheet.plan import Corrections, Ref
    from desktop_app.records import Value

_NAME: Final = "organisation.name"


@dataclass(frozen=True, slots=True)
class Basis:
    """Why the city may keep the data of the people whom a list brings."""

    purpose: str
    date: str
    method: str

    def values(self, person: Ref | str) -> dict[str, Value | Ref]:
        """The fields of a basis of processing."""
        return {
            "person": person,
            "purpose": self.purpose,
            "legal_basis": "public_task",
            "date": self.date,
            "method": self.method,
        }


class GroupSettler:
    """Takes the lines of a stakeholder list one by one, and notes what each makes."""

    def __init__(self, known: Known, corrections: Corrections, basis: Basis) -> None:
        self.drafts: list[Draft] = []
        self._corrections = corrections
        self._basis = basis
        self._organisations = Organisations(known)
        self._people = People(known)
        self._unread = Unread()
        self._at: dict[tuple[int, int], Entry] = {}

    def line(self, line: Line) -> Line:
        """The line with its links and its fate."""
        key = (line.row, line.part)
        if line.fate is Fate.LEFT_OUT or key in self._corrections.left_out:
            return replace(line, fate=Fate.LEFT_OUT, links=())
        cells, doubts, told = dict(line.cells), list(line.doubts), list(line.told)
        organisation, links = self._organisation(line, cells)
        person = self._person(line, cells, organisation, doubts, told)
        if person is not None:
            links.append(self._link(person, line))
            self._at[key] = person
            if organisation is not None:
                links.append(self._seat(line, cells, person, organisation))
        elif organisation is not None and links[0].how is not How.NEW:
            doubts, nobody = [], _("This row names nobody, and its organisation is already there.")
            (told if links[0].how is How.WORKSPACE else doubts).append(nobody)
        for link in links:
            if link.how is not How.NEW and link.kind != "organisation":
                without_doubts(cells, link.kind)
            self._unread.told(cells, link)
        fate = Fate.ADDED if any(link.how is How.NEW for link in links) else Fate.KNOWN
        kept = line.cells if cells == line.cells else cells  # thousands of rows are kept twice otherwise
        return replace(line, cells=kept, fate=fate, links=tuple(links), doubts=tuple(doubts), told=tuple(told))

    def _link(self, entry: Entry, line: Line) -> Link:
        return Link(entry.kind, How.NEW, entry.made) if entry.line == line.place else entry.link()

    # organisations

    def _organisation(self, line: Line, cells: dict[str, Cell]) -> tuple[Entry | None, list[Link]]:
        cell = cells.get(_NAME)
        if cell is None:
            return None, []
        values = values_of(cells, "organisation")
        name = values.get("name")
        name = name if isinstance(name, Translated) else Translated()
        acronym = str(values.get("acronym") or "")
        found = self._organisations.find(name, acronym)
        if found is not None and self._is_other(line, found, name):
            found = None
        if found is None:
            return self._new_organisation(line, cells, values, name, acronym)
        self._same_organisation(found, cells, name)
        return found, [found.link()]

    def _is_other(self, line: Line, found: Entry, name: Translated) -> bool:
        """Whether the person said that a line is to be taken as it is, and its organisation has another name."""
        taken = (line.row, line.part) in self._corrections.taken
        return taken and not found.is_called(name)

    def _new_organisation(
        self, line: Line, cells: dict[str, Cell], values: dict[str, Value | Ref], name: Translated, acronym: str
    ) -> tuple[Entry, list[Link]]:
        like = self._organisations.like(name)
        if like is not None:
            cell = cells[_NAME]
            doubt = _(
                "Very similar to “{name}” {where}; treated as a different one.", name=like.said, where=where(like)
            )
            cells[_NAME] = replace(cell, doubts=(*cell.doubts, doubt))
        draft = Draft("organisation", line.place, values, worked_out(cells, "organisation"))
        self.drafts.append(draft)
        entry = Entry("organisation", cells[_NAME].text, made=len(self.drafts) - 1, line=line.place, names=name)
        self._organisations.add(entry, name, acronym)
        return entry, [Link("organisation", How.NEW, entry.made)]

    def _same_organisation(self, found: Entry, cells: dict[str, Cell], name: Translated) -> None:
        """Add to an earlier line's organisation what only this one says, and note where they disagree."""
        draft = self.drafts[found.made] if found.line is not None else None
        for slot, cell in list(cells.items()):
            if not slot.startswith("organisation."):
                continue
            field = slot.removeprefix("organisation.")
            doubts: tuple[Message, ...] = ()
            adds = draft is not None and bool(cell.text) and cell.value is not None and slot != _NAME
            if draft is not None and adds:
                if field not in draft.values or field in draft.worked_out:
                    draft.has_grown = draft.has_grown or draft.values.get(field) != cell.value
                    draft.values[field] = cell.value
                    draft.worked_out -= {field}
                    doubts = cell.doubts
                elif draft.values[field] != cell.value:
                    row = row_name(draft.line.row)
                    doubts = (
                        _("Row {row} says something else about this organisation; what it says is kept.", row=row),
                    )
            if doubts != cell.doubts:
                cells[slot] = replace(cell, doubts=doubts)
        if not found.is_called(name):
            doubt = _("Treated as “{name}” {where}.", name=found.said, where=where(found))
            cells[_NAME] = replace(cells[_NAME], doubts=(doubt,))

    # people

    def _person(
        self,
        line: Line,
        cells: dict[str, Cell],
        organisation: Entry | None,
        doubts: list[Message],
        told: list[Message],
    ) -> Entry | None:
        values = values_of(cells, "person")
        if not any(slot in cells for slot in ("person.family_name", "person.given_name")):
            return None
        name = f"{values.get('given_name', '')} {values.get('family_name', '')}".strip()
        mail = str(values.get("email") or "")
        within = organisation.which if organisation else None
        if (line.row, line.part) not in self._corrections.taken:
            same = self._people.same(name, mail, within)
            if same is not None:
                (told if self._is_there(same, organisation) else doubts).append(self._sameness(same, organisation))
                return same
            doubts += self._likeness(name, mail, organisation)
        self.drafts.append(Draft("person", line.place, values))
        entry = Entry("person", name, made=len(self.drafts) - 1, line=line.place)
        self._people.add(entry, mail)
        self.drafts.append(Draft("processing_basis", line.place, self._basis.values(entry.value)))
        return entry

    def _is_there(self, same: Entry, organisation: Entry | None) -> bool:
        """Whether somebody is in the workspace beyond doubt, in the very seat that the line gives them."""
        if organisation is None:
            return bool(same.record) and len(self._people.called(same.name)) == 1
        return bool(self._people.membership(same, organisation.which))

    def _sameness(self, same: Entry, organisation: Entry | None) -> Message:
        if organisation is None and len(self._people.called(same.name)) > 1:
            return _("Several people are called “{name}”: treated as one of them, and not added again.", name=same.name)
        if organisation is None or self._people.sits(same, organisation.which):
            return already(same)
        return _(
            "The same person as “{name}” {where}: only the membership for another organisation is added.",
            name=same.name,
            where=where(same),
        )

    def _likeness(self, name: str, mail: str, organisation: Entry | None) -> list[Message]:
        """Why somebody who is taken for new may be somebody who is there."""
        for other in self._people.with_mail(mail):
            if not alike(name, other.name):
                return [_("“{name}” {where} has the same e-mail address.", name=other.name, where=where(other))]
        for other in self._people.called(name):
            return [
                _(
                    "The same name appears {where} with another organisation; treated as somebody else.",
                    where=where(other),
                )
            ]
        like = self._people.like(name, organisation.which if organisation else None)
        if like is not None:
            return [_("Very similar to “{name}” {where}; treated as somebody else.", name=like.name, where=where(like))]
        return []

    def _seat(self, line: Line, cells: dict[str, Cell], person: Entry, organisation: Entry) -> Link:
        if self._people.sits(person, organisation.which):
            membership = self._people.membership(person, organisation.which)
            how = How.WORKSPACE if membership else How.LINE
            return Link("membership", how, record=membership, line=person.line)
        values = values_of(cells, "membership")
        values |= {"person": person.value, "organisation": organisation.value}
        holder = self._at.get((line.row, line.alternate_of))
        if holder is not None and values.get("group_role") == "alternate":
            values["alternate_of"] = holder.value
        self.drafts.append(Draft("membership", line.place, values))
        self._people.seat(person, organisation.which)
        return Link("membership", How.NEW, len(self.drafts) - 1)

"""The next meeting of a series, made from the last one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from desktop_app.language import LANGUAGES, _
from desktop_app.records import AgendaItem, Attendance, City, Entry, Meeting, Membership, Precision, When
from desktop_app.records.attending import members_besides
from desktop_app.records.position import spread
from ui.meetings.counting import counted_on
from ui.symbols import first_symbol, next_symbol

if TYPE_CHECKING:
    from collections.abc import Collection

    from desktop_app.records import RecordId, Translated
    from desktop_app.workspace import Workspace

_USUAL: Final = timedelta(weeks=4)
_SERIES: Final = {"fr": "PV", "es": "ACTA"}
"""What minutes are called in the symbol of a city's first ones, by the language in which it writes."""
_TAKEN_OVER: Final = (
    "kind",
    "place",
    "host_city",
    "chair",
    "rapporteur",
    "secretary",
    "attribution",
    "confidentiality",
)


def following(workspace: Workspace, meeting: RecordId) -> RecordId:
    """Make the meeting after one, in one step: its series, its people, and what was left open.

    Everything that cannot be known is proposed and can be changed: a title that counts counts on, the date keeps the
    rhythm of the series, those who are members on that day are invited, and the agenda begins with matters arising.
    """
    last = workspace.get(meeting)
    assert isinstance(last, Meeting)
    starts = next_start(workspace, last)
    values: dict[str, object] = {name: getattr(last, name) for name in _TAKEN_OVER}
    year = starts.date.year if starts else date.today().year  # the person's own calendar
    values |= {"title": counted_on(last.title), "starts_at": starts, "previous": last.id, "status": "draft"}
    values["symbol"] = following_symbol(workspace, last.kind, year)
    with workspace.together():
        made = workspace.draft(Meeting, values)
        invite(workspace, made, starts.date if starts else date.today())  # the person's own calendar
        titles = [everywhere_matters_arising(), *undecided(workspace, last.id)]
        for title, position in zip(titles, spread(len(titles)), strict=True):
            workspace.add(AgendaItem, {"meeting": made, "title": title, "position": position})
    return made


def following_symbol(workspace: Workspace, kind: str, year: int) -> str:
    """The symbol of our next meeting of a kind in a year; empty where none of them has one but other meetings have."""
    own = [one for one in workspace.sketches(Meeting, "symbol", "kind", "city") if one.city == workspace.city]
    city = workspace.find(City, workspace.city)
    if city is not None and not any(one.symbol for one in own):
        return first_symbol(city.code, _SERIES.get(workspace.language, "MIN"), year)
    return next_symbol((one.symbol for one in own if one.kind == kind), year)


def everywhere_matters_arising() -> dict[str, str]:
    """The heading in each language of the program, since nobody knows yet in which the minutes will be read."""
    heading = _("Matters arising")
    return {language: heading.within(language) for language in LANGUAGES}


def undecided(workspace: Workspace, meeting: RecordId) -> list[Translated]:
    """The titles of the agenda items that ended without a decision, an action or a conclusion."""
    found = []
    for item in workspace.all(AgendaItem, meeting=meeting):
        entries = workspace.all(Entry, agenda_item=item.id)
        decided = item.conclusion or any(entry.kind in ("decision", "action") for entry in entries)
        if not decided and item.title and not _is_matters_arising(item):
            found.append(item.title)
    return found


def _is_matters_arising(item: AgendaItem) -> bool:
    return any(item.title.get(language) == text for language, text in everywhere_matters_arising().items())


def invite(workspace: Workspace, meeting: RecordId, on: date, there: Collection[RecordId] = ()) -> int:
    """Invite everybody who is a member on a day, each once, but who is ``there`` already; in one step. How many."""
    people = members_on(workspace, on, there)
    with workspace.together():
        for person in people:
            workspace.add(Attendance, {"meeting": meeting, "person": person, "status": "invited"})
    return len(people)


def members_on(workspace: Workspace, on: date, there: Collection[RecordId] = ()) -> list[RecordId]:
    """Everybody who is a member on a day, each once, but who is ``there`` already; observers are none."""
    return members_besides(workspace.all(Membership), When.of(on), there, workspace.groups())


def next_start(workspace: Workspace, last: Meeting) -> When:
    """The same weekday and hour, as long after as the one before was before; four weeks where there is none."""
    if not last.starts_at or last.starts_at.precision < Precision.DAY:
        return When()
    before = workspace.find(Meeting, last.previous)
    apart = _USUAL
    if before is not None and before.starts_at and before.starts_at.precision >= Precision.DAY:
        weeks = round((last.starts_at.date - before.starts_at.date).days / 7)
        apart = timedelta(weeks=weeks) if 0 < weeks <= 60 else _USUAL
    return When(When.of(last.starts_at.date + apart) + last.starts_at[10:])


def earlier(workspace: Workspace, meeting: Meeting) -> list[Meeting]:
    """The meetings before one in its series, the latest first; a series that bites its tail ends there."""
    found: list[Meeting] = []
    seen = {meeting.id}
    before = workspace.find(Meeting, meeting.previous)
    while before is not None and before.id not in seen:
        seen.add(before.id)
        found.append(before)
        before = workspace.find(Meeting, before.previous)
    return found


def arising(workspace: Workspace, meeting: Meeting) -> list[tuple[Entry, Meeting]]:
    """The actions of earlier meetings that are to be seen to in one, each with its meeting, the oldest first."""
    found = []
    last = workspace.find(Meeting, meeting.previous)
    for before in reversed(earlier(workspace, meeting)):
        for item in workspace.all(AgendaItem, meeting=before.id):
            entries = workspace.all(Entry, agenda_item=item.id)
            found += [(one, before) for one in entries if one.arises(meeting, last)]
    return found

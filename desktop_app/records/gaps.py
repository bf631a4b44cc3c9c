"""What is still missing before a document should be signed. Said, never enforced.

The window's checklist, the annex of a document and the hand-over pack say the same, because all of them ask here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import structs

from desktop_app.language import LanguageName, Message, _, direction, list_mark, plural, text_direction
from desktop_app.records.attending import TOOK_PART
from desktop_app.records.dossier import children_of
from desktop_app.records.meeting import AgendaItem, Attendance, Entry, Meeting
from desktop_app.records.profile import IndicatorValue, Profile, ProfileSection
from desktop_app.records.recommendation import LEFT, Commitment, Evidence, Recommendation
from desktop_app.records.values import Translated
from desktop_app.records.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop_app.language import Direction
    from desktop_app.records.declare import Record
    from desktop_app.records.dossier import Dossier
    from desktop_app.records.values import RecordId, When

_LONGEST: Final = 60
_MARKS: Final[dict[Direction, str]] = {"ltr": "\N{LEFT-TO-RIGHT MARK}", "rtl": "\N{RIGHT-TO-LEFT MARK}"}


class Gap(msgspec.Struct, frozen=True):
    """One thing that is missing, and where it belongs."""

    sentence: Message
    record: RecordId
    kind: str
    """Of the record in which it is to be filled in; that of the attendance where nobody is recorded."""
    field: str = ""
    city: RecordId = ""
    """Whose it is, where those of several cities are looked at."""
    of_language: bool = False
    """Whether the text is there, and only not in the language that was asked for."""


def gaps_of(dossier: Dossier, about: Sequence[Record], language: str, *, printed: bool = True) -> list[Gap]:
    """Everything that is missing in these meetings and recommendations, in the order of the documents.

    Args:
        dossier: the records with their parts.
        about: those that are looked at.
        language: of the document, and of the sentences.
        printed: whether a document in that language is asked for, in which its translations would be missing too.
    """
    found: list[Gap] = []
    several = sum(isinstance(record, Meeting) for record in about) > 1
    for record in about:
        if isinstance(record, Meeting):
            gaps = [
                *_of_meeting(record),
                *_of_attendance(dossier, record, language),
                *_of_members(dossier, record, language),
                *_of_agenda(dossier, record, language),
            ]
            found += [_named(gap, dossier, record, language) for gap in gaps] if several else gaps
        elif isinstance(record, Recommendation) and record.status not in LEFT:
            found += _of_recommendation(dossier, record, language)
        elif isinstance(record, Profile):
            found += _of_profile(dossier, record, language)
    lacking = (gap for record in about if _is_read(record) for gap in _of_translations(dossier, record, language))
    read = [record for record in about if printed and _is_read(record)]
    return [*found, *lacking, *(gap for record in read for gap in _of_untranslated(dossier, record, language))]


def _named(gap: Gap, dossier: Dossier, meeting: Meeting, language: str) -> Gap:
    """What is missing, with the meeting in which it is, where there are several."""
    name = meeting.symbol or dossier.title(meeting.id, language)
    return structs.replace(gap, sentence=_("{meeting}: {gap}", meeting=name, gap=gap.sentence))


def _is_read(record: Record) -> bool:
    """Whether its texts are still those of a document."""
    return not (isinstance(record, Recommendation) and record.status in LEFT)


def _is_before(one: When, other: When) -> bool:
    """Whether a moment is before another, as far as both are known."""
    known = min(len(one), len(other))
    return one[:known] < other[:known]


def _of_meeting(meeting: Meeting) -> Iterator[Gap]:
    if not meeting.title:
        yield Gap(_("The meeting has no title."), meeting.id, "meeting", "title")
    if not meeting.starts_at:
        yield Gap(_("The date of the meeting is missing."), meeting.id, "meeting", "starts_at")
    if _is_before(meeting.ends_at, meeting.starts_at):
        yield Gap(_("The meeting ends before it begins."), meeting.id, "meeting", "ends_at")
    if not meeting.chair:
        yield Gap(_("It is not recorded who chaired the meeting."), meeting.id, "meeting", "chair")


def _of_attendance(dossier: Dossier, meeting: Meeting, language: str) -> Iterator[Gap]:
    attendances = dossier.referring(Attendance, "meeting", meeting.id)
    if not any(one.status in TOOK_PART for one in attendances):
        yield Gap(_("Nobody is recorded as present."), meeting.id, "attendance")
        return
    if meeting.chair and not any(one.person == meeting.chair and one.status == "present" for one in attendances):
        yield Gap(_("The chair is not among those present."), meeting.id, "attendance")
    for one in attendances:
        if one.status == "represented" and not one.represented_by:
            name = dossier.title(one.person, language) or one.guest_name
            yield Gap(
                _("It is not recorded who represented {name}.", name=name), one.id, "attendance", "represented_by"
            )
    waiting = sum(one.status in ("invited", "registered") for one in attendances)
    if waiting:
        sentence = plural(
            "For {n} invited person, attendance is not recorded.",
            "For {n} invited people, attendance is not recorded.",
            waiting,
        )
        yield Gap(sentence, meeting.id, "attendance")


def _of_members(dossier: Dossier, meeting: Meeting, language: str) -> Iterator[Gap]:
    """Members of the group of whom a meeting of it says nothing: they do not stand in its minutes."""
    found = dossier.unrecorded.get(meeting.id)
    if found is not None:
        names = list_mark(language).join(one.called(language, lambda _other: "") for one in found.named)
        sentence = plural(
            "Of {n} member of the group, nothing is recorded: {names}.",
            "Of {n} members of the group, nothing is recorded: {names}.",
            found.count,
            names=names + ("…" if found.count > len(found.named) else ""),
        )
        yield Gap(sentence, meeting.id, "attendance")


def _of_agenda(dossier: Dossier, meeting: Meeting, language: str) -> Iterator[Gap]:
    items = dossier.referring(AgendaItem, "meeting", meeting.id)
    if not items:
        yield Gap(_("The agenda is empty."), meeting.id, "agenda_item")
    for number, item in enumerate(items, 1):
        entries = dossier.referring(Entry, "agenda_item", item.id)
        if not item.conclusion and not any(entry.kind in ("decision", "action") for entry in entries):
            sentence = _(
                "Item {number}, “{title}”, ends without a decision, an action or a conclusion.",
                number=number,
                title=item.title.within(language),
            )
            yield Gap(sentence, item.id, "agenda_item")
        for entry in entries:
            yield from _of_entry(entry, language)


def _of_entry(entry: Entry, language: str) -> Iterator[Gap]:
    text = _shortened(entry.text.within(language), language)
    if not text:
        yield Gap(_("An entry has no text."), entry.id, "entry", "text")
    elif entry.kind == "action" and not entry.owner:
        yield Gap(_("Nobody is named for “{action}”.", action=text), entry.id, "entry", "owner")
    elif entry.kind == "action" and not entry.due_on:
        yield Gap(_("No date is set for “{action}”.", action=text), entry.id, "entry", "due_on")


def _of_recommendation(dossier: Dossier, found: Recommendation, language: str) -> Iterator[Gap]:
    named = _name_of(found, language)
    for missing, field, sentence in (
        (not found.title, "title", _("“{name}” has no title.", name=named)),
        (not found.text, "text", _("“{name}” has no text.", name=named)),
        (not found.rationale, "rationale", _("“{name}” has no rationale.", name=named)),
        (not found.addressees, "addressees", _("“{name}” is addressed to nobody.", name=named)),
        (
            not dossier.referring(Evidence, "recommendation", found.id),
            "",
            _("“{name}” rests on no evidence.", name=named),
        ),
        (
            not dossier.referring(Commitment, "recommendation", found.id),
            "",
            _("No player commits to anything in “{name}”.", name=named),
        ),
    ):
        if missing:
            yield Gap(sentence, found.id, "recommendation", field)


def _of_profile(dossier: Dossier, profile: Profile, language: str) -> Iterator[Gap]:
    written = {one.section for one in dossier.referring(ProfileSection, "profile", profile.id) if one.text}
    for code in vocabulary("profile_section").codes:
        if code not in written:
            label = vocabulary("profile_section").label(code, language)
            yield Gap(_("The section “{section}” has no text.", section=label), profile.id, "profile", "")
    values = dossier.referring(IndicatorValue, "profile", profile.id)
    bare = sum(not value.value and value.standing != "not_available" for value in values)
    if bare:
        sentence = plural("{n} figure has no value.", "{n} figures have no value.", bare)
        yield Gap(sentence, profile.id, "indicator_value", "value")


def _of_translations(dossier: Dossier, record: Record, language: str) -> Iterator[Gap]:
    """What is not translated, or is in an older version, in a record and in what is part of it."""
    if isinstance(record, Recommendation) and _lacks_its_text(record, language):
        sentence = _(
            "“{name}” is not translated into {language}; the original is shown.",
            name=_name_of(record, language),
            language=LanguageName(language),
        )
        yield Gap(sentence, record.id, "recommendation", "text", of_language=True)
    if not dossier.stale:
        return
    for part in (record, *_parts_of(dossier, record)):
        for found in dossier.stale.get(part.id, ()):
            if found.language == language:
                named = _name_of(part, language) if isinstance(part, Recommendation) else ""
                sentence = _(
                    "“{name}”: {field}, the translation is older than its original: {language}.",
                    name=named or _shortened(dossier.title(part.id, language), language),
                    field=part.fields[found.field].label,
                    language=LanguageName(language),
                )
                where = part if isinstance(record, Meeting) else record
                yield Gap(sentence, where.id, where.kind_name, found.field)


def _lacks_its_text(record: Record, language: str) -> bool:
    """Whether a recommendation has its text in other languages alone."""
    return isinstance(record, Recommendation) and bool(record.text) and language not in record.text


def _of_untranslated(dossier: Dossier, record: Record, language: str) -> Iterator[Gap]:
    """How many texts of a record and of its parts are not in this language; none where all of it is said not to be."""
    if _lacks_its_text(record, language):
        return
    waiting = 0
    for part in (record, *_parts_of(dossier, record)):
        for name, field in part.fields.items():
            text = getattr(part, name) if field.translated else None
            waiting += isinstance(text, Translated) and bool(text) and language not in text
    if waiting:
        named = _name_of(record, language) if isinstance(record, Recommendation) else ""
        sentence = plural(
            "“{name}”: {n} text is not translated into {language}; the original is shown.",
            "“{name}”: {n} texts are not translated into {language}; the originals are shown.",
            waiting,
            name=named or _shortened(dossier.title(record.id, language), language),
            language=LanguageName(language),
        )
        yield Gap(sentence, record.id, record.kind_name, of_language=True)


def _parts_of(dossier: Dossier, record: Record) -> Iterator[Record]:
    for kind, field in children_of(record.kind_name):
        for part in dossier.referring(kind, field.name, record.id):
            yield part
            yield from _parts_of(dossier, part)


def _name_of(found: Recommendation, language: str) -> str | Message:
    return found.symbol or _shortened(found.title.within(language), language) or _("Recommendation without a title")


def _shortened(text: str, language: str) -> str:
    line = " ".join(text.split()).rstrip(".")
    if len(line) <= _LONGEST:
        return line
    own = text_direction(line)
    # The dots stand where the text would go on, though the sentence around it runs the other way.
    mark = "" if own == direction(language) else _MARKS[own]
    words, _blank, _torn = line[:_LONGEST].rpartition(" ")
    kept = words if len(words) > _LONGEST // 2 else line[: _LONGEST - 1]
    return f"{kept.rstrip(' ,;:')}…{mark}"

"""What a contradiction says of itself: about which record it is, what its values are, and what was done by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.language import Message, _, plural, window_language
from desktop_app.records import KINDS, Translated
from desktop_app.records.recommendation import FROZEN
from desktop_app.records.telling import STATUS, telling
from desktop_app.workspace.changes.change import DELETED
from ui.approval import APPROVED
from ui.dialogs.history import field_label, said_value
from ui.words import dates
from ui.words.reading import dotted, value_shown
from ui.words.told import by, told_apart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop_app.records import Alternative, Disagreement, Record, Value
    from desktop_app.workspace import HistoryItem
    from ui.session import Session


def called(session: Session, one: Disagreement) -> str:
    """What the record is called in the language of the text that is contradicted."""
    return session.workspace.title(one.record, one.language or window_language())


def whose(session: Session, one: Disagreement) -> str:
    """Of what kind the record is, what it is a part of, of which city, and what tells it from others of its kind."""
    workspace = session.workspace
    kind = KINDS[one.kind].one if one.kind in KINDS else one.kind
    whole = workspace.outermost(one.record)
    within = session.title(whole) if whole != one.record else ""
    apart = (told_apart(workspace, record) for record in dict.fromkeys((one.record, whole)))
    return dotted((kind, within, _owner(session, one) or _("Coordinator"), *apart))


def _owner(session: Session, one: Disagreement) -> str:
    """The city to which the record belongs; ``""`` where that is the network."""
    history = session.workspace.history(one.record)
    city = next((item.value for item in history if item.field == "city" and item.is_shown), "")
    return session.title(str(city)) if city else ""


def called_before(session: Session, one: Disagreement) -> Message | None:
    """What the record was called before one of the changes that contradict each other gave it another title."""
    record = _record(session, one)
    if record is None:
        return None
    language = one.language or window_language()
    by_change = {item.change: item for item in session.workspace.history(one.record)}
    for head in one.alternatives:
        item = by_change.get(head.change)
        before = _before(item, by_change) if item is not None else None
        if item is None or before is None or item.field not in record.fields:
            continue
        value: Value = before.value
        if record.fields[item.field].translated:
            value = Translated({**getattr(record, item.field), item.language: str(before.value or "")})
        was = record.with_values(**{item.field: value}).called(language, session.title)
        if was and was != called(session, one):
            return _("Before that it was called “{title}”.", title=was)
    return None


def _record(session: Session, one: Disagreement) -> Record | None:
    kind = KINDS.get(one.kind)
    return session.workspace.find(kind, one.record) if kind is not None else None


def _before(item: HistoryItem, by_change: dict[str, HistoryItem]) -> HistoryItem | None:
    """What its author had before them."""
    return next((by_change[parent] for parent in item.parents if parent in by_change), None)


def cautions(session: Session, one: Disagreement) -> Iterator[Message]:
    """What somebody should know before deleting it: that it is settled, and that it is another's."""
    record = _record(session, one)
    gone = next((head for head in one.alternatives if deletes(head)), None)
    if one.field != DELETED or record is None or gone is None:
        return
    for field, value in telling(record):
        if field.name == STATUS and value in {APPROVED, *FROZEN}:
            yield _("{field}: {status}. It is no draft any more.", field=field.label, status=value_shown(field, value))
    if record.city != gone.city:
        deleter = who(session, gone)
        if owner := _owner(session, one):
            yield _("It belongs to {city}. {deleter} deleted it.", city=owner, deleter=deleter)
        else:
            yield _("It belongs to the network. {deleter} deleted it.", deleter=deleter)


def deletes(alternative: Alternative) -> bool:
    """Whether an alternative about a record's being there is the deletion; the others are edits and restorations."""
    return alternative.value == 1 and not alternative.field


def value_said(session: Session, one: Disagreement, alternative: Alternative) -> str:
    """A value for a reader; of a deletion, what was done instead of a value."""
    if one.field != DELETED:
        return said_value(session, one.kind, one.field, alternative.value)
    if deletes(alternative):
        return str(_("Deleted it"))
    if not alternative.field:
        return str(_("Restored it"))
    text = said_value(session, one.kind, alternative.field, alternative.value)
    label = field_label(one.kind, alternative.field)
    return str(_("Went on writing. {field}: {text}", field=label, text=text or str(_("(nothing)"))))


def what_happened(session: Session, one: Disagreement) -> Message:
    """What is to be decided, in a sentence."""
    if one.field != DELETED:
        label = field_label(one.kind, one.field, one.language)
        writers = {(alternative.author, alternative.city) for alternative in one.alternatives}
        if len(writers) == 1:
            return _("{field}: {author} wrote different values ({n}), each without seeing the others.", field=label,
                     author=who(session, one.alternatives[0]), n=len(one.sides))  # fmt: skip
        return plural(
            "{field}: {n} value was written.",
            "{field}: {n} different values were written by people who had not seen each other’s.",
            len(one.sides),
            field=label,
        )
    gone = next((head for head in one.alternatives if deletes(head)), None)
    kept = next((head for head in one.alternatives if not deletes(head)), None)
    if gone is None or kept is None:
        return _("Somebody deleted it while somebody else went on writing. It stays until this is decided.")
    return _(
        "{deleter} deleted this on {day}. {writer} had not seen that, and went on with it on {other_day}. It stays,"
        " with all its parts, until this is decided.",
        deleter=who(session, gone),
        day=dates.written_at(gone.at),
        writer=who(session, kept),
        other_day=dates.written_at(kept.at),
    )


def who(session: Session, head: Alternative) -> Message | str:
    """Who wrote a value, and for which city."""
    author = by(session.workspace, head.author, here=not head.batch)
    city = session.title(head.city)
    return _("{author} ({city})", author=author, city=city) if city and author == head.author else author


def source(session: Session, head: Alternative) -> str:
    """The same in a line of its own."""
    author = by(session.workspace, head.author, here=not head.batch)
    city = session.title(head.city) or (str(_("Coordinator")) if head.batch else "")
    return dotted((author, city))

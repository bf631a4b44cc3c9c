"""What is offered as likely the same, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_app.language import _

if TYPE_CHECKING:
    from desktop_app.language import Message
    from desktop_app.records import RecordId


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two records that likely stand for one person or organisation."""

    kind: str
    one: RecordId
    other: RecordId
    score: int
    """How likely, of 100: for the order in which they are offered."""
    reasons: tuple[Message, ...]
    """Why, the strongest first."""


def same_email(address: str) -> Message:
    """They have the same address."""
    return _("same e-mail: {address}", address=address)


def same_phone(number: str) -> Message:
    """They have the same telephone number."""
    return _("same telephone: {number}", number=number)


def same_organisation(name: str) -> Message:
    """They sit in the group for the same organisation."""
    return _("same organisation: {name}", name=name)


def same_website(address: str) -> Message:
    """They have the same website."""
    return _("same website: {address}", address=address)


def same_acronym(acronym: str) -> Message:
    """They have the same acronym."""
    return _("same acronym: {acronym}", acronym=acronym)


def alike(percent: float, *, across: bool = False) -> Message:
    """Their names are alike, in one script or across two."""
    number = round(percent)
    if number >= 100:
        return _("same name")
    if across:
        return _("similar name in another script: {percent}%", percent=number)
    return _("similar name: {percent}%", percent=number)

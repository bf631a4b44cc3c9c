"""What a text was read as: a value, with what is doubtful about it, or a sentence that says why it has none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from desktop_app.language import Message
    from desktop_app.records import Value


@dataclass(frozen=True, slots=True)
class Reading:
    """A value read from a text. Where there is a ``refusal`` there is no value."""

    value: Value = None
    doubts: tuple[Message, ...] = ()
    refusal: Message | None = None


NOTHING: Final = Reading()


def refused(sentence: Message) -> Reading:
    """A text that means nothing here, and why."""
    return Reading(refusal=sentence)


def read_as(value: Value, *doubts: Message | None) -> Reading:
    """A value, with the doubts that there are."""
    return Reading(value, tuple(doubt for doubt in doubts if doubt is not None))

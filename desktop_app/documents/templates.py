"""Templates of Word documents, as the rest of the program meets them: chosen from a file, kept small, worn.

Whoever keeps one keeps bytes; what they mean is known here alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from desktop_app.documents.word.template.opening import content_of
from desktop_app.documents.word.template.packing import packed
from desktop_app.documents.word.template.reading import Template, read
from desktop_app.documents.word.template.survey import Survey, survey
from desktop_app.errors import TooLarge
from desktop_app.language import _

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.records import RecordId

MOST: Final = 4 * 2**20
"""Bytes of a template as it is kept."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A template that somebody looks at."""

    name: str
    """Of its file."""
    template: Template
    content: bytes
    """As it is kept."""
    survey: Survey


class Kept(Protocol):
    """A template that is kept somewhere."""

    @property
    def name(self) -> str: ...

    @property
    def content(self) -> bytes: ...


class Keeper(Protocol):
    """Where templates are kept, by city."""

    def of(self, city: RecordId, /) -> Kept | None: ...


def choose(path: Path) -> Chosen:
    """Look at a Word file as a template.

    Raises:
        Foreign: it is no Word file, has macros or a password, or its page has no room for text.
        Damaged: it cannot be read.
        TooLarge: it holds more than a template may.
        FileRefused: it cannot be opened.
    """
    template = read(content_of(path), path.name)
    content = packed(template)
    if len(content) > MOST:
        raise TooLarge(
            _("The letterhead of “{name}” is too large to be kept: make its pictures smaller. Nothing was changed.",
              name=path.name)
        )  # fmt: skip
    return Chosen(path.name, template, content, survey(template))


def kept(keeper: Keeper, city: RecordId) -> Chosen | None:
    """The template that is kept for a city, looked at; ``None`` where there is none."""
    found = keeper.of(city)
    if found is None:
        return None
    template = read(found.content, found.name)
    return Chosen(found.name, template, found.content, survey(template))


def worn(keeper: Keeper, city: RecordId) -> Template | None:
    """The template that the documents of a city wear; ``None`` for our own look."""
    found = keeper.of(city)
    return None if found is None else read(found.content, found.name)

"""What the reports about cities have in common: which cities, in which words, and within what frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.documents.blocks import Document, Letterhead
from desktop_app.documents.furniture import NETWORK, furniture, letterhead
from desktop_app.documents.wording import Wording
from desktop_app.errors import Unknown
from desktop_app.language import Message, _
from desktop_app.records import City

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from desktop_app.documents.blocks import Block
    from desktop_app.records import Audience, Dossier, Record, RecordId


def cities_of(dossier: Dossier) -> list[City]:
    """The cities that a dossier is about.

    Raises:
        Unknown: it is about none.
    """
    cities = dossier.subjects(City)
    if not cities:
        raise Unknown(_("There is no city here yet."))
    return cities


def wording_of(
    dossier: Dossier,
    cities: Collection[RecordId],
    language: str,
    audience: Audience,
    shown: Callable[[Record], bool] = lambda _record: True,
) -> Wording:
    """The words of a document whose content is what these cities wrote down, as far as its text is shown."""
    content = [record for record in dossier.records.values() if record.city in cities and shown(record)]
    return Wording.about(dossier, language, audience, content)


def framed(
    wording: Wording,
    city: City | None,
    title: Message,
    subject: Message,
    blocks: Iterable[Block],
    *,
    body: Message,
    draft: bool = False,
) -> Document:
    """A document in the name of a body of one city, or of the network where it is about several."""
    said = wording.say(title)
    if city:
        said = wording.say(_("{label}: {value}", label=said, value=wording.called(city)))
    return Document(
        title=said,
        language=wording.language,
        blocks=tuple(blocks),
        letterhead=letterhead(wording, city, body) or Letterhead(wording.say(NETWORK), ""),
        furniture=furniture(wording, city, title=said, symbol="", draft=draft),
        subject=wording.say(subject),
    )

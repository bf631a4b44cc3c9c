"""What a city is called in the window's language, where a file or a card names it in its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import resources
from desktop_app.language import LANGUAGES, window_language
from desktop_app.records import City
from ui.words.reading import dotted
from ui.words.tidy import folded

if TYPE_CHECKING:
    from desktop_app.workspace import Card, Pinned, Workspace


def called(workspace: Workspace, name: str) -> str:
    """The name of a city as the window says it: of one that is written down here, or of one that is known by name; any
    other as it calls itself."""
    language = window_language()
    here = {city.name.within(language) for city in workspace.all(City) if name in city.name.values()}
    known = {row[f"name_{language}"] for row in resources.read_table("cities.csv")
             if name in (row[f"name_{other}"] for other in LANGUAGES)}  # fmt: skip
    found = here or known
    return found.pop() if len(found) == 1 else name


def known_cities(workspace: Workspace) -> dict[str, Pinned]:
    """The cards that are known, by holder, in the order of what the window calls them."""
    cards = workspace.keyring.cards()
    return {one.card.holder: one for one in sorted(cards, key=lambda one: folded(titled(workspace, one.card)))}


def spoken(workspace: Workspace, card: Card) -> str:
    """What a sentence calls the holder of a card."""
    return called(workspace, card.name) if card.city else card.name


def titled(workspace: Workspace, card: Card) -> str:
    """A card by its holder's name, with the code that tells cities of one name apart."""
    name = spoken(workspace, card)
    return dotted((name, card.code))

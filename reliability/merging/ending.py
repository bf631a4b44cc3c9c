"""The end of a case: somebody gets everything that anybody has, and nothing was lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.workspace import Card, How
from reliability.merging import sites
from reliability.merging.asking import KINDS, agrees, broken, rebuilt, shown, take
from reliability.merging.network import LYON, TUNIS
from reliability.merging.rules import Model

if TYPE_CHECKING:
    from collections.abc import Callable

    from reliability.merging.network import Letter, Network
    from reliability.merging.site import Site


def end(here: Network, order: Callable[[int], int], *, thorough: bool) -> None:
    """One gets everything, and nothing is lost.

    Args:
        order: a number below the one given, by chance.
        thorough: two more get everything, in other orders and by way of another, and all end alike.
    """
    shared = [number for number, site in enumerate(here.sites) if not site.is_alone]
    if not shared:
        return
    which = shared[order(len(shared))]
    if any(site.erasures for site in here.sites):
        for whose in (LYON, TUNIS):
            here.trust(which, whose)
    others = [number for number, site in enumerate(here.sites) if site.is_open and number != which]
    others.sort(key=lambda _other: order(97))
    letters = [_letter(here, other) for other in others]
    here.receive(which, [one for letter in letters for one in letter.changes],
                 [one for letter in letters for one in letter.erasures])  # fmt: skip
    _complete(here, here.sites[which])
    if thorough:
        _compare(here, here.sites[which], order)


def _letter(here: Network, which: int) -> Letter:
    here.send(which)
    return here.mail[-1]


def _complete(network: Network, chosen: Site) -> None:
    """Every value ever written is there, whatever this version knows of it, unless it was to be forgotten.

    Somebody may have forgotten it for himself, or under keys that its city gave up before it heard of that: then what
    was the only copy is gone, though nothing says so here.
    """
    here = {change.id: change for change in chosen.workspace.changes()}
    elsewhere = [
        one
        for site in network.sites
        for one in site.erasures.values()
        if not one.travels or (one.id in site.done and one.key != chosen.keys.get(one.city))
    ]
    for id_ in {id_ for site in network.sites for id_ in site.heard}:
        change = network.written[id_]
        gone = chosen.is_erased(change)
        if gone and here.get(id_) != change.erased():
            broken(3, f"{change.kind}.{change.field} was erased and is there")
        if not gone and here.get(id_) != change and not any(one.covers(change) for one in elsewhere):
            known = change.kind in {kind.kind_name for kind in KINDS}
            broken(2 if known else 6, f"{change.kind}.{change.field} was lost or altered")


def _compare(network: Network, chosen: Site, order: Callable[[int], int]) -> None:
    straight, by_way = sites.founded("", "straight"), sites.founded("", "by way of another")
    for place in (straight, by_way):
        for city, key in chosen.keys.items():
            if city:  # the same cards: whoever knows other keys of a city believes other erasures
                place.keyring.pin(Card(city, "", "City", key, f"age1{key.hex()}", ""), How.CONFIRMED)
    here = {change.id: change for change in chosen.workspace.changes()}
    erasures = list(chosen.erasures.values())
    came = [network.written[id_] if chosen.is_erased(change) else change for id_, change in here.items()]
    came.sort(key=lambda change: (order(97), change.id))
    middle, first = order(len(came) + 1), order(2)
    take(straight, came[middle:], erasures[first:])
    take(straight, came[:middle], erasures)
    take(by_way, chosen.workspace.changes(), erasures)
    places = [chosen.workspace, straight, by_way]
    said = [shown(place) for place in places]
    if said[0] != said[1]:
        broken(1, "two orders end differently")
    if said[0] != said[2]:
        broken(7, "by way of another ends differently")
    place = places[order(3)]
    if take(place, came[:middle], erasures):
        broken(1, "what was there came again as new")
    agrees(place, Model(here.values(), erasures))
    rebuilt(place)
    straight.close()
    by_way.close()

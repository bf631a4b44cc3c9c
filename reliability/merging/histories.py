"""Short histories, each with a point: what the machine finds by chance in hundreds of cases, these play every time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reliability.merging import ending, network, sites
from reliability.merging.asking import broken

if TYPE_CHECKING:
    from collections.abc import Callable

    from reliability.merging.network import Network

TUNIS: Final = 0
AGAIN: Final = 1
LYON: Final = 2
COORDINATOR: Final = 3
ORGANISATION: Final = 0
MEETING: Final = 1
ITEM: Final = 2
WHOLE: Final = 0


def two_texts_in_one_cell(here: Network) -> None:
    """Both stay, one is shown, and the resolution leaves one head."""
    here.contradict(TUNIS, AGAIN, ORGANISATION, 0)
    here.exchange(TUNIS, COORDINATOR)
    here.exchange(AGAIN, COORDINATOR)
    here.resolve(COORDINATOR, 0, keep=True)
    here.exchange(COORDINATOR, TUNIS)


def two_resolutions(here: Network) -> None:
    """Decided differently by two: a disagreement again."""
    here.contradict(TUNIS, AGAIN, ORGANISATION, 0)
    here.exchange(AGAIN, TUNIS)
    here.resolve(TUNIS, 0, keep=True)
    here.resolve(AGAIN, 1, keep=True)
    here.exchange(AGAIN, TUNIS)
    if not here.site(TUNIS).workspace.disagreements():
        broken(4, "two resolutions that differ are no disagreement")


def a_clock_thirty_years_ahead(here: Network) -> None:
    """The later text, from the laptop whose clock is behind, supersedes what it saw, whatever the clocks say."""
    here.turn_clock(TUNIS, 2)
    here.turn_clock(AGAIN, 1)
    here.edit(TUNIS, ORGANISATION, 0, "")
    here.exchange(TUNIS, AGAIN)
    here.edit(AGAIN, ORGANISATION, 1, "")
    here.exchange(AGAIN, TUNIS)
    here.edit(TUNIS, ORGANISATION, 3, "ar")
    here.exchange(TUNIS, COORDINATOR)


def taken_back_beside_another(here: Network) -> None:
    """Taking back one's own leaves what another wrote meanwhile beside it."""
    for ahead, behind in ((TUNIS, AGAIN), (AGAIN, TUNIS)):
        here.turn_clock(ahead, 0)
        here.contradict(behind, ahead, ORGANISATION, 0)
        here.take_back(ahead, redo=False)
        here.take_back(ahead, redo=True)


def the_middle_of_a_chain_comes_last(here: Network) -> None:
    """Four texts in a row, of which the ends come first: two heads, and then one again."""
    here.write_often(TUNIS, ORGANISATION, 0)
    here.edit(TUNIS, ORGANISATION, 4, "")
    chain = here.cell(ORGANISATION, "acronym")
    for some in (chain[:1], chain[3:], chain[2:3], chain[1:2]):
        here.receive(LYON, some)
    for one in reversed(chain):
        here.receive(COORDINATOR, [one])


def three_at_once_and_one_decides_two(here: Network) -> None:
    """A decision between two that had not seen the third leaves two."""
    here.exchange(TUNIS, LYON)
    for site, text in ((TUNIS, 0), (AGAIN, 1), (LYON, 3)):
        here.edit(site, ORGANISATION, text, "")
    here.exchange(TUNIS, AGAIN)
    here.resolve(AGAIN, 0, keep=True)
    here.exchange(LYON, COORDINATOR)
    here.exchange(TUNIS, COORDINATOR)
    here.exchange(AGAIN, COORDINATOR)


def deleted_and_edited(here: Network) -> None:
    """One deletes, the other edits without knowing: it stays to be seen, and contested."""
    here.delete(TUNIS, ORGANISATION)
    here.edit(AGAIN, ORGANISATION, 1, "")
    here.exchange(AGAIN, TUNIS)
    here.exchange(TUNIS, COORDINATOR)


def a_whole_deleted_and_edited(here: Network) -> None:
    """One deletes a meeting, the other goes on writing in it: what it holds is to be seen as long as it is."""
    for decides in (False, True):
        here.delete(TUNIS, MEETING)
        here.edit(AGAIN, MEETING, 1, "")
        here.exchange(TUNIS, COORDINATOR)
        here.exchange(AGAIN, COORDINATOR)
        here.edit(COORDINATOR, ITEM, 3, "")
        here.exchange(AGAIN, TUNIS)
        here.look(TUNIS)
        (here.delete if decides else here.restore)(TUNIS, MEETING)
        here.look(TUNIS)
        here.exchange(COORDINATOR, TUNIS)
        here.exchange(TUNIS, AGAIN)
        here.exchange(TUNIS, COORDINATOR)


def deleted_and_restored(here: Network) -> None:
    """Two who both deleted it; one brings it back."""
    here.delete(TUNIS, ORGANISATION)
    here.exchange(TUNIS, AGAIN)
    here.restore(AGAIN, ORGANISATION)
    here.delete(TUNIS, ITEM)
    here.delete(AGAIN, ITEM)
    here.exchange(AGAIN, TUNIS)
    here.restore(TUNIS, ITEM)
    here.exchange(TUNIS, AGAIN)
    here.exchange(AGAIN, COORDINATOR)
    here.delete(LYON, ORGANISATION)
    here.exchange(TUNIS, LYON)
    here.delete(LYON, ORGANISATION)
    here.restore(AGAIN, ORGANISATION)
    here.edit(AGAIN, ORGANISATION, 3, "")
    here.exchange(AGAIN, LYON)


def one_deletes_again_what_another_restores(here: Network) -> None:
    """A deletion and a restoration that have not seen each other, with nothing else written: contested."""
    here.delete(TUNIS, ORGANISATION)
    here.exchange(TUNIS, AGAIN)
    here.restore(AGAIN, ORGANISATION)
    here.restore(TUNIS, ORGANISATION)
    here.delete(TUNIS, ORGANISATION)
    here.exchange(TUNIS, AGAIN)


def what_this_version_does_not_know(here: Network) -> None:
    """Kinds, fields and values of a later one pass through, to the byte."""
    for cell in range(len(network.CELLS)):
        for value in range(4):
            here.foreign(LYON, cell, value, cell + value)
    here.exchange(LYON, COORDINATOR)
    here.exchange(COORDINATOR, TUNIS)


def what_does_not_come_about(here: Network) -> None:
    """A step that is broken off leaves nothing, not in the counters either."""
    here.together(TUNIS, ORGANISATION)
    here.edit(TUNIS, ORGANISATION, 1, "")


def a_copy_goes_on(here: Network) -> None:
    """Two copies of one file go on apart."""
    here.edit(TUNIS, ORGANISATION, 0, "fr")
    here.copy(TUNIS)
    here.edit(4, ORGANISATION, 1, "fr")
    here.edit(TUNIS, ORGANISATION, 3, "fr")
    here.insert(TUNIS, 1)
    here.insert(4, 1)
    here.exchange(4, TUNIS)


def an_older_text_comes_later(here: Network) -> None:
    """A record is as old as the earliest of its changes, whenever that comes."""
    here.turn_clock(TUNIS, 1)
    here.edit(TUNIS, ORGANISATION, 0, "")
    changes = here.cell(ORGANISATION, "acronym")
    here.exchange(AGAIN, LYON)
    here.receive(LYON, changes)


def both_write_the_same(here: Network) -> None:
    """Two heads that say the same are no disagreement."""
    here.edit(TUNIS, ORGANISATION, 0, "")
    here.edit(AGAIN, ORGANISATION, 0, "")
    here.exchange(TUNIS, AGAIN)
    here.exchange(TUNIS, COORDINATOR)
    here.exchange(AGAIN, COORDINATOR)


def written_at_one_moment(here: Network) -> None:
    """Of texts with the same time the same one is shown everywhere, whichever came first."""
    for value in range(3):
        here.foreign(LYON, 0, value * len(network.SKEWS), 2)
    here.exchange(LYON, COORDINATOR)
    same = here.cell(2, "acronym")
    for order in (same, same[::-1]):
        for one in order:
            here.receive(AGAIN if order is same else TUNIS, [one])


def several_languages(here: Network) -> None:
    """A text in each of two languages, seen at once where it was written."""
    here.edit(TUNIS, ORGANISATION, 3, "ar")
    here.look(TUNIS)
    here.edit(TUNIS, ORGANISATION, 1, "fr")
    here.look(TUNIS)


def erased_before_it_comes(here: Network) -> None:
    """The erasure arrives before what it covers, before the card of its city, and before the record: all the same."""
    here.edit(TUNIS, ORGANISATION, 1, "")
    here.exchange(TUNIS, LYON)
    here.exchange(TUNIS, AGAIN)
    here.erase(TUNIS, ORGANISATION, "")
    erased = here.site(TUNIS).workspace
    erasures = [known.erasure for known in erased.erasures.all()]
    here.receive(COORDINATOR, [], erasures)
    here.exchange(LYON, COORDINATOR)
    here.trust(COORDINATOR, TUNIS)
    here.exchange(LYON, COORDINATOR)
    here.receive(AGAIN, [], erasures)
    here.exchange(LYON, AGAIN)
    here.edit(LYON, ORGANISATION, 3, "")
    here.exchange(LYON, AGAIN)
    here.exchange(LYON, TUNIS)
    here.copy(TUNIS)
    here.exchange(LYON, 4)


def erased_by_another_city(here: Network) -> None:
    """What another city says of our record takes no effect; what it does in its own file stays there."""
    here.edit(TUNIS, ORGANISATION, 1, "")
    here.exchange(TUNIS, LYON)
    here.trust(LYON, TUNIS)
    here.trust(TUNIS, LYON)
    here.erase(LYON, ORGANISATION, "acronym", alone=True)
    here.exchange(LYON, TUNIS)
    here.look(TUNIS)
    here.look(LYON)


def redacted_and_then_whole(here: Network) -> None:
    """Somebody erased for himself and sends on; whoever gets the whole later has it whole."""
    here.write_often(TUNIS, ORGANISATION, 0)
    here.exchange(TUNIS, LYON)
    here.erase(LYON, ORGANISATION, "", alone=True)
    here.exchange(LYON, COORDINATOR)
    here.exchange(TUNIS, COORDINATOR)
    here.look(COORDINATOR)


def an_erased_head_beside_another(here: Network) -> None:
    """A head without its value never contradicts one that has it, and is not shown before it, whatever the clocks."""
    here.turn_clock(AGAIN, 2)
    here.contradict(TUNIS, AGAIN, ORGANISATION, 0)
    here.exchange(AGAIN, LYON)
    here.erase(LYON, ORGANISATION, "acronym", alone=True)
    here.exchange(LYON, COORDINATOR)
    whole = here.cell(ORGANISATION, "acronym")
    here.receive(COORDINATOR, whole[:1])
    here.receive(COORDINATOR, whole[:2])
    here.receive(TUNIS, [whole[-1].erased()])
    here.edit(TUNIS, ORGANISATION, 4, "fr")
    here.take_back(AGAIN, redo=False)
    here.exchange(TUNIS, COORDINATOR)
    here.look(COORDINATOR)


def keys_given_up(here: Network) -> None:
    """What was erased under keys that were given up stays erased, also for whoever knows the new card alone; what
    somebody erases with the old ones after that does not count any more, until she has the new ones.
    """
    here.edit(TUNIS, ORGANISATION, 1, "")
    here.edit(TUNIS, MEETING, 2, "")
    here.exchange(TUNIS, AGAIN)
    here.exchange(TUNIS, LYON)
    here.erase(TUNIS, ORGANISATION, "acronym")
    here.renew(TUNIS)
    here.trust(COORDINATOR, TUNIS)
    here.exchange(LYON, COORDINATOR)
    here.exchange(TUNIS, COORDINATOR)
    here.exchange(LYON, COORDINATOR)
    here.erase(AGAIN, MEETING, "symbol")
    here.exchange(AGAIN, TUNIS)
    here.exchange(AGAIN, COORDINATOR)
    here.look(COORDINATOR)
    here.renew(TUNIS)
    here.look(TUNIS)


def erased_by_a_colleague_with_the_old_keys(here: Network) -> None:
    """Two have the city's file: one erases, and the other, who has not heard of it, gives the keys up. The erasure does
    not count for whoever knows the new card, but what it emptied was the only copy.
    """
    here.write_often(TUNIS, ORGANISATION, 0)
    here.erase(TUNIS, ORGANISATION, "")
    here.renew(AGAIN)


def a_text_written_again(here: Network) -> None:
    """After a field was erased it is written again where nothing of it is spared, and refused."""
    here.edit(TUNIS, ORGANISATION, 1, "")
    here.exchange(TUNIS, AGAIN)
    here.erase(TUNIS, ORGANISATION, "acronym")
    here.edit(TUNIS, ORGANISATION, 3, "")
    here.edit(AGAIN, ORGANISATION, 3, "")
    here.exchange(AGAIN, TUNIS)
    here.exchange(TUNIS, AGAIN)


def erased_words_are_not_found(here: Network) -> None:
    """What was erased is not found any more, in whatever index it was."""
    here.edit(TUNIS, ORGANISATION, 1, "")
    place = here.site(TUNIS).workspace
    if not place.search("ville"):
        broken(5, "what is written is not found")
    here.erase(TUNIS, ORGANISATION, "acronym")
    if place.search("ville"):
        broken(3, "what was erased is found")


def withdrawn_again(here: Network) -> None:
    """What a file alone brought goes; what another also held, and what was written on it since, stays."""
    here.edit(TUNIS, ORGANISATION, 0, "")
    here.exchange(TUNIS, COORDINATOR)
    here.edit(TUNIS, ORGANISATION, 1, "")
    here.exchange(TUNIS, COORDINATOR)
    here.edit(COORDINATOR, ORGANISATION, 3, "")
    here.withdraw(COORDINATOR, 0)
    here.look(COORDINATOR)
    here.withdraw(COORDINATOR, 0)
    here.look(COORDINATOR)
    here.exchange(TUNIS, COORDINATOR)
    here.look(COORDINATOR)


def one_id_in_two_kinds(here: Network) -> None:
    """What came as another kind under a record's id is another record's: deciding about the one leaves the other."""
    here.contradict(AGAIN, TUNIS, ITEM, 0)
    title_of_a_pilot_project = 6
    here.foreign(TUNIS, title_of_a_pilot_project, 0, ITEM)
    here.resolve(TUNIS, 0, keep=True)
    here.look(TUNIS)


HISTORIES: Final[tuple[Callable[[Network], None], ...]] = (
    two_texts_in_one_cell, two_resolutions, a_clock_thirty_years_ahead, taken_back_beside_another,
    the_middle_of_a_chain_comes_last, three_at_once_and_one_decides_two, deleted_and_edited, deleted_and_restored,
    a_whole_deleted_and_edited,
    one_deletes_again_what_another_restores, what_this_version_does_not_know, what_does_not_come_about, a_copy_goes_on,
    an_older_text_comes_later, both_write_the_same, written_at_one_moment,
    several_languages, erased_before_it_comes, erased_by_another_city, redacted_and_then_whole,
    an_erased_head_beside_another, keys_given_up, erased_by_a_colleague_with_the_old_keys, a_text_written_again,
    erased_words_are_not_found,
    withdrawn_again, one_id_in_two_kinds,
)  # fmt: skip


def play(history: Callable[[Network], None]) -> None:
    """Play a history to its end, with all that must hold asked of it."""
    here = network.Network()
    try:
        here.begin(1)
        history(here)
        ending.end(here, sites.chance_below, thorough=True)
    finally:
        here.close()

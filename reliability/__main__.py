"""Run what this folder asks, and print a table.

    python -m reliability [--only PART ...] [--cases NUMBER]

Without a number each part tries what `docs/reliability.md` reports. `--list` says what the parts are.
"""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import click

from reliability import full, kills
from reliability.hostile import mutated
from reliability.hostile import trial as offered
from reliability.merging import machine, trial
from reliability.orders import taking
from reliability.outcome import Outcome, timed
from reliability.power import cuts
from reliability.power.recording import can_record
from reliability.power.scenarios import SCENARIOS

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Part:
    """Something that can be run by itself."""

    what: str
    cases: int
    """How many cases a full run has."""
    run: Callable[[int], list[Outcome]]


def power(more: int) -> list[Outcome]:
    """Power cuts in every scenario, and the control."""
    if not can_record():
        return [Outcome("power cuts", 0, [], "needs Linux and a C compiler")]
    return [timed(partial(cuts.outcome, name, more)) for name in SCENARIOS] + [timed(cuts.control)]


def by_hand(heavy: int) -> list[Outcome]:
    """Files made by hand; with 0 without those that take seconds."""
    return [timed(lambda: offered.everything(heavy=bool(heavy)))]


def disk(cases: int) -> list[Outcome]:
    """Disks that are full or may not be written, and files that others have."""
    full_disks = [timed(lambda: full.sizes(cases))] if can_record() else []
    races, journals = timed(lambda: full.races(min(cases, 100))), timed(lambda: full.stale_journals(cases))
    return [*full_disks, timed(full.media), races, journals]


def changed(cases: int) -> list[Outcome]:
    """Files changed by chance."""
    return [timed(partial(offer, cases)) for offer in (mutated.bundles, mutated.city_cards, mutated.flips)]


PARTS: Final[dict[str, Part]] = {
    "merging": Part(
        "generated histories over several sites", 20_000, lambda cases: [timed(lambda: machine.outcome(cases))]
    ),
    "orders": Part(
        "forty bundles of nine cities in orders by chance",
        20,
        lambda cases: [timed(lambda: taking.orders(cases=cases))],
    ),
    "power": Part("power cuts, so many disks by chance at each moment", 30, power),
    "named": Part("hostile files made by hand", 1, by_hand),
    "changed": Part("bundles, cards and workspaces changed by chance", 10_000, changed),
    "kills": Part("kill -9 while editing and merging", 2_000, lambda cases: [timed(lambda: kills.everything(cases))]),
    "disk": Part("full disks, read-only media, two at once, journals", 240, disk),
    "mutations": Part("planted bugs", trial.CASES, lambda cases: [timed(lambda: trial.everything(cases))]),
}


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--only", multiple=True, type=click.Choice(list(PARTS)), help="Only this part; may be given several times."
)
@click.option("--cases", type=int, help="How many cases, in place of what each part has by itself.")
@click.option("--list", "listing", is_flag=True, help="Say what the parts are.")
def main(only: tuple[str, ...], cases: int | None, listing: bool) -> None:
    """Ask of merging and of the file far more than the tests do, and print what was tried and what was found."""
    if listing:
        for name, part in PARTS.items():
            click.echo(f"{name:12} {part.cases:>8,}  {part.what}")
        return
    with tempfile.TemporaryDirectory() as settings:
        os.environ["ROUNDTABLE_SETTINGS"] = settings
        outcomes = []
        for name in only or PARTS:
            click.echo(f"— {name}")
            found = PARTS[name].run(PARTS[name].cases if cases is None else cases)
            for outcome in found:
                click.echo(outcome.line)
            outcomes += found
    for outcome in outcomes:
        for sentence in outcome.found:
            click.echo(f"{outcome.what}: {sentence}")
    sys.exit(any(outcome.found for outcome in outcomes))


if __name__ == "__main__":
    main()

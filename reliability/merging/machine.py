"""The machine: Hypothesis chooses who does what next, and shrinks what fails."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from reliability.merging import ending, sites
from reliability.merging.histories import HISTORIES
from reliability.merging.network import Network
from reliability.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

WHICH = st.integers(0, 11)
SITE = st.integers(0, 4)
FEW = st.integers(0, 3)
OPENING = st.integers(0, 2 * len(HISTORIES) - 1)
"""Half of the cases go on from where one of the short histories ends: what takes several steps in one order, a machine
that chooses each by itself comes to too seldom."""
STEPS = 6
LONG = 12
"""Steps of a case in the long runs."""
THOROUGH = 5
"""Of so many cases one ends with two more sites that get everything in other orders."""


class Merging(RuleBasedStateMachine):
    """Several sites over some weeks, and at the end everybody gets everything."""

    def __init__(self) -> None:
        super().__init__()
        self.network = Network()

    @initialize(seed=st.integers(0, 1 << 16), skews=st.tuples(SITE, SITE, SITE, SITE), opening=OPENING)
    def begin(self, seed: int, skews: Sequence[int], opening: int) -> None:
        self.network.begin(seed)
        if opening < len(HISTORIES):
            HISTORIES[opening](self.network)
        for site, skew in enumerate(skews):
            self.network.turn_clock(site, skew)

    @rule(site=SITE, record=FEW, text=WHICH, language=st.sampled_from(["", "", "fr", "ar"]))
    def edit(self, site: int, record: int, text: int, language: str) -> None:
        self.network.edit(site, record, text, language)

    @rule(site=SITE, record=FEW, text=WHICH)
    def write_often(self, site: int, record: int, text: int) -> None:
        self.network.write_often(site, record, text)

    @rule(one=SITE, other=SITE, record=FEW, text=WHICH)
    def contradict(self, one: int, other: int, record: int, text: int) -> None:
        self.network.contradict(one, other, record, text)

    @rule(site=SITE, kind=WHICH)
    def add(self, site: int, kind: int) -> None:
        self.network.add(site, kind)

    @rule(site=SITE, neighbour=WHICH)
    def insert(self, site: int, neighbour: int) -> None:
        self.network.insert(site, neighbour)

    @rule(site=SITE, record=FEW, back=st.booleans())
    def delete_or_restore(self, site: int, record: int, back: bool) -> None:
        (self.network.restore if back else self.network.delete)(site, record)

    @rule(site=SITE, redo=st.booleans())
    def take_back(self, site: int, redo: bool) -> None:
        self.network.take_back(site, redo=redo)

    @rule(site=SITE, record=FEW)
    def together(self, site: int, record: int) -> None:
        self.network.together(site, record)

    @rule(site=SITE, number=WHICH, keep=st.booleans())
    def resolve(self, site: int, number: int, keep: bool) -> None:
        self.network.resolve(site, number, keep=keep)

    @rule(site=SITE, skew=SITE)
    def turn_clock(self, site: int, skew: int) -> None:
        self.network.turn_clock(site, skew)

    @rule(site=SITE)
    def copy(self, site: int) -> None:
        self.network.copy(site)

    @rule(site=SITE, now=st.integers(0, 4))
    def rebuild(self, site: int, now: int) -> None:
        if now == 0:
            self.network.rebuild(site)

    @rule(site=SITE, cell=WHICH, value=WHICH, parents=WHICH)
    def foreign(self, site: int, cell: int, value: int, parents: int) -> None:
        self.network.foreign(site, cell, value, parents)

    @rule(site=SITE, whose=SITE)
    def trust(self, site: int, whose: int) -> None:
        self.network.trust(site, whose)

    @rule(site=SITE)
    def renew(self, site: int) -> None:
        self.network.renew(site)

    @rule(site=SITE, record=FEW, name=st.sampled_from(["", "acronym", "name"]), alone=st.integers(0, 6))
    def erase(self, site: int, record: int, name: str, alone: int) -> None:
        self.network.erase(site, record, name, alone=alone == 0)

    @rule(site=SITE, number=WHICH)
    def withdraw(self, site: int, number: int) -> None:
        self.network.withdraw(site, number)

    @rule(site=SITE)
    def send(self, site: int) -> None:
        self.network.send(site)

    @rule(source=SITE, to=SITE)
    def send_and_deliver(self, source: int, to: int) -> None:
        self.network.exchange(source, to)

    @rule(site=SITE, letter=WHICH, part=st.integers(0, 40))
    def deliver(self, site: int, letter: int, part: int) -> None:
        self.network.deliver(site, letter, part)

    def teardown(self) -> None:
        if self.network.sites and sys.exc_info()[0] is None:
            ending.end(self.network, sites.chance_below, thorough=sites.chance_below(THOROUGH) == 0)
        self.network.close()


def run(cases: int, *, steps: int = STEPS, shrink: bool = True) -> None:
    """Try so many cases; the first that fails is raised, as small as it can be made."""
    phases = [Phase.generate, *([Phase.shrink] if shrink else [])]
    chosen = settings(
        max_examples=cases,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        phases=phases,
        suppress_health_check=list(HealthCheck),
    )
    with sites.repeatable():
        run_state_machine_as_test(Merging, settings=chosen)


def outcome(cases: int) -> Outcome:
    """Try so many cases; of those that fail the smallest is said."""
    try:
        run(cases, steps=LONG)
    except Exception as error:  # noqa: BLE001  # whatever it is, it is what was found
        notes = "\n".join(getattr(error, "__notes__", ()))
        return Outcome("histories over several sites", cases, [f"{error!r}\n{notes}"])
    return Outcome("histories over several sites", cases)

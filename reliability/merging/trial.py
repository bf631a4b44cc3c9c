"""Trying the tests: each planted bug against each history, and against the machine."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from reliability.merging import histories, machine, network, sites
from reliability.merging.mutations import MUTATIONS
from reliability.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from reliability.merging.mutations import Mutation

CASES: Final = 600
"""Cases of the machine within which it has to find a bug."""


@dataclass
class Caught:
    """Which tests caught a bug, and by which of the seven invariants."""

    mutation: Mutation
    by: list[str] = field(default_factory=list)


def try_histories(mutation: Mutation, *, all_: bool = True) -> Caught:
    """Play every history with the bug planted; with ``all_`` false only until one catches it."""
    caught = Caught(mutation)
    with sites.repeatable():
        network.begun()
        for history in histories.HISTORIES:
            said = _said(mutation, lambda history=history: histories.play(history))  # type: ignore[misc]
            if said:
                caught.by.append(f"{history.__name__} ({said})")
                if not all_:
                    break
    return caught


def try_machine(mutation: Mutation, cases: int = CASES) -> str:
    """What the machine says with the bug planted; ``""`` where it does not notice."""
    return _said(mutation, lambda: machine.run(cases, shrink=False))


def _said(mutation: Mutation, test: Callable[[], None]) -> str:
    with mutation.planted():
        try:
            test()
        except Exception as error:  # a bug may show itself in any way, but for not fitting the program any more
            if isinstance(error, TypeError) and "argument" in str(error):
                raise
            return f"invariant {invariant}" if (invariant := getattr(error, "invariant", 0)) else type(error).__name__
    return ""


def everything(cases: int = CASES) -> Outcome:
    """Plant each bug in turn; print which tests catch it."""
    survived = []
    for mutation in MUTATIONS:
        caught = try_histories(mutation)
        said = try_machine(mutation, cases)
        print(f"  {mutation.name}: " + ", ".join([*caught.by, f"machine ({said or 'no'})"]), flush=True)
        if not caught.by or not said:
            survived.append(f"“{mutation.name}” is not caught by {'the machine' if caught.by else 'the histories'}")
    return Outcome("planted bugs, each against the histories and the machine", len(MUTATIONS), survived)

"""Whatever is written, deleted, undone or brought in: the rows kept in step equal the rows read anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.records import Membership, Organisation, Person
from ui.pages.members import Members

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.workspace import Changed, Workspace
    from ui.session import Session

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["person", "body", "seat", "rename", "move", "leave", "delete", "undo", "redo"]),
        st.integers(0, 20),
        st.integers(0, 20),
    ),
    max_size=12,
)


def step(workspace: Workspace, what: str, one: int, other: int) -> None:
    """One thing that somebody may do; nothing where there is nothing to do it to."""
    people, bodies = workspace.all(Person), workspace.all(Organisation)
    seats = workspace.all(Membership)
    person = people[one % len(people)] if people else None
    body = bodies[other % len(bodies)] if bodies else None
    seat = seats[one % len(seats)] if seats else None
    if what == "person":
        workspace.draft(Person, {"given_name": f"P{one}"})
    elif what == "body":
        workspace.draft(Organisation, {"name": {"en": f"B{one}"}})
    elif what == "seat" and person is not None:
        workspace.draft(Membership, {"person": person.id, **({"organisation": body.id} if body else {})})
    elif what == "rename" and body is not None:
        workspace.edit(body.id, {"name": {"en": f"R{one}"}})
    elif what == "move" and seat is not None and body is not None:
        workspace.edit(seat.id, {"organisation": body.id})
    elif what == "leave" and seat is not None:
        workspace.edit(seat.id, {"ends_on": "2018-01"})
    elif what == "delete":
        every = [*people, *bodies, *seats]
        if every:
            workspace.delete(every[other % len(every)].id)
    elif what == "undo":
        workspace.undo()
    elif what == "redo":
        workspace.redo()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_rows_kept_in_step_equal_rows_read_anew(steps: list[tuple[str, int, int]], session: Session) -> None:
    workspace = session.workspace
    kept = Members(session)
    kept.rows()
    changes: list[Changed] = []
    stop = workspace.listen(changes.append)
    try:
        for what, one, other in steps:
            step(workspace, what, one, other)
            while changes:
                kept.rows(changes.pop(0))
            anew = Members(session).rows()
            assert sorted(map(repr, kept.rows(_nothing()))) == sorted(map(repr, anew))
    finally:
        stop()


def _nothing() -> Changed:
    from desktop_app.workspace import Changed

    return Changed(frozenset(), frozenset())


def test_a_merge_is_read_whole(session: Session, tmp_path: Path) -> None:
    kept = Members(session)
    kept.rows()
    changes: list[Changed] = []
    session.workspace.listen(changes.append)
    session.workspace.add_all([(Person, {"given_name": f"P{n}", "family_name": "X"}) for n in range(100)])
    assert len(changes) == 1
    assert len(kept.rows(changes[0])) == 108


def test_until_when_somebody_sat_there_leaves_the_room_beside_the_name(session: Session) -> None:
    seat = session.workspace.all(Membership)[0]
    session.workspace.edit(seat.id, {"ends_on": "2016-12-31"})
    (row,) = (row for row in Members(session).rows() if row.key == seat.id)
    assert row.detail.startswith("until 31 Dec 2016 · ")
    assert not row.end

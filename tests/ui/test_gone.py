"""Whatever takes away the record that is shown, nothing is left of it that could be typed into."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import pytest
from PySide6.QtWidgets import QPushButton

from desktop_app.exchange import bundle, merge
from desktop_app.records import Audience, Meeting, Membership, Person, Recommendation
from desktop_app.workspace import Workspace
from tests.ui.conftest import CITY
from ui.list_page import ListPage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from desktop_app.records import RecordId
    from ui.main.shell import Shell
    from ui.session import Notice

NAME: Final = "Zellige"
"""Nothing else is called so: a filter finds it alone."""


def _recommendation(workspace: Workspace) -> RecordId:
    return workspace.draft(Recommendation, {"symbol": "TUN/REC/2018/1", "title": {"fr": NAME}, "language": "fr"})


def _meeting(workspace: Workspace) -> RecordId:
    return workspace.draft(Meeting, {"title": {"fr": NAME}, "status": "draft"})


def _member(workspace: Workspace) -> RecordId:
    with workspace.together():
        return workspace.draft(Membership, {"person": workspace.draft(Person, {"family_name": NAME})})


Make: TypeAlias = "Callable[[Workspace], RecordId]"
PAGES: Final[dict[str, Make]] = {"recommendations": _recommendation, "meetings": _meeting, "stakeholders": _member}


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Workspace]:
    """A colleague's file of the same city."""
    with Workspace.create(tmp_path / "other.roundtable", city=CITY, author="Sami Trabelsi", language="fr") as made:
        yield made


def _shown(shell: Shell, name: str, made: RecordId, words: str) -> ListPage:
    page = shell.go(name)
    assert isinstance(page, ListPage)
    page.filter.setText(words)
    assert page.open(made)
    assert page.current == made
    return page


def _nothing_of_it(page: ListPage, made: RecordId) -> bool:
    """The next record is shown whole, or none and the form is away."""
    if page.current:
        return page.current != made and page._form.isVisible() and page.list.key == page.current
    return not page._form.isVisible()


@pytest.mark.parametrize("words", ["", NAME])
@pytest.mark.parametrize("name", PAGES)
def test_deleted_and_undone(shell: Shell, workspace: Workspace, name: str, words: str) -> None:
    made = PAGES[name](workspace)
    page = _shown(shell, name, made, words)
    workspace.delete(made)
    assert _nothing_of_it(page, made)
    workspace.undo()
    assert page.list.rows.row_of(made) >= 0
    workspace.undo()  # the New itself
    assert _nothing_of_it(page, made)


@pytest.mark.parametrize("name", ["recommendations", "meetings"])
def test_what_a_notice_brings_back_is_shown_again(shell: Shell, workspace: Workspace, name: str) -> None:
    PAGES[name](workspace)
    made = PAGES[name](workspace)
    page = _shown(shell, name, made, "")
    noticed: list[Notice] = []
    page.session.noticed.connect(noticed.append)
    page.session.delete(made, called=NAME)
    assert _nothing_of_it(page, made)
    assert noticed[0].taken is not None
    noticed[0].taken()
    assert (page.current, page.list.key) == (made, made)
    assert page._form.isVisible()


@pytest.mark.parametrize("words", ["", NAME])
@pytest.mark.parametrize("name", PAGES)
def test_deleted_by_a_file_and_withdrawn_with_it(
    shell: Shell, workspace: Workspace, elsewhere: Workspace, tmp_path: Path, name: str, words: str
) -> None:
    def send(file: str) -> None:
        bundle.write(elsewhere, tmp_path / file, audience=Audience.INTERNAL)
        merge.apply(workspace, bundle.read(tmp_path / file))

    made = PAGES[name](elsewhere)
    send("first.rtbundle")
    page = _shown(shell, name, made, words)
    elsewhere.delete(made)
    send("second.rtbundle")
    assert _nothing_of_it(page, made)
    deletion, itself = (one.number for one in workspace.imports())
    workspace.withdraw(deletion)
    assert page.open(made)
    workspace.withdraw(itself)
    assert _nothing_of_it(page, made)


def test_what_the_filter_hides_is_a_click_away(shell: Shell, workspace: Workspace) -> None:
    kept, gone = workspace.draft(Recommendation, {"title": {"fr": "Une autre"}}), _recommendation(workspace)
    page = _shown(shell, "recommendations", gone, NAME)
    workspace.delete(gone)
    (clear,) = [button for button in page.findChildren(QPushButton) if button.text() == "Clear the filter"]
    assert clear.isVisible()
    clear.click()
    assert page.current == kept
    assert page._form.isVisible()


def test_what_no_longer_matches_the_filter_stays_under_the_hand_that_writes_it(
    shell: Shell, workspace: Workspace
) -> None:
    workspace.draft(Recommendation, {"title": {"fr": f"{NAME} et plus"}})
    made = _recommendation(workspace)
    page = _shown(shell, "recommendations", made, NAME)
    workspace.edit(made, {"title": {"fr": "Tout autre chose"}})
    assert page.current == made
    assert page._form.isVisible()
    assert page.list.key == ""

"""Who is likely the same is offered side by side, linked and unlinked in the window, and then seen as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop_app.exchange import bundle, merge
from desktop_app.records import Audience, Membership, Organisation, Person
from desktop_app.workspace import Workspace, linking
from ui.pages.exchange import PARTS, ExchangePage
from ui.pages.stakeholders import StakeholdersPage

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.exchange.alike import Alike
    from ui.main.shell import Shell


@pytest.fixture
def twins(workspace: Workspace) -> tuple[str, str]:
    """The same person once more, as another city wrote her down, with a seat of her own."""
    first = next(one for one in workspace.all(Person) if one.family_name == "Ben Salah")
    body = workspace.add(Organisation, {"name": {"fr": "Mairie de Tunis"}, "type": "local_authority"})
    second = workspace.add(Person, {"given_name": "Leila", "family_name": "Bensalah", "email": first.email})
    workspace.add(Membership, {"person": second, "organisation": body, "starts_on": "2017"})
    return first.id, second


@pytest.fixture
def offered(shell: Shell, twins: tuple[str, str], qtbot: QtBot) -> Alike:
    """The part of the exchange that offers them."""
    page = shell.go("exchange")
    assert isinstance(page, ExchangePage)
    page.part("same")
    qtbot.waitUntil(lambda: page.same.list.rows.total > 0, timeout=20_000)
    return page.same


def offer(tab: Alike, title: str) -> None:
    number = next(n for n in range(tab.list.rows.rowCount()) if title in tab.list.rows.at(n).title)
    tab.list.select(tab.list.rows.at(number).key)


def settled(tab: Alike, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not tab._session.jobs.running, timeout=20_000)


def test_both_records_stand_side_by_side_with_the_reasons(offered: Alike) -> None:
    offer(offered, "Bensalah")
    assert offered.pair is not None
    said = [label.text() for label in offered.pair.findChildren(QLabel)]
    assert any(text.startswith("Likely duplicates: same e-mail: p0@example.org") for text in said)
    assert {"Ben Salah", "Bensalah", "Ville de Tunis", "Mairie de Tunis"} <= set(said)


def test_linked_they_are_one_in_the_list_and_unlinked_two_again(
    offered: Alike, shell: Shell, workspace: Workspace, twins: tuple[str, str], qtbot: QtBot
) -> None:
    stakeholders = shell.go("stakeholders")
    count = stakeholders.list.rows.total  # type: ignore[attr-defined]
    shell.go("exchange")
    settled(offered, qtbot)
    offer(offered, "Bensalah")
    assert offered.pair is not None
    before = workspace.get(twins[1])
    offered.pair.link.click()
    settled(offered, qtbot)
    assert workspace.groups().one(twins[0]) == workspace.groups().one(twins[1])
    assert shell.notices.offer.text() == "Undo"
    offered.list.select(workspace.groups().members(twins[0])[0])
    assert offered.pair is not None
    said = " ".join(label.text() for label in offered.pair.findChildren(QLabel))
    assert "a line for each organisation represented: " in said
    assert {"\u2068Mairie de Tunis\u2069 (Tunis)", "\u2068Ville de Tunis\u2069 (Tunis)"} <= set(
        said.partition("represented: ")[2].partition(". If those")[0].split(", ")
    )
    bodies = [one.id for one in workspace.all(Organisation) if "Tunis" in one.name.within("fr")]
    linking.link(workspace, *bodies)
    settled(offered, qtbot)
    offered.list.select(workspace.groups().members(twins[0])[0])
    assert "Linked as the same: seen as one in lists, search and reports." in {
        label.text() for label in offered.pair.findChildren(QLabel)
    }
    shell.go("stakeholders")
    assert stakeholders.list.rows.total == count - 1  # type: ignore[attr-defined]
    assert shell.sidebar.pages.rows.at(0).end == str(workspace.count(Membership) - 1)
    assert stakeholders.open(twins[0])
    assert stakeholders.open(twins[1])
    assert before.called("fr", str) == workspace.get(twins[1]).called("fr", str)
    shell.go("exchange")
    settled(offered, qtbot)
    group = workspace.groups().members(twins[0])
    offered.list.select(group[0])
    assert offered.pair is not None
    (button,) = offered.pair.unlinking
    assert button.text() == "Remove the link"
    button.click()
    settled(offered, qtbot)
    assert len(workspace.groups().members(twins[0])) == 1


def test_the_form_says_whose_record_it_shows_and_leads_to_the_other(
    offered: Alike, shell: Shell, workspace: Workspace, twins: tuple[str, str], qtbot: QtBot
) -> None:
    offer(offered, "Bensalah")
    assert offered.pair is not None
    assert any("Each city’s record stays as it is" in label.text() for label in offered.pair.findChildren(QLabel))
    page = shell.go("stakeholders")
    assert isinstance(page, StakeholdersPage)
    form = page.member
    qtbot.waitUntil(form.isVisible)
    first, second = twins
    page.open(first)
    assert not form.also.isVisible()
    linking.link(workspace, first, second)
    assert form.also.isVisible()
    assert form.also.said.text().startswith("Recorded by Tunis.")
    (way,) = form.also.ways
    assert "Bensalah" in way.text()
    way.click()
    assert form.person.record is not None
    assert form.person.record.id == second
    assert form.called == "Leila Bensalah"
    assert "Ben Salah" in form.also.ways[0].text()
    page.open(first)
    assert form.person.record.id == first
    shell.open(second)
    assert form.person.record.id == second
    workspace.delete(second)
    qtbot.waitUntil(lambda: form.person.record is not None)
    assert form.person.record.id == first, "nothing is left of what is gone"
    assert not form.also.isVisible()


def test_people_and_their_organisations_are_linked_at_once_and_become_one_line(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    first = workspace.all(Membership)[0]
    person, body = workspace.get(first.person), workspace.get(first.organisation)
    assert isinstance(person, Person)
    assert isinstance(body, Organisation)
    double = {"given_name": person.given_name, "family_name": person.family_name, "email": person.email}
    twin = workspace.add(Person, double)
    same = workspace.add(Organisation, {"name": dict(body.name), "type": body.type, "acronym": body.acronym})
    workspace.add(Membership, {"person": twin, "organisation": same, "starts_on": "2017"})
    stakeholders = shell.go("stakeholders")
    count = stakeholders.list.rows.total  # type: ignore[attr-defined]
    page = shell.go("exchange")
    assert isinstance(page, ExchangePage)
    page.part("same")
    settled(page.same, qtbot)
    offer(page.same, person.family_name)
    assert page.same.pair is not None
    QTest.mouseClick(page.same.pair.link_all, Qt.MouseButton.LeftButton)
    settled(page.same, qtbot)
    assert {len(group) for group in workspace.groups()} == {2}
    assert sum(1 for _group in workspace.groups()) == 2
    shell.go("stakeholders")
    assert stakeholders.list.rows.total == count - 1  # type: ignore[attr-defined]
    workspace.undo()
    assert not workspace.groups(), "one step"


def test_how_many_are_likely_the_same_is_known_when_the_page_opens(
    shell: Shell, workspace: Workspace, twins: tuple[str, str], qtbot: QtBot
) -> None:
    workspace.absorb([], label="Lyon, 2018-01-05", digest="", sender="Luc")
    page = shell.go("exchange")
    assert isinstance(page, ExchangePage)
    settled(page.same, qtbot)
    assert page.tabs.currentIndex() != list(PARTS).index("same")
    assert page.tabs.tabText(list(PARTS).index("same")).startswith("Likely duplicates (")


def test_who_was_told_apart_is_not_offered_again(offered: Alike, workspace: Workspace, qtbot: QtBot) -> None:
    count = offered.list.rows.total
    offer(offered, "Bensalah")
    assert offered.pair is not None
    offered.pair.apart.click()
    settled(offered, qtbot)
    assert offered.list.rows.total == count - 1
    workspace.undo()
    settled(offered, qtbot)
    assert offered.list.rows.total == count


def test_after_a_merge_without_contradictions_they_are_offered(
    shell: Shell, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    lyon = {"code": "FRLIO", "name": {"fr": "Lyon"}, "country": "FR"}
    with Workspace.create(tmp_path / "lyon.roundtable", city=lyon, author="Claire", language="fr") as other:
        other.add(Person, {"given_name": "Leila", "family_name": "Bensalah", "email": "p0@example.org"})
        sent = bundle.write(other, tmp_path / "lyon.rtbundle", audience=Audience.NETWORK)
    page = shell.go("exchange")
    assert isinstance(page, ExchangePage)
    page.take_files([sent.path])
    qtbot.waitUntil(lambda: page.coming.files.rows.total == 1, timeout=20_000)
    qtbot.waitUntil(lambda: not page.session.jobs.running, timeout=20_000)
    page.coming.shown.merge.click()
    way = page.coming.done.ways["same"]
    qtbot.waitUntil(way.isEnabled, timeout=20_000)
    assert way.text() == "Look at 1 likely duplicate"
    assert page.tabs.tabText(list(PARTS).index("same")) == "Likely duplicates (1)"
    assert page.tabs.currentIndex() == list(PARTS).index("receive"), "the page is not turned under anybody's hands"
    QTest.mouseClick(way, Qt.MouseButton.LeftButton)
    assert page.tabs.currentIndex() == list(PARTS).index("same")


def test_nothing_is_awaited_where_a_file_left_something_out_and_something_is_where_a_file_is_lacking(
    shell: Shell, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    lyon = {"code": "FRLIO", "name": {"fr": "Lyon"}, "country": "FR"}
    with Workspace.create(tmp_path / "lyon.roundtable", city=lyon, author="Claire", language="fr") as other:
        person = other.add(Person, {"given_name": "Ana", "family_name": "Costa", "notes": "for us alone"})
        for number in range(3):
            other.edit(person, {"notes": f"still for us alone, {number}"})
        other.edit(person, {"given_name": "Anna"})
        merge.apply(
            workspace, bundle.read(bundle.write(other, tmp_path / "a.rtbundle", audience=Audience.NETWORK).path)
        )
        page = shell.go("exchange")
        assert isinstance(page, ExchangePage)
        page.part("missing")
        qtbot.waitUntil(lambda: page.absent.list.rows.total == 1, timeout=20_000)
        assert page.absent.verdict.text() == "Nothing is awaited: nothing here builds on a change that is not here."
        (lyons,) = workspace.missing()
        assert (lyons.count, lyons.awaited) == (4, 0)
        assert page.absent.list.rows.at(0).title == "Lyon"
        assert "4 of " in page.absent.list.rows.at(0).detail
        other.edit(person, {"given_name": "Annette"})
        other.edit(person, {"given_name": "Anne"})
        late = [change for change in other.changes() if change.field == "given_name" and change.json == "Anne"]
    workspace.absorb(late, label="the last of it", digest="", sender="Claire")
    page.part("arrived")
    page.part("missing")
    qtbot.waitUntil(lambda: page.absent.list.rows.total == 2, timeout=20_000)
    assert page.absent.verdict.text() == "1 change is awaited: something here builds on it."
    (lyons,) = workspace.missing()
    assert (lyons.awaited, lyons.authors) == (1, ("Claire",))
    assert lyons.ranges[-1].first == lyons.ranges[-1].last
    assert "Lyon has it: ask for a newer file." in page.absent.list.rows.at(0).detail

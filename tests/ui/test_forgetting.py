"""In the window: erasing a person, what another city asks for, withdrawing a file, and who left long ago."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import pytest
from nacl.signing import SigningKey
from PySide6.QtWidgets import QLabel

from desktop_app.exchange import bundle, merge
from desktop_app.records import Audience, Meeting, Membership, Organisation, Person, When
from desktop_app.workspace import Workspace
from desktop_app.workspace.kept import erasure
from ui.dialogs.erase import Erase, ask_to_erase
from ui.dialogs.frame import Ask
from ui.dialogs.holders import WhoHasIt
from ui.dialogs.leavers import Leavers
from ui.pages.exchange import ExchangePage
from ui.pages.stakeholders import StakeholdersPage

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from ui.main.shell import Shell
    from ui.main.window import Window
    from ui.session import Session

LYON = {"code": "FRLIO", "name": {"fr": "Lyon"}, "country": "FR"}


def idle(session: Session, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not session.jobs.running, timeout=20_000)


def asked(window: QWidget, kind: type[Ask], qtbot: QtBot) -> Ask:
    """The dialog that is open."""

    def found() -> list[Ask]:
        return [one for one in window.findChildren(kind) if one.isVisible()]

    qtbot.waitUntil(lambda: bool(found()), timeout=20_000)
    return found()[-1]


def said(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


@pytest.fixture
def page(shell: Shell) -> StakeholdersPage:
    found = shell.go("stakeholders")
    assert isinstance(found, StakeholdersPage)
    return found


@pytest.fixture
def exchange(shell: Shell, qtbot: QtBot) -> ExchangePage:
    found = shell.go("exchange")
    assert isinstance(found, ExchangePage)
    idle(found.session, qtbot)
    return found


def person_called(workspace: Workspace, family: str) -> Person:
    return next(person for person in workspace.all(Person) if person.family_name == family)


def test_what_goes_is_shown_then_asked_then_gone(page: StakeholdersPage, window: Window, qtbot: QtBot) -> None:
    workspace = page.session.workspace
    person = person_called(workspace, "Dubois")
    meeting = workspace.draft(Meeting, {"title": {"fr": "Séance avec Claire Dubois"}})
    other = workspace.draft(Meeting, {"title": {"fr": "Rue Dubois"}})
    bundle.write(workspace, workspace.path.with_name("out.rtbundle"), audience=Audience.NETWORK, to="Lyon")
    assert page.open(person.id)
    names = [str(command.name) for command in page.commands()]
    page.commands()[names.index("Erase this person for good…")].run()
    dialog = asked(window, Erase, qtbot)
    assert isinstance(dialog, Erase)
    text = said(dialog)
    assert "Erase what is known about Claire Dubois" in text
    assert "Lyon · out.rtbundle" in text
    assert {mention.record: tick.isChecked() for tick, mention in dialog.texts} == {meeting: True, other: False}
    assert window.focusWidget() is not dialog.do
    dialog.do.click()
    idle(page.session, qtbot)
    assert workspace.get(person.id) == Person(id=person.id, city=workspace.city, confidentiality="network")
    assert workspace.get(meeting).called("fr", str) == "Séance avec […]"
    assert workspace.get(other).called("fr", str) == "Rue Dubois"
    assert "name no longer kept" in {row.title for row in page.rows()}
    assert window.shell is not None
    assert window.shell.notices.words.text() == "Erased. 1 text still names the person."
    assert not workspace.check().problems


def test_who_has_what_another_city_wrote_is_said_and_stays_to_be_read(
    page: StakeholdersPage, shell: Shell, window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    workspace = page.session.workspace
    with Workspace.create(tmp_path / "lyon.roundtable", city=LYON, author="Luc", language="fr") as lyon:
        person = lyon.add(Person, {"family_name": "Oubliée", "given_name": "Zoé"})
        bundle.write(lyon, tmp_path / "lyon.rtbundle", audience=Audience.NETWORK)
    merge.apply(workspace, bundle.read(tmp_path / "lyon.rtbundle"))
    ask_to_erase(window, page.session, person)
    dialog = asked(window, Erase, qtbot)
    text = said(dialog)
    assert "only here and in the backups of this workspace" in text
    assert "every copy" not in text
    assert "Who sent files that contain it\n\u2068Lyon\u2069" in text
    dialog.do.click()
    idle(page.session, qtbot)
    told = asked(window, WhoHasIt, qtbot)
    assert {"Erased: who must be informed", "The record belongs to"} <= set(said(told).split("\n"))
    told.do.click()
    exchange = shell.go("exchange")
    assert isinstance(exchange, ExchangePage)
    exchange.part("forgotten")
    row = exchange.forgotten.list.rows.at(0)
    assert (row.title, row.detail) == ("name no longer kept · Lyon", "Person · erased in this workspace only")
    exchange.forgotten.list.select(row.key)
    exchange.forgotten.tell.click()
    idle(page.session, qtbot)
    assert "\u2068Lyon\u2069" in said(asked(window, WhoHasIt, qtbot))
    assert "except what was erased in one place only" in said(exchange)


def test_whoever_says_no_keeps_everything(page: StakeholdersPage, window: Window, qtbot: QtBot) -> None:
    workspace = page.session.workspace
    person = person_called(workspace, "Dubois")
    page.open(person.id)
    page.erase()
    asked(window, Erase, qtbot).cancel.click()
    assert workspace.get(person.id) == person


def test_who_left_long_ago_is_proposed_and_erased(page: StakeholdersPage, window: Window, qtbot: QtBot) -> None:
    workspace = page.session.workspace
    person = person_called(workspace, "Puig")
    (membership,) = workspace.all(Membership, person=person.id)
    workspace.edit(membership.id, {"ends_on": "2017-12"})
    page.leavers()
    (dialog,) = window.findChildren(Leavers)
    assert dialog.list.key == person.id
    dialog.months.setValue(600)
    assert (dialog.list.rows.rowCount(), dialog.erase.isEnabled()) == (0, False)
    dialog.months.setValue(24)
    dialog.erase.click()
    asked(dialog, Erase, qtbot).do.click()
    idle(page.session, qtbot)
    assert dialog.list.rows.rowCount() == 0
    assert workspace.get(membership.id) == Membership(
        id=membership.id, city=workspace.city, confidentiality="network", person=person.id,
        organisation=membership.organisation, group_role="secretary", starts_on=membership.starts_on,
        ends_on=When("2017-12"),
    )  # fmt: skip


def test_an_import_is_withdrawn(exchange: ExchangePage, window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    workspace = exchange.session.workspace
    with Workspace.create(tmp_path / "lyon.roundtable", city=LYON, author="Luc", language="fr") as lyon:
        organisation = lyon.draft(Organisation, {"acronym": "ONG"})
        bundle.write(lyon, tmp_path / "lyon.rtbundle", audience=Audience.NETWORK)
    was = workspace.fingerprint()
    merge.apply(workspace, bundle.read(tmp_path / "lyon.rtbundle"))
    exchange.part("arrived")
    exchange.arrived.refresh()
    assert exchange.arrived.list.isVisible()
    assert exchange.arrived.withdraw.isEnabled()
    exchange.arrived.withdraw.click()
    dialog = asked(window, Ask, qtbot)
    assert "removed" in said(dialog)
    dialog.do.click()
    idle(exchange.session, qtbot)
    assert workspace.find(Organisation, organisation) is None
    assert workspace.fingerprint() == was
    assert exchange.arrived.list.rows.at(0).gone
    assert not exchange.arrived.withdraw.isEnabled()


def test_what_is_held_is_listed_with_its_reason_and_carried_out(
    exchange: ExchangePage, window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    workspace = exchange.session.workspace
    with Workspace.create(tmp_path / "lyon.roundtable", city=LYON, author="Luc", language="fr") as lyon:
        person = lyon.add(Person, {"family_name": "Oubliée", "given_name": "Zoé"})
        path = tmp_path / "lyon.rtbundle"
        bundle.write(lyon, path, audience=Audience.NETWORK)
        merge.apply(workspace, bundle.read(path))
        lyon.erasures.erase(lyon.erasures.propose(person))
        bundle.write(lyon, path, audience=Audience.NETWORK)
        incoming = bundle.read(path)
    exchange.part("receive")
    exchange.coming.take([path])
    qtbot.waitUntil(lambda: bool(exchange.coming._waiting.found), timeout=20_000)
    assert "1 erasure held" in exchange.coming.files.rows.at(0).detail
    merge.apply(workspace, incoming)
    exchange.part("forgotten")
    assert exchange.forgotten.list.isVisible()
    row = exchange.forgotten.list.rows.at(0)
    assert (row.title, "held: the card of that city is not confirmed" in row.detail) == ("Zoé Oubliée · Lyon", True)
    exchange.forgotten.list.select(row.key)
    exchange.forgotten.carry_out.click()
    asked(window, Ask, qtbot).do.click()
    idle(exchange.session, qtbot)
    assert exchange.forgotten.list.rows.at(0).title == "name no longer kept · Lyon"
    assert not exchange.forgotten.carry_out.isEnabled()


def test_of_thousands_only_what_is_looked_at_is_made(exchange: ExchangePage, window: Window) -> None:
    """A file of anybody's may bring a hundred thousand that are held; why each is held is looked up when it is seen."""
    signer = SigningKey.generate()
    workspace, key, count = exchange.session.workspace, bytes(signer.verify_key), 2_000
    made = []
    for number in range(count):
        parts = (str(uuid.UUID(int=number + 1)), "acronym", "", workspace.city, workspace.site, number)
        made.append(erasure.received(*parts, (), key, signer.sign(erasure.content(*parts, (), key)).signature))
    workspace.absorb([], erasures=made, label="", digest="", sender="")
    exchange.part("forgotten")
    window.grab()
    rows = exchange.forgotten.list.rows
    assert rows.rowCount() == count
    assert "the record is not here" in rows.at(0).detail
    assert 0 < len(exchange.forgotten._drawn._drawn) < count / 4
    exchange.forgotten.list.select(rows.at(count - 1).key)
    assert exchange.forgotten.carry_out.isEnabled()

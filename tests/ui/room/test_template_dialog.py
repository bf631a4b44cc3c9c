"""A city's template is looked at before it is used, and the page says that Word files look otherwise."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from tests.documents.letterheads import french, plain
from tests.ui.room.test_documents_page import page, wait_for_preview
from ui.dialogs.our_city import OurCity
from ui.documents.template import TemplateDialog

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.pages.documents import DocumentsPage
    from ui.session import Session

__all__ = ["page"]


@pytest.fixture
def letterhead(tmp_path: Path) -> Path:
    path = tmp_path / "lettre.docx"
    path.write_bytes(french())
    return path


def said(dialog: QWidget) -> str:
    labels = [label for label in dialog.findChildren(QLabel) if label.isVisibleTo(dialog)]
    return "\n".join(label.text() for label in labels)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def dialog_of(session: Session, window: QWidget) -> TemplateDialog:
    dialog = TemplateDialog(window, session, session.workspace.city)
    dialog.open()
    return dialog


def test_a_template_is_used_only_once_it_was_looked_at(
    session: Session, letterhead: Path, window: QWidget, qtbot: QtBot
) -> None:
    dialog = dialog_of(session, window)
    assert "None is chosen" in said(dialog)
    assert not dialog.use.isVisibleTo(dialog)
    dialog.take(letterhead)
    qtbot.waitUntil(lambda: dialog.use.isVisibleTo(dialog), timeout=10_000)
    qtbot.waitUntil(lambda: "no style for footnotes" in said(dialog))
    assert session.workspace.templates.of(session.workspace.city) is None
    with qtbot.waitSignal(session.noticed) as told:
        dialog.use.click()
    assert told.args is not None
    assert "lettre.docx" in str(told.args[0].sentence)
    kept = session.workspace.templates.of(session.workspace.city)
    assert kept is not None
    assert kept.name == "lettre.docx"
    again = dialog_of(session, window)
    assert "lettre.docx" in said(again)
    qtbot.waitUntil(lambda: "no style for footnotes" in said(again))
    again.remove.click()
    assert session.workspace.templates.of(session.workspace.city) is None
    assert "None is chosen" in said(again)
    session.jobs.stop()


def test_what_is_no_template_is_said_and_changes_nothing(
    session: Session, tmp_path: Path, window: QWidget, qtbot: QtBot
) -> None:
    dialog = dialog_of(session, window)
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"none")
    dialog.take(bad)
    qtbot.waitUntil(lambda: "not a Word file" in said(dialog), timeout=10_000)
    assert not dialog.use.isVisibleTo(dialog)
    good = tmp_path / "good.docx"
    good.write_bytes(plain())
    dialog.take(good)
    qtbot.waitUntil(lambda: dialog.use.isVisibleTo(dialog), timeout=10_000)
    assert "not a Word file" not in said(dialog)
    dialog.reject()
    assert session.workspace.templates.of(session.workspace.city) is None
    session.jobs.stop()


def test_word_files_wear_it_and_the_page_says_so(
    page: DocumentsPage, letterhead: Path, window: QWidget, qtbot: QtBot
) -> None:
    wait_for_preview(page, qtbot)
    assert not page.template.isVisibleTo(page)
    dialog = dialog_of(page.session, window)
    dialog.take(letterhead)
    qtbot.waitUntil(lambda: dialog.use.isVisibleTo(dialog), timeout=10_000)
    dialog.use.click()
    page.make_preview()
    qtbot.waitUntil(lambda: page.template.isVisibleTo(page), timeout=30_000)
    assert "lettre.docx" in page.template.said.text()
    target = letterhead.with_name("minutes.docx")
    with qtbot.waitSignal(page.session.noticed, timeout=30_000):
        page.write(target)
    with zipfile.ZipFile(target) as archive:
        assert "PORT-CENDRÉ" in archive.read("word/header1.xml").decode()


def test_a_file_that_is_read_when_the_dialog_closes_is_forgotten(
    session: Session, letterhead: Path, window: QWidget, qtbot: QtBot
) -> None:
    dialog = dialog_of(session, window)
    with qtbot.waitSignal(dialog.destroyed):
        dialog.take(letterhead)
        dialog.reject()
    qtbot.waitUntil(lambda: not session.jobs.running, timeout=10_000)
    assert session.workspace.templates.of(session.workspace.city) is None


def test_our_city_leads_to_it(session: Session, window: QWidget, qtbot: QtBot) -> None:
    dialog = OurCity(window, session)
    dialog.open()
    assert "the standard look" in dialog.template.said.text()
    session.workspace.templates.keep(session.workspace.city, "lettre.docx", french())
    dialog.template.choose.click()
    (opened,) = dialog.findChildren(TemplateDialog)
    assert "lettre.docx" in said(opened)
    opened.remove.click()
    opened.reject()
    assert "the standard look" in dialog.template.said.text()

"""A Word file that came back is shown as proposals, each taken or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.records import Recommendation
from tests.exchange.test_amendments import edited, said, sent
from ui.documents.amendments import Amendments, read_amendments

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop_app.workspace import Workspace
    from ui.session import Session


@pytest.fixture
def returned(workspace: Workspace, tmp_path: Path) -> Path:
    workspace.add(
        Recommendation,
        {
            "topic": "education", "title": {"fr": "Un point focal"}, "language": "fr",
            "text": {"fr": "Les villes nomment un point focal dans chaque quartier."},
        },
    )  # fmt: skip
    path = sent(workspace, tmp_path / "r.docx")
    return edited(path, lambda root: said(root, "chaque quartier", "chaque rue"))


def shown(qtbot: QtBot) -> Amendments:
    def found() -> list[Amendments]:
        return [w for w in QApplication.topLevelWidgets() if isinstance(w, Amendments) and w.isVisible()]

    qtbot.waitUntil(lambda: bool(found()), timeout=20_000)
    return found()[0]


def test_a_proposal_is_taken_with_the_keyboard_and_undone(session: Session, returned: Path, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QWidget

    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    read_amendments(session, window, returned)
    dialog = shown(qtbot)
    (card,) = dialog.cards
    assert "chaque quartier rue." in card.text.toPlainText()
    card.take.setFocus()
    QTest.keyClick(card.take, Qt.Key.Key_Space)
    workspace = session.workspace
    texts = [one.text.get("fr", "") for one in workspace.all(Recommendation)]
    assert "Les villes nomment un point focal dans chaque rue." in texts
    assert not card.take.isEnabled()
    workspace.undo()
    assert "chaque rue" not in "".join(one.text.get("fr", "") for one in workspace.all(Recommendation))


def test_a_file_that_is_none_is_refused_in_a_sentence(
    session: Session, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtWidgets import QWidget

    from ui import report

    told: list[str] = []
    monkeypatch.setattr(report, "say_refusal", lambda sentence, _window: told.append(str(sentence)))
    path = tmp_path / "x.docx"
    path.write_bytes(b"%PDF")
    window = QWidget()
    qtbot.addWidget(window)
    read_amendments(session, window, path)
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    assert "not a Word file" in told[0]

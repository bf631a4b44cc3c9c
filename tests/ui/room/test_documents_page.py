"""Documents: what is chosen is what is previewed, and what is previewed is what is saved."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_app.documents import REPORTS
from desktop_app.language import LANGUAGES
from desktop_app.records import AgendaItem, Audience, City, Meeting, Recommendation
from ui import documents
from ui.app import dress
from ui.documents.making import Choice, lacking
from ui.documents.sheets import Sheet, Sheets
from ui.meetings.checklist import missing
from ui.pages.documents import DocumentsPage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtCore import QSizeF
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from desktop_app.workspace import Workspace
    from tests.ui.meeting_room import Room
    from ui.jobs import Job
    from ui.session import Notice, Session

ON = date(2018, 1, 20)


@pytest.fixture
def page(session: Session, room: Room, qtbot: QtBot) -> Iterator[DocumentsPage]:
    made = DocumentsPage(session, today=ON)
    qtbot.addWidget(made)
    made.resize(1100, 800)
    with qtbot.waitActive(made):
        made.show()
    yield made
    session.jobs.stop()


def wait_for_preview(page: DocumentsPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.made is not None and page.preview.drawn > 0, timeout=30_000)


def text_of(path: Path) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text


def test_the_preview_is_the_file_that_is_saved(page: DocumentsPage, room: Room, qtbot: QtBot, tmp_path: Path) -> None:
    wait_for_preview(page, qtbot)
    assert page.preview.pages >= 1
    target = tmp_path / "minutes.pdf"
    with qtbot.waitSignal(page.session.noticed, timeout=30_000) as told:
        page.write(target)
    notice: Notice = told.args[0]
    assert str(notice.sentence) == "“minutes.pdf” was saved."
    assert target.read_bytes() == page.preview_bytes
    assert "Enrolment shall not depend on a residence permit." in " ".join(text_of(target).split())


def test_word_is_saved_by_the_ending_of_the_name(page: DocumentsPage, room: Room, qtbot: QtBot, tmp_path: Path) -> None:
    wait_for_preview(page, qtbot)
    with qtbot.waitSignal(page.session.noticed, timeout=30_000):
        page.write(tmp_path / "minutes.docx")
    assert (tmp_path / "minutes.docx").read_bytes()[:2] == b"PK"


def test_a_folder_that_cannot_be_written_is_refused_in_a_sentence(
    page: DocumentsPage, qtbot: QtBot, tmp_path: Path
) -> None:
    wait_for_preview(page, qtbot)
    with qtbot.waitSignal(page.session.jobs.refused, timeout=30_000) as told:
        page.write(tmp_path / "nowhere" / "minutes.pdf")
    assert "minutes.pdf" in str(told.args[0])


def test_the_dialog_proposes_a_name_that_says_what_it_is(page: DocumentsPage, qtbot: QtBot) -> None:
    wait_for_preview(page, qtbot)
    assert page.made is not None
    assert page.made.file_name.startswith("Minutes ")
    page.choices.language.set_value("fr")
    page.choices.changed.emit()
    qtbot.waitUntil(lambda: page.made is not None and page.made.file_name.startswith("Procès-verbal "), timeout=30_000)


def test_a_change_of_the_records_makes_the_preview_anew(page: DocumentsPage, room: Room, qtbot: QtBot) -> None:
    wait_for_preview(page, qtbot)
    before = page.preview_bytes
    page.session.workspace.edit(room.entries[0], {"text": {"en": "Something else was said."}})
    qtbot.waitUntil(lambda: page.preview_bytes != before, timeout=30_000)


def test_a_preview_that_was_stopped_says_so_and_can_be_made_again(page: DocumentsPage, qtbot: QtBot) -> None:
    wait_for_preview(page, qtbot)
    with qtbot.waitSignal(page.session.jobs.started) as started:
        page.make_preview()
    job: Job = started.args[0]
    job.cancel()
    qtbot.waitUntil(lambda: not page.session.jobs.running, timeout=30_000)
    if page.made is None:  # it may have ended before it was stopped
        assert page.refusal.text().startswith("The preview was stopped.")
    page.choices.changed.emit()
    wait_for_preview(page, qtbot)


def test_only_the_last_of_several_choices_is_shown(page: DocumentsPage, room: Room, qtbot: QtBot) -> None:
    wait_for_preview(page, qtbot)
    for language in ("fr", "es", "ar", "fr"):
        page.choices.language.set_value(language)
        page.make_preview()
    qtbot.waitUntil(lambda: not page.session.jobs.running, timeout=30_000)
    assert page.made is not None
    assert page.made.document.language == "fr"
    made, content = page.made, page.preview_bytes
    page._show(page._turn - 1, (made, b"of a choice before"))
    assert page.preview_bytes == content


def test_another_page_asks_for_a_document(page: DocumentsPage, room: Room, qtbot: QtBot) -> None:
    workspace = page.session.workspace
    made = workspace.add(
        Recommendation, {"topic": "education", "title": {"en": "Every child"}, "text": {"en": "Every child."}}
    )
    page.hide()
    documents.ask(page.session, "recommendations", made)
    page.show()
    assert page.choices.choice.report == "recommendations"
    assert page.choices.choice.about == (made,)
    qtbot.waitUntil(lambda: page.made is not None and "Recommendation" in page.made.file_name, timeout=30_000)


def test_a_document_for_a_wider_circle_than_its_meeting_is_refused_in_a_sentence(
    page: DocumentsPage, room: Room, qtbot: QtBot
) -> None:
    wait_for_preview(page, qtbot)
    page.choices.audience.set_value("public")
    page.choices.changed.emit()
    qtbot.waitUntil(lambda: page.made is None, timeout=30_000)
    assert "the meeting is meant for “Network”" in page.refusal.text()
    assert not page.pdf.isEnabled()


def test_without_a_meeting_the_page_says_where_minutes_come_from(page: DocumentsPage, room: Room, qtbot: QtBot) -> None:
    page.session.workspace.delete(room.meeting)
    qtbot.waitUntil(lambda: page.refusal.text().startswith("There is no meeting yet."))
    assert not page.word.isEnabled()


def test_what_is_missing_is_listed_before_the_document_is_made(page: DocumentsPage, room: Room, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.lacks.text() == "3 things missing")
    with qtbot.waitSignal(page.session.navigated):
        page.session.navigate(lacking(page.session.workspace, page.choices.choice)[0].record)


def test_escape_closes_the_list_of_what_is_missing(page: DocumentsPage, room: Room, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.lacks.text() == "3 things missing")
    for widget in (page.lacks, page.steps):
        page.lacks.click()
        assert page.steps.isVisibleTo(page)
        QTest.keyClick(widget, Qt.Key.Key_Escape)
        assert not page.steps.isVisibleTo(page)
        assert not page.lacks.isChecked()


def test_as_many_things_are_missing_here_as_on_the_page_of_meetings(
    page: DocumentsPage, room: Room, qtbot: QtBot
) -> None:
    page.choices.language.set_value("ar")
    page.choices.changed.emit()
    qtbot.waitUntil(lambda: any(gap.of_language for gap in page._found))
    page.lacks.click()
    assert page.lacks.text() == f"{len(missing(page.session.workspace, room.meeting, 'ar'))} things missing"
    assert "not translated into the document’s language" in page.counted.text()


def test_it_is_said_of_which_city_something_is_missing(page: DocumentsPage, room: Room, qtbot: QtBot) -> None:
    page.session.workspace.add(City, {"name": {"en": "Tunis"}, "code": "TNTUN", "country": "TN"})
    page.choices.use("consolidated")
    qtbot.waitUntil(lambda: any(gap.city for gap in page._found))
    page.lacks.click()
    counted = sum(not gap.of_language for gap in page._found)
    assert counted == sum(map(int, re.findall(r" (\d+)", page.counted.text().splitlines()[0])))
    title = page.session.workspace.title
    assert all(str(gap.sentence).startswith(f"{title(gap.city, 'en')}: ") for gap in page._found)


def test_recommendations_name_what_they_lack(workspace: Workspace, room: Room) -> None:
    workspace.add(Recommendation, {"symbol": "A/1", "topic": "education", "title": {"en": "A"}, "text": {"en": "B"}})
    choice = Choice("recommendations", (), "fr", Audience.NETWORK, ON)
    assert [str(one.sentence) for one in lacking(workspace, choice)] == [
        "“A/1” has no rationale.",
        "“A/1” is addressed to nobody.",
        "“A/1” rests on no evidence.",
        "No player commits to anything in “A/1”.",
        "“A/1” is not translated into French; the original is shown.",
    ]


def test_several_meetings_can_be_chosen(page: DocumentsPage, room: Room, qtbot: QtBot) -> None:
    other = page.session.workspace.add(
        Meeting, {"title": {"en": "11th meeting"}, "starts_at": "2017-12-04", "kind": "stakeholder_group"}
    )
    page.choices.list.setFocus()
    QTest.keyClick(page.choices.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert page.choices.choice.about == (room.meeting, other)


def test_a_filter_hides_rows_and_keeps_what_is_chosen(page: DocumentsPage, room: Room) -> None:
    page.choices.filter.setText("zebra")
    assert page.choices.list.rows.rowCount() == 0
    assert page.choices.choice.about == (room.meeting,)
    page.choices.filter.clear()
    assert page.choices.choice.about == (room.meeting,)


def test_zooming_and_moving_by_keys(page: DocumentsPage, room: Room, qtbot: QtBot) -> None:
    workspace = page.session.workspace
    with workspace.together():
        for number in range(60):
            item = {"meeting": room.meeting, "title": {"en": f"Item {number}"}, "conclusion": {"en": "Long. " * 60}}
            workspace.add(AgendaItem, item)
    qtbot.waitUntil(lambda: page.preview.pages > 3, timeout=30_000)
    preview = page.preview
    width = preview.place(0).width()
    preview.setFocus()
    QTest.keyClick(preview, Qt.Key.Key_Plus)
    assert preview.place(0).width() > width
    QTest.keyClick(preview, Qt.Key.Key_Minus)
    QTest.keyClick(preview, Qt.Key.Key_End)
    assert preview.accessibleDescription() == f"Page {preview.pages} of {preview.pages}"
    qtbot.waitUntil(lambda: preview.has_drawn(preview.pages - 1), timeout=30_000)
    assert not preview.has_drawn(preview.pages // 2) or preview.pages < 6


def test_pictures_are_of_the_document_that_was_opened_last(qtbot: QtBot, tmp_path: Path) -> None:
    from desktop_app.documents import pdf
    from desktop_app.documents.blocks import Document, Furniture, Paragraph, rich

    sheets = Sheets()
    opened: list[tuple[int, int]] = []
    drawn: list[Sheet] = []

    def note(number: int, sizes: list[QSizeF]) -> None:
        opened.append((number, len(sizes)))

    sheets.opened.connect(note)
    sheets.drawn.connect(drawn.append)
    furniture = Furniture("", "", "{page} / {pages}")
    contents = [pdf.render(Document("T", "en", (Paragraph(rich(word)),), None, furniture)) for word in ("one", "two")]
    sheets.open(contents[0])
    last = sheets.open(contents[1])
    qtbot.waitUntil(lambda: (last, 1) in opened)
    sheets.draw(last - 1, 0, 100)
    sheets.draw(last, 0, 200)
    qtbot.waitUntil(lambda: bool(drawn))
    sheets.stop()
    picture: Sheet = drawn[0]
    assert len(drawn) == 1
    assert (picture.document, picture.image.width()) == (last, 200)


def test_another_report_is_chosen_with_the_keyboard(page: DocumentsPage, room: Room) -> None:
    page.choices.report.setFocus()
    QTest.keyClick(page.choices.report, Qt.Key.Key_Down)
    assert page.choices.choice.report == "recommendations"
    page.choices.use("minutes", [room.meeting])
    assert page.choices.report.value() == "minutes"
    for name in REPORTS:
        page.choices.use(name)
        assert page.choices.choice.report == name


def test_the_consolidated_report_is_of_all_cities_also_of_those_that_come_later(page: DocumentsPage) -> None:
    workspace, choices = page.session.workspace, page.choices
    workspace.add(City, {"code": "FRLIO", "name": {"fr": "Lyon"}, "country": "FR"})
    choices.use("consolidated")
    assert set(choices.choice.about) == {city.id for city in workspace.all(City)}
    assert len(choices.list.selectionModel().selectedRows()) == 2
    third = workspace.add(City, {"code": "ATVIE", "name": {"en": "Vienna"}, "country": "AT"})
    choices.refresh()
    assert third in choices.choice.about
    choices.list.select(third)
    choices.refresh()
    assert choices.choice.about == (third,)
    choices.use("handover")
    assert choices.choice.about == (workspace.city,)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_choices_are_whole_beside_a_bar_of_long_words(
    page: DocumentsPage, qtbot: QtBot, qapp: QApplication, language: str
) -> None:
    dress(qapp, structs.replace(page.session.settings, language=language))
    page.resize(1040, 770)
    wait_for_preview(page, qtbot)
    inner = page.choices.annex.parentWidget()
    assert inner is not None
    qtbot.waitUntil(lambda: page.choices.width() >= inner.minimumSizeHint().width())
    for button in (page.word, page.pdf, page.lacks):
        assert button.width() >= button.sizeHint().width()

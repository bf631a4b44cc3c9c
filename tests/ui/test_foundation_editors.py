"""Every declared field has an editor; what is typed or pasted into it settles, or is refused in a sentence."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QPushButton, QVBoxLayout, QWidget

from desktop_app.records import KINDS, Membership, Organisation, Person, Precision, Translated, When, vocabulary
from desktop_app.records.picture import Picture
from desktop_app.records.quantity import Quantity
from tests.hands import strike
from ui.editors import (
    CodeChips,
    CodeCombo,
    Line,
    MomentEdit,
    PickSeveral,
    Prose,
    RecordPicker,
    TranslatedEdit,
    editor_for,
)
from ui.forms.binding import Binding
from ui.words.speech import speak

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop_app.records import Field, Value
    from desktop_app.workspace import Workspace
    from ui.editors.base import Editor
    from ui.session import Notice, Session

FIELDS = [(kind, field) for kind in KINDS.values() for field in kind.fields.values()]


def samples(field: Field, workspace: Workspace) -> object:  # noqa: C901  # one case for each type of field
    """A value that a field takes."""
    from desktop_app.records import types

    person = workspace.all(Person)[0].id
    match field.type:
        case types.Text(form="email"):
            return "amina@example.org"
        case types.Text(form="phone"):
            return "+216 71 000 000"
        case types.Text():
            return "Ville de Tunis"
        case types.Code(vocabulary=name):
            return vocabulary(name).codes[1]
        case types.Moment(finest=Precision.MINUTE):
            return When("2018-01-15T10:00")
        case types.Moment():
            return When("2018-01")
        case types.Integer(least=least):
            return least + 1
        case Picture():
            return base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(40)).decode()
        case Quantity():
            return "12.5"
        case types.Reference():
            return person
        case types.InLanguages():
            return Translated(fr="Directrice", ar="مديرة")
        case types.Several(each=types.Code(vocabulary=name)):
            return vocabulary(name).codes[:2]
        case types.Several(each=types.LanguageCode()):
            return ("ar", "fr")
        case types.Several():
            return (person,)
        case types.LanguageCode():
            return "fr"
        case types.CountryCode():
            return "TN"
        case _:
            return "h1"


@pytest.mark.parametrize(("kind", "field"), FIELDS, ids=[f"{kind.kind_name}.{field.name}" for kind, field in FIELDS])
def test_each_declared_field_has_an_editor_that_gives_back_what_it_shows(
    kind: type, field: Field, session: Session, qtbot: QtBot
) -> None:
    widget = editor_for(field, session)
    qtbot.addWidget(widget)
    editor = cast("Editor", widget)
    heard: list[object] = []
    editor.edited.connect(lambda: heard.append(1))
    editor.chosen.connect(lambda: heard.append(1))
    value = samples(field, session.workspace)
    for shown in (value, field.type.empty, value):
        editor.set_value(cast("Value", shown))
        assert field.check(editor.value()) == shown
    assert not heard, "showing a value is no edit"


def add(editor: QWidget, text: str) -> None:
    """Type at the end of what is there."""
    QTest.keyClick(editor, Qt.Key.Key_End)
    QTest.keyClicks(editor, text)


class Form(QWidget):
    """A few bound fields, as a page has them."""

    def __init__(self, session: Session, kind: type, *names: str) -> None:
        super().__init__()
        self.binding = Binding(session, kind, self)
        page = QVBoxLayout(self)
        for name in names:
            page.addWidget(self.binding.row(name))

    def editor(self, name: str) -> QWidget:
        return self.binding.rows[name].editor


@pytest.fixture
def person_form(session: Session, qtbot: QtBot) -> Form:
    """A form on the first person."""
    form = Form(session, Person, "family_name", "given_name", "email", "notes")
    qtbot.addWidget(form)
    form.binding.show(session.workspace.all(Person)[0].id)
    with qtbot.waitActive(form):
        form.show()
    return form


def stored(form: Form) -> Person:
    record = form.binding._session.workspace.get(form.binding.record.id)  # type: ignore[union-attr]
    assert isinstance(record, Person)
    return record


def test_typing_settles_by_itself(person_form: Form, qtbot: QtBot) -> None:
    line = person_form.editor("family_name")
    add(line, " El Fassi")
    assert stored(person_form).family_name == "Ben Salah", "it is not written at each key"
    qtbot.waitUntil(lambda: stored(person_form).family_name == "Ben Salah El Fassi")


def test_leaving_a_field_writes_it_when_the_window_does(person_form: Form) -> None:
    add(person_form.editor("family_name"), "!")
    person_form.binding._session.settle()
    assert stored(person_form).family_name == "Ben Salah!"


def test_showing_another_record_writes_the_last_one_first(person_form: Form, session: Session) -> None:
    first, second = (person.id for person in session.workspace.all(Person)[:2])
    add(person_form.editor("family_name"), "!")
    person_form.binding.show(second)
    assert session.workspace.get(first).family_name == "Ben Salah!"  # type: ignore[attr-defined]
    assert session.workspace.get(second).family_name == "El Idrissi"  # type: ignore[attr-defined]


def test_what_a_field_does_not_take_stays_with_a_sentence(person_form: Form, session: Session) -> None:
    line = person_form.editor("email")
    assert isinstance(line, Line)
    line.clear()
    QTest.keyClicks(line, "nobody at home")
    session.settle()
    row = person_form.binding.rows["email"]
    assert row.refusal == "“nobody at home” is not an e-mail address."
    assert line.accessibleDescription() == row.refusal
    assert line.text() == "nobody at home"
    assert stored(person_form).email == "p0@example.org"
    line.clear()
    QTest.keyClicks(line, "leila@example.org")
    session.settle()
    assert row.refusal == ""
    assert stored(person_form).email == "leila@example.org"


def test_typing_survives_a_change_from_elsewhere(person_form: Form, session: Session) -> None:
    add(person_form.editor("family_name"), "!")
    session.workspace.edit(stored(person_form).id, {"given_name": "Leyla"})
    line = person_form.editor("given_name")
    assert isinstance(line, Line)
    assert line.text() == "Leyla"
    session.settle()
    assert stored(person_form).family_name == "Ben Salah!"


def test_a_record_that_goes_while_somebody_types_is_no_accident(person_form: Form, session: Session) -> None:
    gone: list[int] = []
    person_form.binding.gone.connect(lambda: gone.append(1))
    add(person_form.editor("family_name"), "!")
    session.workspace.delete(stored(person_form).id)
    session.settle()
    assert gone == [1]
    assert not person_form.editor("family_name").isEnabled()


def test_two_fields_typed_before_anything_settles_are_both_written(person_form: Form, session: Session) -> None:
    add(person_form.editor("family_name"), " A")
    add(person_form.editor("given_name"), " B")
    add(person_form.editor("notes"), "C")
    session.settle()
    after = stored(person_form)
    assert (after.family_name, after.given_name, after.notes) == ("Ben Salah A", "Leïla B", "C")


def test_the_blank_after_a_word_survives_a_pause(person_form: Form, session: Session) -> None:
    for name in ("family_name", "notes"):
        editor = person_form.editor(name)
        QTest.keyClick(editor, Qt.Key.Key_End)
        QTest.keyClicks(editor, "x ")
        session.settle()
        QTest.keyClicks(editor, "y")
        session.settle()
        assert getattr(stored(person_form), name).endswith("x y")


def test_what_was_refused_stays_while_other_things_change(person_form: Form, session: Session) -> None:
    add(person_form.editor("email"), " nonsense")
    session.settle()
    session.workspace.edit(stored(person_form).id, {"given_name": "Leyla"})
    assert cast("Editor", person_form.editor("email")).value() == "p0@example.org nonsense"
    assert person_form.binding.rows["email"].refusal


def test_undo_belongs_to_the_workspace(person_form: Form, session: Session, qtbot: QtBot) -> None:
    for name in ("family_name", "notes"):
        editor = person_form.editor(name)
        editor.setFocus()
        QTest.keyClicks(editor, "abc")
        session.settle()
        before = cast("Editor", editor).value()
        QTest.keySequence(editor, QKeySequence(QKeySequence.StandardKey.Undo))
        assert cast("Editor", editor).value() == before, "the editor must not undo by itself"
        session.undo()
        assert cast("Editor", editor).value() != before


# pasting


def paste(editor: QWidget, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    QTest.keySequence(editor, QKeySequence(QKeySequence.StandardKey.Paste))


@pytest.mark.parametrize("name", ["family_name", "notes"])
def test_a_megabyte_pasted_is_refused_in_a_sentence_and_what_was_there_stays(
    person_form: Form, session: Session, name: str
) -> None:
    editor = person_form.editor(name)
    QTest.keyClicks(editor, "x")
    session.settle()
    before = getattr(stored(person_form), name)
    paste(editor, "m" * 1_048_576)
    assert "too long" in person_form.binding.rows[name].refusal
    session.settle()
    assert getattr(stored(person_form), name) == before
    assert cast("Editor", editor).value() == before


def test_lines_and_controls_pasted_into_a_line_become_a_line(person_form: Form, session: Session) -> None:
    line = person_form.editor("family_name")
    assert isinstance(line, Line)
    line.clear()
    paste(line, "Ben\r\n\tSalah\x07\u202e\x00")
    session.settle()
    assert stored(person_form).family_name == "Ben Salah"


def test_paragraphs_pasted_into_prose_stay_paragraphs(person_form: Form, session: Session) -> None:
    paste(person_form.editor("notes"), "one\r\ntwo\x0b\x00\u2029three")
    session.settle()
    assert stored(person_form).notes == "one\ntwo\nthree"


def test_markup_pasted_is_text(person_form: Form, session: Session) -> None:
    paste(person_form.editor("notes"), "<b>bold</b> <img src='file:///etc/passwd'>")
    session.settle()
    assert stored(person_form).notes == "<b>bold</b> <img src='file:///etc/passwd'>"


# single editors


def test_text_from_elsewhere_leaves_the_caret_where_somebody_writes(qtbot: QtBot) -> None:
    prose = Prose()
    qtbot.addWidget(prose)
    prose.set_value("The mayor said 🏛 yes.")
    cursor = prose.textCursor()
    cursor.setPosition(9)
    prose.setTextCursor(cursor)
    prose.set_value("The mayor said 🏛 no, and left.")
    assert prose.textCursor().position() == 9
    assert prose.value() == "The mayor said 🏛 no, and left."
    prose.set_value("")
    assert prose.value() == ""


def test_prose_grows_with_its_text(qtbot: QtBot) -> None:
    prose = Prose()
    qtbot.addWidget(prose)
    prose.resize(300, 100)
    prose.show()
    low = prose.sizeHint().height()
    prose.set_value("word " * 400)
    assert prose.sizeHint().height() > 3 * low


def test_a_code_of_a_later_version_stays(qtbot: QtBot) -> None:
    combo = CodeCombo("group_role", required=True)
    qtbot.addWidget(combo)
    combo.set_value("troubadour")
    assert combo.value() == combo.property("code") == "troubadour"
    assert combo.currentText() == "troubadour"
    combo.set_value("chair")
    assert combo.findData("troubadour") < 0


def test_the_code_is_the_combos_user_property(qtbot: QtBot) -> None:
    combo = CodeCombo("group_role")
    qtbot.addWidget(combo)
    assert str(combo.metaObject().userProperty().name()) == "code"


def test_chips_are_moved_between_and_pressed_with_the_keyboard(qtbot: QtBot) -> None:
    chips = CodeChips("player")
    qtbot.addWidget(chips)
    with qtbot.waitActive(chips):
        chips.show()
    first, second = list(chips._chips.values())[:2]
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Right)
    assert second.hasFocus()
    QTest.keyClick(second, Qt.Key.Key_Space)
    assert chips.value() == ("region",)
    QTest.keyClick(second, Qt.Key.Key_Space)
    assert chips.value() == ()


def test_a_date_is_shown_in_words_and_counted_up_with_a_key(qtbot: QtBot) -> None:
    edit = MomentEdit()
    qtbot.addWidget(edit)
    edit.set_value(When("2018-01-31"))
    assert edit.text() == "31 January 2018"
    QTest.keyClick(edit, Qt.Key.Key_Up)
    assert edit.value() == "2018-02-01"


def test_the_calendar_opens_with_a_key_and_gives_its_day(qtbot: QtBot) -> None:
    edit = MomentEdit(Precision.MINUTE)
    qtbot.addWidget(edit)
    edit.show()
    edit.set_value(When("2018-01-31T10:30"))
    QTest.keyClick(edit, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = edit._calendar
    assert calendar is not None
    days = calendar.findChild(QAbstractItemView)
    assert days is not None
    assert calendar.focusProxy() is days, "the arrows move in it at once"
    QTest.keyClick(days, Qt.Key.Key_Left)
    with qtbot.waitSignal(edit.chosen):
        QTest.keyClick(days, Qt.Key.Key_Return)
    assert edit.value() == "2018-01-30T10:30"


@pytest.mark.parametrize("way", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_the_calendar_stays_on_the_screen_and_has_a_ground(qtbot: QtBot, way: Qt.LayoutDirection) -> None:
    room = QApplication.primaryScreen().availableGeometry()
    edit = MomentEdit()
    qtbot.addWidget(edit)
    edit.setLayoutDirection(way)
    for corner in (room.topLeft(), room.bottomRight()):
        edit.setGeometry(QRect(corner, QSize(80, 30)))
        edit.show()
        edit.open_calendar()
        calendar = edit._calendar
        assert calendar is not None
        assert room.contains(calendar.geometry())
        middle = calendar.grab().toImage().pixelColor(calendar.rect().center().x(), calendar.height() - 2)
        assert middle.lightness() > 128, "light, as the window is"
        calendar.close()


def test_a_record_is_picked_by_typing_a_part_of_its_name(session: Session, qtbot: QtBot) -> None:
    field = Membership.fields["organisation"]
    picker = editor_for(field, session)
    assert isinstance(picker, RecordPicker)
    qtbot.addWidget(picker)
    with qtbot.waitActive(picker):
        picker.show()
    picker.setFocus()
    QTest.keyClicks(picker, "amal")
    with qtbot.waitSignal(picker.chosen):
        QTest.keyClick(picker._popup, Qt.Key.Key_Return)
    body = session.workspace.get(str(picker.value()))
    assert isinstance(body, Organisation)
    assert body.name["fr"] == "Association Al Amal"


def test_a_name_that_is_not_there_can_be_made(session: Session, qtbot: QtBot) -> None:
    made: list[str] = []

    def create(name: str, use: Callable[[str], object]) -> None:
        made.append(name)
        session.make(Organisation, {"name": {"fr": name}}, use)

    noticed: list[Notice] = []
    session.noticed.connect(noticed.append)
    picker = RecordPicker(lambda: session.titles(("organisation",)), session.title, create)
    qtbot.addWidget(picker)
    with qtbot.waitActive(picker):
        picker.show()
    QTest.keyClicks(picker, "Barreau de Tunis")
    with qtbot.waitSignal(picker.chosen):
        QTest.keyClick(picker._popup, Qt.Key.Key_Return)
    assert made == ["Barreau de Tunis"]
    assert session.title(picker.value()) == "Barreau de Tunis"
    assert "Barreau de Tunis" in str(noticed[-1].sentence)
    assert noticed[-1].taken == session.undo


@pytest.mark.parametrize("keys", [(Qt.Key.Key_Return,), (Qt.Key.Key_Down, Qt.Key.Key_Return)])
def test_what_is_found_is_taken_before_anything_is_made(
    session: Session, qtbot: QtBot, keys: tuple[Qt.Key, ...]
) -> None:
    def create(name: str, use: Callable[[str], object]) -> None:
        raise AssertionError(name)

    picker = RecordPicker(lambda: session.titles(("organisation",)), session.title, create)
    qtbot.addWidget(picker)
    with qtbot.waitActive(picker):
        picker.show()
    QTest.keyClicks(picker, "amal")
    assert picker._found.rowCount() == 2
    with qtbot.waitSignal(picker.chosen):
        for key in keys:
            QTest.keyClick(picker._popup, key)
    assert "Amal" in session.title(picker.value())


def test_a_half_typed_reference_changes_nothing(session: Session, qtbot: QtBot) -> None:
    body = session.workspace.all(Organisation)[0]
    picker = RecordPicker(lambda: session.titles(("organisation",)), session.title)
    qtbot.addWidget(picker)
    picker.set_value(body.id)
    picker.setText("Ville de")
    QTest.qWait(0)
    picker.focusOutEvent(_focus_out())
    assert picker.value() == body.id
    assert picker.text() == "Ville de Tunis"


def _focus_out() -> QFocusEvent:
    return QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.TabFocusReason)


def test_a_reference_to_what_is_not_here_is_not_lost_by_passing_through(session: Session, qtbot: QtBot) -> None:
    picker = RecordPicker(lambda: session.titles(("person",)), session.title)
    qtbot.addWidget(picker)
    picker.set_value("00000000-0000-4000-8000-000000000000")
    heard: list[int] = []
    picker.chosen.connect(lambda: heard.append(1))
    picker.focusOutEvent(_focus_out())
    assert picker.value() == "00000000-0000-4000-8000-000000000000"
    assert not heard
    assert picker.text() == "(without a name)"


def test_emptying_a_reference_takes_it_away(session: Session, qtbot: QtBot) -> None:
    picker = RecordPicker(lambda: session.titles(("organisation",)), session.title)
    qtbot.addWidget(picker)
    picker.set_value(session.workspace.all(Organisation)[0].id)
    picker.selectAll()
    QTest.keyClick(picker, Qt.Key.Key_Backspace)
    QTest.keyClick(picker._popup, Qt.Key.Key_Escape)
    with qtbot.waitSignal(picker.chosen):
        picker.focusOutEvent(_focus_out())
    assert picker.value() == ""


def test_several_are_added_and_taken_away(session: Session, qtbot: QtBot) -> None:
    edit = editor_for(Person.fields["languages"], session)
    assert isinstance(edit, PickSeveral)
    qtbot.addWidget(edit)
    with qtbot.waitActive(edit):
        edit.show()
    QTest.keyClicks(edit._search, "espa")
    with qtbot.waitSignal(edit.chosen):
        QTest.keyClick(edit._search._popup, Qt.Key.Key_Return)
    assert edit.value() == ("es",)
    assert edit._search.text() == ""


def test_a_text_is_written_in_the_language_that_is_shown(session: Session, qtbot: QtBot) -> None:
    member = session.workspace.all(Membership)[0]
    form = Form(session, Membership, "function")
    qtbot.addWidget(form)
    form.binding.show(member.id)
    edit = form.editor("function")
    assert isinstance(edit, TranslatedEdit)
    assert edit.language == "fr", "the language in which people write here comes first"
    edit.use("ar")
    QTest.keyClicks(edit._editor, "mudira")
    edit.use("fr")
    add(edit._editor, "!")
    session.settle()
    after = session.workspace.get(member.id)
    assert isinstance(after, Membership)
    assert dict(after.function) == {"ar": "mudira", "fr": "Directrice des affaires sociales!"}
    written = {(item.language, item.value) for item in session.workspace.history(member.id) if item.field == "function"}
    assert len(written) == 3, "a language that did not change is not written again"


def test_the_original_stays_in_sight_while_a_translation_is_typed(qtbot: QtBot) -> None:
    editor = TranslatedEdit("en")
    qtbot.addWidget(editor)
    editor.set_value(Translated(fr="Vice-présidente"))
    line = editor.findChild(Line)
    assert line is not None
    assert (line.text(), editor.original.text()) == ("", "Français · Vice-présidente")
    editor.set_value(Translated(fr="Vice-présidente", en="Deputy chair"))
    assert (line.text(), editor.original.isHidden()) == ("Deputy chair", True)
    editor.turn_to("es")
    QTest.keyClicks(line, "Vice")
    assert editor.original.text() == "English · Deputy chair"
    assert not editor.original.isHidden()


def test_a_telephone_number_is_read_from_the_left_in_an_arabic_window(qapp: QApplication, session: Session) -> None:
    phone = editor_for(Person.fields["phone"], session)
    name = editor_for(Person.fields["family_name"], session)
    assert isinstance(phone, Line)
    speak(qapp, "ar")
    QApplication.processEvents()
    phone.set_value("+216 71 000 000")
    assert phone.layoutDirection() == Qt.LayoutDirection.LeftToRight
    assert phone.alignment() & Qt.AlignmentFlag.AlignRight, "it stands beside its label"
    assert name.layoutDirection() == Qt.LayoutDirection.RightToLeft
    speak(qapp, "en")


# letters of another language


@pytest.fixture
def translated(session: Session, qtbot: QtBot) -> TranslatedEdit:
    """A translated line, in a workspace in which people write French."""
    editor = TranslatedEdit("fr")
    qtbot.addWidget(editor)
    editor.set_name("Title")
    with qtbot.waitActive(editor):
        editor.show()
    editor.setFocus()
    return editor


def inner(editor: TranslatedEdit) -> QWidget:
    found = editor.focusProxy()
    assert found is not None
    return found


def type_(editor: TranslatedEdit, text: str) -> None:
    for letter in text:
        strike(inner(editor), letter)


def test_arabic_letters_are_kept_as_arabic_and_said_to_be(translated: TranslatedEdit) -> None:
    type_(translated, "بلدية تونس")
    assert dict(translated.value()) == {"ar": "بلدية تونس"}
    assert translated.language == "ar"
    assert inner(translated).accessibleName() == "Title, العربية"
    french = translated._buttons["fr"]
    assert ("Français: written" in french.toolTip()) == bool(translated.value().get("fr"))
    assert "Español: nothing written yet" in translated._buttons["es"].toolTip()
    assert translated._buttons["es"].accessibleName() == "Title, Español: nothing written yet"
    assert not translated.tongue.isHidden()
    assert [button.text() for button in translated.tongue.findChildren(QPushButton)] == ["It is Français"]


def test_a_person_has_the_last_word_on_the_language(translated: TranslatedEdit) -> None:
    type_(translated, "بلدية")
    (button,) = translated.tongue.findChildren(QPushButton)
    button.click()
    assert (translated.language, dict(translated.value())) == ("fr", {"fr": "بلدية"})
    type_(translated, " تونس")
    assert dict(translated.value()) == {"fr": "بلدية تونس"}
    assert translated.tongue.isHidden()


def test_what_stood_there_in_the_other_language_stays(translated: TranslatedEdit) -> None:
    translated.set_value(Translated(fr="Ville de Tunis"))
    line = translated.findChild(Line)
    assert line is not None
    line.selectAll()
    type_(translated, "بلدية تونس")
    assert dict(translated.value()) == {"fr": "Ville de Tunis", "ar": "بلدية تونس"}


def test_a_text_that_is_there_already_is_not_written_over(translated: TranslatedEdit) -> None:
    translated.set_value(Translated(ar="بلدية تونس"))
    type_(translated, "مدينة")
    assert dict(translated.value()) == {"fr": "مدينة", "ar": "بلدية تونس"}
    assert translated.tongue.isHidden()


def test_latin_letters_among_arabic_ones_are_of_the_likeliest_language(qtbot: QtBot) -> None:
    editor = TranslatedEdit("ar")
    qtbot.addWidget(editor)
    type_(editor, "UNHCR")
    assert dict(editor.value()) == {"ar": "UNHCR"}, "an acronym says nothing"
    type_(editor, ", the office of refugees")
    assert editor.language == "en"
    others = [button.text() for button in editor.tongue.findChildren(QPushButton)]
    assert others == ["It is العربية", "It is Français", "It is Español"]

"""Messages said again, pasted text made fit, dates as people write them."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QFontMetrics, QKeySequence, QTextLayout
from PySide6.QtWidgets import QLabel, QLineEdit, QTabBar, QToolButton

from desktop_app.documents.wording import Wording
from desktop_app.errors import InvalidValue
from desktop_app.language import LANGUAGES, Message, _, format_date, regional, text_direction, use_window_language
from desktop_app.records import Precision, When
from desktop_app.records.types import Text
from ui.dialogs.history import came_in, said_value
from ui.editors.calendar import Calendar
from ui.widgets import parts
from ui.words import dates
from ui.words.keys import Keys, pressed, with_keys
from ui.words.reading import directed, dotted, figures, filed, unbroken
from ui.words.say import plain_tip, say, say_again, say_tip
from ui.words.speech import speak
from ui.words.tidy import folded, tidy_line, tidy_prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

    from ui.session import Session

# said again


def test_a_text_is_said_again_with_its_values(qtbot: object) -> None:
    label, tabs = QLabel(), QTabBar()
    tabs.addTab("")
    say(label.setText, _("City"))
    say(tabs.setTabText, 0, _("Meeting"))
    say_tip(label.setToolTip, _("City"))
    assert (label.text(), tabs.tabText(0)) == ("City", "Meeting")
    label.setText("?")
    say_again()
    assert label.text() == "City"
    use_window_language("fr")
    say_again()
    assert tabs.tabText(0) == "Réunion"
    use_window_language("en")
    say_again()
    assert tabs.tabText(0) == "Meeting"


def test_what_is_gone_is_not_spoken_to(qtbot: object) -> None:
    label = QLabel()
    say(label.setText, _("City"))
    before = say_again()
    del label
    assert say_again() == before - 1


def test_peoples_words_are_never_markup(qtbot: object) -> None:
    label = parts.label("<b>Amina</b> & <img src=x>")
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert plain_tip("<b>a</b>") == "<span>&lt;b&gt;a&lt;/b&gt;</span>"


# from the side on which the window is read


@pytest.fixture
def arabic() -> Iterator[None]:
    use_window_language("ar")
    yield
    use_window_language("en")


def test_an_english_window_reads_lines_as_they_are() -> None:
    assert directed("“Tunis” was deleted.") == "“Tunis” was deleted."
    assert text_direction(directed("“تونس” was deleted.")) == "ltr"
    assert dotted(("TUN/1", "", _("City"))) == "TUN/1 · City"
    assert figures("+216 71 000 000") == "+216 71 000 000"


@pytest.mark.usefixtures("arabic")
def test_an_arabic_window_reads_from_the_right_whatever_a_line_begins_with() -> None:
    assert text_direction(directed("“Tunis” حُذف.")) == "rtl"
    line = dotted(("Network coordination", "", "95 تغييرًا"))
    assert text_direction(line) == "rtl"
    assert line.count("·") == 1
    assert figures("+216 71 000 000") == "\u2066+216 71 000 000\u2069"
    assert figures("Rue 5") == "Rue 5"
    assert dotted(()) == ""


def test_a_name_from_the_right_leaves_figures_and_days_in_their_place() -> None:
    line = dotted(("رنا العبادي, عمّان", "962 changes"))
    assert line.startswith("\u200e")
    assert "\u2068962 changes\u2069" in line
    assert filed("Lisbon, 2026-11-22") == "Lisbon, 22 November 2026"
    assert filed("عمّان, 2026-11-22") == "\u200e\u2068عمّان\u2069, \u206822 November 2026\u2069"
    assert filed("an old label") == "an old label"
    at = "2026-11-22T13:07:00Z"
    assert filed(f"beirut.rtbundle, {at}") == f"beirut.rtbundle, {dates.written_at(at)}"
    assert filed(f"Lisbon, 2026-11-22, {at}") == f"Lisbon, 22 November 2026, {dates.written_at(at)}"


# pasted text

WILD = st.text(st.characters(codec=None))


@given(WILD)
def test_a_line_that_was_tidied_is_taken_by_its_field(text: str) -> None:
    assert Text().check(tidy_line(text)[:400]) is not None


@given(WILD)
def test_prose_that_was_tidied_is_taken_by_its_field(text: str) -> None:
    assert Text(lines=True).check(tidy_prose(text)) is not None


@given(st.text(st.characters(categories=["L", "N", "P", "Zs"])))
def test_tidying_leaves_ordinary_text_alone(text: str) -> None:
    assert tidy_prose(text) == text


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_folding_brings_together_what_people_mean() -> None:
    assert folded("Élu à Béjaïa") == folded("ELU A BEJAIA")
    assert folded("أحمد") == folded("احمد")


# dates

MOMENTS = st.datetimes(min_value=__import__("datetime").datetime(1900, 1, 1)).map(
    lambda moment: moment.isoformat()[:16]
)


@given(MOMENTS, st.sampled_from(list(Precision)), st.sampled_from(LANGUAGES))
def test_what_the_window_shows_it_also_reads(moment: str, precision: Precision, language: str) -> None:
    when = When(moment[: int(precision)])
    assert dates.read(dates.shown(when, language), Precision.MINUTE) == when


@given(MOMENTS, st.sampled_from(["TN", "DZ", "MA", "LB", "JO", "EG"]))
def test_the_window_writes_arabic_dates_as_documents_about_the_country_do(moment: str, country: str) -> None:
    language, when = regional("ar", frozenset((country,))), When(moment[:10])
    assert dates.shown(when, language) == format_date(when.date, language)
    assert dates.read(dates.shown(when, language)) == when


def test_the_window_has_the_months_of_its_city(session: Session, qapp: QApplication) -> None:
    workspace, when = session.workspace, When("2018-01-15")
    speak(qapp, "ar")
    try:
        assert dates.shown(when) == "15 جانفي 2018"
        assert said_value(session, "meeting", "starts_at", when) == "15 جانفي 2018"
        assert Wording.of_window().regional == "ar-TN"
        workspace.edit(workspace.city, {"country": "JO"})
        assert dates.shown(when) == "15 كانون الثاني 2018"
        assert dates.with_latin_digits().zeroDigit() == "0"
        calendar = Calendar()
        calendar.setSelectedDate(QDate(2018, 1, 31))
        button = calendar.findChild(QToolButton, "qt_calendar_monthbutton")
        assert button is not None
        assert (button.text(), [one.text() for one in button.menu().actions()][9]) == ("كانون الثاني", "تشرين الأول")
        calendar.showNextMonth()
        assert (button.text(), calendar.locale().zeroDigit()) == ("شباط", "0")
        calendar.deleteLater()
        workspace.edit(workspace.city, {"country": ""})
        assert dates.shown(when) == "15 يناير 2018"
    finally:
        speak(qapp, "en")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("15/1/2018", "2018-01-15"), ("15.01.2018", "2018-01-15"), ("2018-01-15", "2018-01-15"), ("1/2018", "2018-01"),
        ("2018", "2018"), ("15 janvier 2018", "2018-01-15"), ("1er mars 2018", "2018-03-01"), ("sept. 2016", "2016-09"),
        ("15 de enero de 2018", "2018-01-15"), ("١٥ يناير ٢٠١٨", "2018-01-15"),
        ("15 كانون الثاني 2018", "2018-01-15"), ("جانفي 2018", "2018-01"), ("today", "2018-01-15"),
        ("demain", "2018-01-16"), ("", ""), ("  15 Jan 2018 ", "2018-01-15"),
    ],
)  # fmt: skip
def test_dates_are_read_as_people_write_them(typed: str, meant: str) -> None:
    assert dates.read(typed, today=date(2018, 1, 15)) == meant


@pytest.mark.parametrize(
    "typed",
    ["15/1/2018 10:30", "15 janvier 2018 à 10h30", "2018-01-15T10:30", "15.1.2018, 10.30", "15/1/2018 10 h 30",
     "15/1/2018 10H30", "15/1/2018 10 h 30 min", "15 de enero de 2018, a las 10.30 h", "15 Jan 2018 at 10:30 am",
     "15 يناير 2018، الساعة 10:30", "١٥/١/٢٠١٨ ١٠:٣٠ ص", "15/1/2018 10\u202fh\u202f30"],
)  # fmt: skip
def test_a_time_is_read_where_a_time_is_kept(typed: str) -> None:
    assert dates.read(typed, Precision.MINUTE) == "2018-01-15T10:30"


@pytest.mark.parametrize(
    ("typed", "hour"),
    [("22/11/2026 10h", "10:00"), ("22/11/2026 10 heures", "10:00"), ("22/11/2026 2 pm", "14:00"),
     ("22/11/2026 12 am", "00:00"), ("22/11/2026 2:15 p. m.", "14:15"), ("22/11/2026 3 م", "15:00"),
     ("22/11/2026 10 h", "10:00"), ("22/11/2026 9", "09:00")],
)  # fmt: skip
def test_a_whole_hour_needs_no_minutes(typed: str, hour: str) -> None:
    assert dates.read(typed, Precision.MINUTE) == f"2026-11-22T{hour}"


@pytest.mark.parametrize("typed", ["12h30", "12:30", "12 h 30", "12.30", "à 12h30", "a las 12:30", "12:30 h"])
def test_a_time_alone_is_meant_for_the_day_that_is_known(typed: str) -> None:
    assert dates.read(typed, Precision.MINUTE, on=When("2026-11-22T10:00")) == "2026-11-22T12:30"
    with pytest.raises(InvalidValue, match="10:30"):
        dates.read(typed, Precision.MINUTE)


def test_a_number_alone_is_no_time() -> None:
    with pytest.raises(InvalidValue):
        dates.read("12", Precision.MINUTE, on=When("2026-11-22"))


def test_the_first_of_the_month_is_written_as_each_language_has_it() -> None:
    first = When("2018-02-01")
    assert (dates.shown(first, "fr"), dates.short(first, "fr")) == ("1er février 2018", "1er févr. 2018")
    assert dates.shown(When("2018-02-11"), "fr") == "11 février 2018"
    assert dates.shown(first, "en") == "1 February 2018"


@pytest.mark.parametrize("typed", ["31/2/2018", "2018-13", "soon", "15/1/18x", "0/0/0", "99999", "15/1/2018 25:00"])
def test_what_is_no_date_is_refused_in_a_sentence(typed: str) -> None:
    with pytest.raises(InvalidValue, match="is not a date"):
        dates.read(typed, Precision.MINUTE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_qts_own_menus_call_a_key_as_the_window_does(language: str, qapp: QApplication) -> None:
    speak(qapp, language)
    line = QLineEdit("x")
    menu = line.createStandardContextMenu()
    entries = [action.text().partition("\t")[2] for action in menu.actions()]
    for keys in ("Ctrl+Return", "Ctrl+Shift+Delete", "Alt+Up", "Shift+Tab", "Ctrl++", "Ctrl+Shift+Backspace"):
        native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        assert unmarked(native) == unmarked(str(Keys(keys)))
    assert unmarked(str(Keys("Ctrl+Z"))) in map(unmarked, entries)


def test_several_keys_are_named_one_after_the_other() -> None:
    assert Keys("Ctrl+1, Shift+Del").within("fr") == "Ctrl+1, Maj+Suppr"
    assert unmarked(Keys("Ctrl+1, Ctrl+Up").within("ar")) == "Ctrl+1، Ctrl+↑"
    assert with_keys(Message("Redo"), "Ctrl+Shift+Z").within("es") == "Rehacer (Ctrl+Mayús+Z)"
    assert str(Keys("")) == ""


def unmarked(text: str) -> str:
    """Without what keeps it in order among letters that are written leftwards."""
    return re.sub("[\u200e\u2066\u2069]", "", text)


def test_a_shortcut_is_read_the_same_whatever_keys_are_called(qapp: QApplication) -> None:
    for language in LANGUAGES:
        speak(qapp, language)
        assert [pressed(keys).toString() for keys in ("Ctrl+Return", "Ctrl+Enter", "Alt+Up")] == [
            "Ctrl+Return", "Ctrl+Enter", "Alt+Up",
        ]  # fmt: skip


def test_a_fingerprint_in_a_sentence_stands_on_one_line(qapp: QApplication) -> None:
    """However narrow the place is; hyphens between words may end a line as ever."""
    codes = "GR6P-DFMF-9X5C", "XXXX-YYYY-ZZZZ"
    said = unbroken(f"Compare by telephone the follow-up of {codes[0]}, and of {codes[1]}.")
    assert "follow-up" in said
    needed = max(QFontMetrics(qapp.font()).horizontalAdvance(code) for code in codes) + 12
    for width in range(needed, 4 * needed, 7):
        layout = QTextLayout(said, qapp.font())
        layout.beginLayout()
        lines = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            lines.append(said[line.textStart() : line.textStart() + line.textLength()].replace("\u2060", ""))
        layout.endLayout()
        assert all(any(code in line for line in lines) for code in codes), lines


def test_the_date_after_a_files_name_is_read_in_the_sentences_direction() -> None:
    batch = "Tunis.rtbundle, 2026-11-22T20:29:00Z"
    assert "\u2068" not in str(came_in(batch))
    use_window_language("ar")
    try:
        assert "\u2068Tunis.rtbundle\u2069" in str(came_in(batch))
    finally:
        use_window_language("en")

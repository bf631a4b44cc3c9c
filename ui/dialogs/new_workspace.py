"""A new workspace: whose it is, who writes in it, where it lies, and whether it is protected."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

import resources
from desktop_app.language import LANGUAGES, OWN_NAMES, Message, _, window_language
from ui.dialogs.frame import Ask, NewFile
from ui.dialogs.passphrase import Secret, chosen_passphrase
from ui.editors import countries
from ui.editors.combo import Combo
from ui.editors.line import Line
from ui.editors.reference import Search
from ui.look.tokens import u
from ui.widgets import parts
from ui.widgets.models import Row
from ui.words.say import say
from ui.words.tidy import folded

if TYPE_CHECKING:
    from desktop_app.settings import Settings

SUFFIX = ".roundtable"


class NewWorkspace(Ask):
    """The questions for a city's own workspace, or a coordinator's. The cities of the network are known by name."""

    def __init__(self, parent: QWidget, settings: Settings) -> None:
        super().__init__(
            parent,
            _("A new workspace"),
            _("It is one file on this computer. Nothing leaves it unless you send it."),
            _("Start"),
        )
        self._known = resources.read_table("cities.csv")
        self.city = Search(self._cities)
        self.city.picked.connect(self._picked)
        self.city.textEdited.connect(self._typed)
        self.country = _countries()
        self.city.editingFinished.connect(self._whole_name)
        self.country.currentIndexChanged.connect(lambda _index: self._propose_code())
        self.code = Line(5)
        self.code.textEdited.connect(lambda _text: self._kept.add("code"))
        for corrected in (self.city.textChanged, self.code.textChanged, self.country.currentIndexChanged):
            corrected.connect(lambda _now: self.refuse(None))  # what was wrong is being mended
        self.author = Line()
        self.author.setText(settings.author)
        self.author.textChanged.connect(lambda _text: self.refuse(None))
        self.language = Combo()
        for code in LANGUAGES:
            self.language.addItem(OWN_NAMES[code], code)
        self.language.setCurrentIndex(LANGUAGES.index(window_language()))
        self.place = PlaceEdit(self)
        self.passphrase, self.again = Secret(), Secret()
        for secret in (self.passphrase, self.again):
            secret.textChanged.connect(lambda _text: self.refuse(None))
        self._kept: set[str] = set()
        self.mine, self.network = QRadioButton(), QRadioButton()
        self._arrange()
        self.place.propose("")
        self.city.setFocus()

    def _arrange(self) -> None:
        """Put the fields one below the other, each with its label and its help."""
        self.add(_("I write for"), self._who_for())
        self._of_the_city = range(self.rows.rowCount(), self.rows.rowCount() + 3)
        self.add(_("City"), self.city)
        self.add(_("Country"), self.country)
        self.add(_("Code of the city"), self.code, _("Five letters of UN/LOCODE, such as TNTUN for Tunis."))
        self.add(_("Your name"), self.author, _("Appears beside everything you write."))
        self.add(_("Language in which you write"), self.language)
        self.add(_("File"), self.place)
        self.add(_("Passphrase"), self.passphrase, _("Can be left empty; then whoever has the file can read it."))
        self.add(_("Passphrase again"), self.again)

    def _who_for(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, u(1), 0, 0)
        say(self.mine.setText, _("my city"))
        say(self.network.setText, _("the network, as its coordinator"))
        self.mine.setChecked(True)
        self.network.toggled.connect(self._turn)
        column.addWidget(self.mine)
        column.addWidget(self.network)
        return box

    def _turn(self, for_network: bool) -> None:  # as Qt's signal gives it
        """A coordinator belongs to no city."""
        for row in self._of_the_city:
            self.rows.setRowVisible(row, not for_network)
        self.place.propose(str(_("All cities")) if for_network else self.city.text().strip())
        QTimer.singleShot(0, self, self.adjustSize)  # when the rows that are left have their places

    def _cities(self) -> list[Row]:
        language = window_language()
        return [Row(row["code"], row[f"name_{language}"], end=row["code"]) for row in self._known]

    def _picked(self, row: Row) -> None:
        found = next(known for known in self._known if known["code"] == row.key)
        self.city.setText(row.title)
        self._kept.add("code")
        self.country.setCurrentIndex(max(0, self.country.findData(found["country"])))
        self.code.setText(found["code"])
        self.place.propose(row.title)

    def _typed(self, name: str) -> None:
        """Half a name says nothing of the code yet."""
        if "code" not in self._kept:
            self.code.clear()
        self.place.propose(name.strip())

    def _whole_name(self) -> None:
        """The name is written: a city that is known by it is as good as picked."""
        name = folded(self.city.text().strip())
        known = [row for row in self._cities() if folded(row.title) == name]
        if known and "code" not in self._kept:
            self._picked(known[0])
        else:
            self._propose_code()

    def _propose_code(self) -> None:
        """Propose a code for a city that is not known, from its country and its name, unless the person wrote one."""
        letters = re.sub(r"[^a-z]", "", folded(self.city.text()))[:3].upper()
        country = self.country.currentData()
        if "code" not in self._kept:
            self.code.setText(f"{country}{letters}" if country and len(letters) == 3 else "")

    def answer(self) -> NewFile | None:
        """What was answered; ``None`` where something is missing."""
        phrase, wrong = chosen_passphrase(self.passphrase, self.again)
        lacking = self._missing() or (wrong and (wrong, self.passphrase))
        if lacking:
            self.refuse(*lacking)
            return None
        city = None if self.network.isChecked() else self._city()
        return NewFile(self.place.path, city, self.author.text().strip(), phrase, self.content_language)

    def _city(self) -> dict[str, object]:
        """The fields of the city: what was written, and what is known of it."""
        known = next((row for row in self._known if row["code"] == self.code.text()), None)
        names = {self.content_language: self.city.text().strip()}
        if known is not None and self.city.text() in known.values():
            names = {language: known[f"name_{language}"] for language in LANGUAGES}
        fields: dict[str, object] = {
            "code": self.code.text().strip().upper(), "name": names, "country": self.country.currentData(),
        }  # fmt: skip
        if known is not None:
            fields |= {"authority": known["authority"], "territory_level": known["territory_level"]}
        return fields

    @property
    def content_language(self) -> str:
        """The language in which the city writes."""
        return str(self.language.currentData())

    def _missing(self) -> tuple[Message, QWidget] | None:
        """What is to be said of the first field that lacks something, and the field."""
        if self.mine.isChecked():
            lacking = self._missing_of_the_city()
            if lacking is not None:
                return lacking
        if not self.author.text().strip():
            return _("Write your name: others will want to know who wrote what."), self.author
        return None

    def _missing_of_the_city(self) -> tuple[Message, QWidget] | None:
        if not self.city.text().strip():
            return _("Enter the name of the city."), self.city
        if not self.country.currentData():
            return _("Choose the country."), self.country
        if not re.fullmatch(r"[A-Za-z]{2}[A-Za-z0-9]{3}", self.code.text().strip()):
            return _("The city’s code has five letters, two for the country and three for the city."), self.code
        return None


class PlaceEdit(QWidget):
    """Where a file is to lie: a line, and a button that opens the system's own dialog."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.textEdited.connect(lambda _text: setattr(self, "_own", True))
        self._own = False
        browse: QToolButton = parts.icon_button("folder-open", _("Choose where to save it"), self._browse)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(u(1))
        row.addWidget(self.line, 1)
        row.addWidget(browse)
        self.setFocusProxy(self.line)

    @property
    def path(self) -> Path:
        """The file, with the suffix of a workspace."""
        path = Path(self.line.text().strip()).expanduser()
        return path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)

    def propose(self, name: str) -> None:
        """A file among the person's documents, unless they chose another place."""
        if self._own:
            return
        import platformdirs

        plain = re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", name).strip(" .") or str(_("My city"))
        self.line.setText(str(Path(platformdirs.user_documents_dir()) / (plain + SUFFIX)))

    def _browse(self) -> None:
        chosen, _filter = QFileDialog.getSaveFileName(
            self, str(_("Choose where to save it")), self.line.text(), f"Roundtable (*{SUFFIX})"
        )
        if chosen:
            self._own = True
            self.line.setText(chosen)


def _countries() -> QComboBox:
    made = Combo()
    made.addItem("—", "")
    for row in countries():
        made.addItem(row.title, row.key)
    made.setMinimumContentsLength(12)
    return made

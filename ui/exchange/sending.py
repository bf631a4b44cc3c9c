"""Making a file to send: for whom, encrypted to which cities or by which passphrase, and what would leave in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.language import Message, _
from desktop_app.records import Audience
from ui.dialogs.passphrase import Secret, chosen_passphrase
from ui.editors import Line
from ui.exchange.chosen import ChosenCities
from ui.exchange.departed import FOR
from ui.exchange.leaving import LeavingView
from ui.forms.form import Column
from ui.jobs import Latest
from ui.look.tokens import LARGE, u
from ui.widgets import parts
from ui.widgets.announcing import announce
from ui.words.called import called
from ui.words.say import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop_app.exchange.bundle import Leaving, Sent
    from desktop_app.progress import Progress
    from desktop_app.workspace import Card
    from ui.session import Session

AUDIENCES: Final = {
    Audience.NETWORK: (
        FOR[Audience.NETWORK],
        _("Other cities and the coordinator: what is said about people stays within what the network may see."),
    ),
    Audience.PUBLIC: (
        FOR[Audience.PUBLIC],
        _("What may be published: no addresses, no telephone numbers, nothing that is marked for the network only."),
    ),
    Audience.INTERNAL: (
        FOR[Audience.INTERNAL],
        _("Everything, notes about people included. Send it to your own colleagues only, with a passphrase."),
    ),
}


class Sending(QWidget):
    """The choices on one side, what would leave on the other."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._looking: Final = Latest(self)
        self.choices: dict[Audience, QRadioButton] = {}
        self._group = QButtonGroup(self)
        self.to = Line()
        """Who is to get the file, for the list of what went out."""
        self.cities = ChosenCities(session)
        self.cities.changed.connect(self._fit)
        self.passphrase, self.again = Secret(), Secret()
        self._phrases = QWidget()
        self.keys_too = parts.Check()
        self._refusal = parts.label(role="refusal", wrap=True)
        self._refusal.hide()
        self.make = parts.button(_("Make the file…"), self._choose_place, role="primary", icon="export")
        self.doubt = parts.label(wrap=True)
        """Which of the cities that are ticked nobody has compared by telephone."""
        self._leaving = LeavingView(session)
        row = QHBoxLayout()
        row.setSpacing(0)
        if session.settings.scale_percent > LARGE:
            self._column = Column(self._questions(), self._leaving)
            row.addWidget(self._column)
        else:
            self._column = Column(self._questions())
            row.addWidget(self._column, 4)
            row.addWidget(parts.line(vertical=True))
            row.addWidget(Column(self._leaving), 3)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addLayout(row, 1)
        page.addWidget(parts.line())
        page.addWidget(self._foot())

    def _foot(self) -> QWidget:
        """What makes the file, in view whatever the questions take."""
        foot = parts.Foot()
        foot.row.addWidget(self.doubt, 1)
        foot.row.addStretch()
        foot.row.addWidget(self.make)
        return foot

    def _questions(self) -> QWidget:
        box = QWidget()
        page = QVBoxLayout(box)
        page.setContentsMargins(0, u(2), 0, 0)
        page.setSpacing(u(2))
        page.addWidget(parts.label(_("Who is it for?"), role="heading"))
        say(self.to.setPlaceholderText, _("The recipient: a person, a city, an office"))
        say(self.to.setAccessibleName, _("Recipient"))
        self.to.setMaximumWidth(u(80))
        page.addWidget(self.to)
        page.addWidget(parts.label(_("What may they see?"), role="heading"))
        for audience, (name, more) in AUDIENCES.items():
            choice = QRadioButton()
            say(choice.setText, name)
            say(choice.setAccessibleDescription, more)
            choice.toggled.connect(lambda on: self._turned() if on else None)
            self._group.addButton(choice)
            self.choices[audience] = choice
            page.addWidget(choice)
            text = parts.label(more, role="small", wrap=True)
            text.setContentsMargins(u(6), 0, 0, u(1))
            page.addWidget(text)
        page.addWidget(self.cities)
        page.addWidget(self._phrases)
        self._phrases_page = QVBoxLayout(self._phrases)
        self._ask_phrase(self._phrases_page)
        self._questions_page = page
        return box

    def _ask_phrase(self, page: QVBoxLayout) -> None:
        page.setContentsMargins(0, u(2), 0, 0)
        page.setSpacing(u(2))
        page.addWidget(parts.label(_("Passphrase"), role="heading"))
        hint = _(
            "Tell the recipient the passphrase by some other means than the file. Without one, whoever gets "
            "the file can read it."
        )
        page.addWidget(parts.label(hint, role="muted", wrap=True))
        for line, name in ((self.passphrase, _("Passphrase")), (self.again, _("Passphrase again"))):
            say(line.setPlaceholderText, name)
            say(line.setAccessibleName, name)
            line.setMaximumWidth(u(80))
            page.addWidget(line)
        say(
            self.keys_too.setText,
            _("Include our keys, so that a colleague who starts with this file signs as we do"),
        )
        self.keys_too.setChecked(True)
        page.addWidget(self.keys_too)

    def _turned(self) -> None:
        self._fit()
        self.look()

    def _fit(self) -> None:
        """Ask for what this audience needs: cities where their cards are known, a passphrase for everybody else."""
        self.cities.setVisible(self.audience is Audience.NETWORK and self.cities.any_known)
        self._phrases.setVisible(not self._chosen())
        self.keys_too.setVisible(self.audience is Audience.INTERNAL)
        doubtful = self.cities.never_compared if self.audience is Audience.NETWORK else []
        self.doubt.setVisible(bool(doubtful))
        self.doubt.setText(str(_(
            "Never compared by telephone: {cities}. If somebody else made that card, they can open this file.",
            cities=self._called(doubtful),
        )))  # fmt: skip

    def _chosen(self) -> list[Card]:
        return self.cities.chosen if self.audience is Audience.NETWORK else []

    @property
    def audience(self) -> Audience:
        """Who was chosen."""
        return next((audience for audience, choice in self.choices.items() if choice.isChecked()), Audience.NETWORK)

    def refresh(self) -> None:
        """Look again at what would leave; the first time, for the network."""
        self.cities.refresh()
        if self._group.checkedButton() is None:
            self.choices[Audience.NETWORK].setChecked(True)
        else:
            self.look()

    def begun(self) -> dict[str, str]:
        """What is chosen and typed, by names."""
        holders = "\n".join(card.holder for card in self.cities.chosen)
        typed = {"to": self.to.text(), "passphrase": self.passphrase.text(), "again": self.again.text()}
        return {"audience": self.audience.code, "cities": holders, **typed}

    def go_on_with(self, begun: Mapping[str, str]) -> None:
        """Take up what `begun` gave."""
        self.cities.refresh()
        self.cities.tick(begun["cities"].split("\n"))
        self.choices[Audience.from_code(begun["audience"])].setChecked(True)
        for name, line in (("to", self.to), ("passphrase", self.passphrase), ("again", self.again)):
            line.setText(begun[name])

    def look(self) -> None:
        """Say what would leave for the audience that is chosen."""
        audience, workspace = self.audience, self._session.workspace
        self.make.setEnabled(False)  # nothing leaves before what leaves was shown

        def work(progress: Progress) -> Leaving:
            from desktop_app.exchange import bundle

            return bundle.preview(workspace, audience, progress=progress)

        def done(leaving: Leaving) -> None:
            if audience is self.audience:
                self._leaving.show_leaving(leaving)
                self.make.setEnabled(bool(leaving.changes) or workspace.erasures.any_known)

        def stopped() -> None:
            if audience is self.audience and not self._looking.wanted:
                self._leaving.show_nothing(self.look)

        self._looking.replace(
            lambda: self._session.jobs.run(work, done, doing=_("Checking what would leave"), cancelled=stopped)
        )

    def _choose_place(self) -> None:
        phrase, wrong = (None, None) if self._chosen() else chosen_passphrase(self.passphrase, self.again)
        field: QLineEdit = self.passphrase
        if not self.to.text().strip() and not self._chosen():
            wrong, field = _("Enter the recipient. It is kept in the list of sent files."), self.to
        elif wrong is None and phrase is None and self.audience is Audience.INTERNAL:
            wrong = _("What is for your own team only needs a passphrase.")
        self._refuse(wrong, field)
        if wrong is not None:
            return
        path = self._session.workspace.path
        proposed = path.with_name(
            f"{path.stem} {date.today():%Y-%m-%d}.rtbundle"
        )  # the day on the person's own calendar
        chosen, _kind = QFileDialog.getSaveFileName(
            self, str(_("Make the file…")), str(proposed), "Roundtable (*.rtbundle)"
        )
        if chosen:
            self.write(Path(chosen), phrase)

    def _refuse(self, wrong: Message | None, field: QLineEdit) -> None:
        """Say what is wrong right beneath the field that it is about, and bring both into view."""
        self._refusal.setVisible(wrong is not None)
        if wrong is None:
            return
        place = self._questions_page if field is self.to else self._phrases_page
        place.insertWidget(place.indexOf(field if field is self.to else self.again) + 1, self._refusal)
        say(self._refusal.setText, wrong)
        field.setFocus()
        announce(self, str(wrong))
        self._refusal.show()
        QTimer.singleShot(0, self, lambda: self._column.ensureWidgetVisible(self._refusal, 0, u(24)))

    def write(self, path: Path, passphrase: str | None) -> None:
        """Make the bundle."""
        audience, workspace, cities = self.audience, self._session.workspace, self._chosen()
        keys_too = audience is Audience.INTERNAL and self.keys_too.isChecked()
        to = " · ".join(filter(None, (self.to.text().strip(), self._called(cities))))
        path = path if path.suffix == ".rtbundle" else path.with_name(path.name + ".rtbundle")

        def work(progress: Progress) -> Sent:
            from desktop_app.exchange import bundle

            return bundle.write(workspace, path, audience=audience, passphrase=passphrase, recipients=cities,
                                keys_too=keys_too, to=to, progress=progress)  # fmt: skip

        self._session.jobs.run(work, lambda sent: self._made(sent, cities), doing=_("Making “{name}”", name=path.name),
                               alone=True)  # fmt: skip

    def _called(self, cities: list[Card]) -> str:
        return ", ".join(called(self._session.workspace, card.name) for card in cities)

    def _made(self, sent: Sent, cities: list[Card]) -> None:
        for line in (self.to, self.passphrase, self.again):  # ticks stay: the next file is for the same cities
            line.clear()
        folder = QUrl.fromLocalFile(str(sent.path.parent))
        if cities:
            names = self._called(cities)
            sentence = _("“{name}” was made. Only {cities} and you can open it.", name=sent.path.name, cities=names)
        elif sent.protected:
            sentence = _("“{name}” was made, protected by its passphrase.", name=sent.path.name)
        else:
            sentence = _("“{name}” was made. It is not protected: whoever gets it can read it.", name=sent.path.name)
        self._session.notice(sentence, offer=_("Show in folder"),
                             taken=lambda: QDesktopServices.openUrl(folder))  # fmt: skip

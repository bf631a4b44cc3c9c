"""The passphrase of the open workspace: set, changed, taken away; and after how long it locks itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec
from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget

from desktop_app.language import Message, _, plural
from ui.dialogs.frame import Ask
from ui.dialogs.passphrase import Secret, chosen_passphrase
from ui.editors.combo import Combo
from ui.look.tokens import u
from ui.widgets import parts
from ui.widgets.later import Later
from ui.words.reading import directed
from ui.words.say import say

if TYPE_CHECKING:
    from desktop_app.workspace import OldBackups

_MINUTES: Final = (0, 2, 5, 10, 15, 30, 60, 120)
_ESTIMATES: Final = 300


class Protecting(msgspec.Struct, frozen=True):
    """What was chosen."""

    changes: bool
    """Whether the passphrase changes at all, or only the minutes."""
    passphrase: str | None
    backups: OldBackups
    minutes: int


class Protection(Ask):
    """Asks for the new passphrase, and what becomes of older backups."""

    def __init__(self, parent: QWidget, name: str, *, protected: bool, backups: int, minutes: int) -> None:
        """Ask.

        Args:
            parent: the window.
            name: of the workspace's file.
            protected: whether it has a passphrase.
            backups: how many there are.
            minutes: after how many it locks itself.
        """
        super().__init__(
            parent,
            _("Passphrase"),
            _why(name, protected=protected),
            _("Apply") if protected else _("Set the passphrase"),
        )
        self._protected = protected
        self.first, self.again = Secret(), Secret()
        self.estimate = parts.label(role="small", wrap=True)
        self.estimate.setMinimumHeight(2 * self.estimate.fontMetrics().lineSpacing())  # nothing jumps while one types
        self.another, self.remove = QRadioButton(), QRadioButton()
        self.remove.toggled.connect(self._removing)
        self.choices = _Choices(protected=protected)
        self.minutes = _minutes(minutes)
        self._arrange(backups)
        self.setMinimumWidth(u(130))
        self._later = Later(self.estimate, _ESTIMATES, self._estimate)
        self.first.textChanged.connect(self._typed)
        self.first.setFocus()

    def _arrange(self, backups: int) -> None:
        """Put the fields one below the other; what becomes of backups is asked where there are some."""
        protected = self._protected
        if protected:
            self.add(_("Protection"), self._ways())
        self.add(_("New passphrase"), self._with_estimate())
        say(self.first.setAccessibleName, _("New passphrase"))
        self.add(_("Passphrase again"), self.again)
        if backups:
            self.add(
                plural("{n} older backup", "{n} older backups", backups),
                self.choices,
                _("Each backup has the passphrase that the file had when it was made.")
                if protected
                else _("They have none, unless the file had one when they were made."),
            )
        self.add(
            _("Lock automatically"), self.minutes, _("When nobody has touched the keyboard or the mouse for this long.")
        )

    def _ways(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        say(self.another.setText, _("With this passphrase, or a new one"))
        say(self.remove.setText, _("None: whoever has the file can read it"))
        self.another.setChecked(True)
        column.addWidget(self.another)
        column.addWidget(self.remove)
        return box

    def _with_estimate(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(u(0.5))
        column.addWidget(self.first)
        column.addWidget(self.estimate)
        box.setFocusProxy(self.first)
        self._say_estimate(_("Several unrelated words are best."))
        return box

    def _removing(self, removed: bool) -> None:  # Qt's own signal
        for line in (self.first, self.again):
            line.setEnabled(not removed)
            line.clear()

    def _typed(self, text: str) -> None:
        if text:
            self._later.start()
        else:
            self._later.stop()
            self._say_estimate(_("Several unrelated words are best."))

    def _estimate(self) -> None:
        from desktop_app.workspace.file import strength

        if self.first.text():
            self._say_estimate(strength.estimate(self.first.text()))

    def _say_estimate(self, sentence: Message) -> None:
        say(self.estimate.setText, sentence, form=directed)
        say(self.first.setAccessibleDescription, sentence)

    def answer(self) -> Protecting | None:
        """What was chosen; ``None`` where it cannot be taken."""
        phrase, wrong = chosen_passphrase(self.first, self.again)
        removed = self.remove.isChecked()
        if phrase is None and wrong is None and not self._protected:
            wrong = _("An empty passphrase protects nothing. Enter one, or choose none at all.")
        if wrong is not None:
            self.refuse(wrong, self.first)
            return None
        return Protecting(removed or phrase is not None, phrase, self.choices.chosen, self.minutes.currentData())


def _why(name: str, *, protected: bool) -> Message:
    if protected:
        return _(
            "“{name}” is protected. If you change the passphrase, recovery sheets printed before no longer work.",
            name=name,
        )
    return _(
        "“{name}” is not protected: whoever has the file can read it. Once there is a passphrase, there "
        "is no way in without it, so print a recovery sheet as well.",
        name=name,
    )


def _minutes(chosen: int) -> Combo:
    made = Combo()
    for minutes in sorted({*_MINUTES, chosen}):
        said = plural("after {n} minute", "after {n} minutes", minutes) if minutes else _("never")
        made.addItem("", minutes)
        say(made.setItemText, made.count() - 1, said)
    made.setCurrentIndex(made.findData(chosen))
    return made


class _Choices(QWidget):
    """What becomes of older backups."""

    def __init__(self, *, protected: bool) -> None:
        from desktop_app.workspace import OldBackups

        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.buttons = {choice: QRadioButton() for choice in (OldBackups.RENEW, OldBackups.KEEP, OldBackups.DELETE)}
        for choice, said in (
            (OldBackups.RENEW, _("Renew them with the new passphrase")),
            (OldBackups.KEEP, _("Keep them with the old one") if protected else _("Leave them as they are")),
            (OldBackups.DELETE, _("Delete them")),
        ):
            say(self.buttons[choice].setText, said)
            column.addWidget(self.buttons[choice])
        self.buttons[OldBackups.RENEW].setChecked(True)

    @property
    def chosen(self) -> OldBackups:
        return next(choice for choice, button in self.buttons.items() if button.isChecked())

"""NewFile with a bundle: whose work it is, who joins, and where the new workspace is to lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget

from desktop_app.language import Message, _, window_language
from desktop_app.records import City, Translated
from ui.dialogs.frame import Ask, NewFile
from ui.dialogs.new_workspace import PlaceEdit
from ui.dialogs.passphrase import Secret, chosen_passphrase
from ui.dialogs.trust import fingerprint_label
from ui.editors.line import Line
from ui.words.say import say

if TYPE_CHECKING:
    from desktop_app.exchange.bundle import Incoming
    from desktop_app.progress import Progress
    from desktop_app.settings import Settings
    from desktop_app.workspace import Workspace


class Join(Ask):
    """A bundle becomes the beginning of a workspace."""

    def __init__(self, parent: QWidget, settings: Settings, incoming: Incoming) -> None:
        who: Message = _(
            "It comes from {sender}, was made on {day} and holds {n} changes. Nothing in it is lost if you "
            "go on writing: your own file can be sent back and merged.",
            sender=incoming.sender or "?", day=incoming.header.made_at[:10], n=incoming.count,
        )  # fmt: skip
        super().__init__(parent, _("Join with “{name}”", name=incoming.path.name), who, _("Join"))
        self._incoming = incoming
        self._city = city_in(incoming)
        self.same = QRadioButton()
        self.other = QRadioButton()
        self.author = Line()
        self.author.setText(settings.author)
        self.place = PlaceEdit(self)
        self.passphrase, self.again = Secret(), Secret()
        if incoming.header.card is not None:
            self.add(_("Signed by {name}", name=incoming.header.card.title),
                     fingerprint_label(incoming.header.card.fingerprint),
                     _("Compare this fingerprint by telephone."))  # fmt: skip
        if self._city is not None:
            self.add(_("I write for"), self._who_for(), _keys_said(incoming))
        self.add(_("Your name"), self.author, _("Appears beside everything you write."))
        self.add(_("File"), self.place)
        self.add(_("Passphrase"), self.passphrase, _("Can be left empty; then whoever has the file can read it."))
        self.add(_("Passphrase again"), self.again)
        self.place.propose(incoming.header.city_name or incoming.path.stem)
        self.author.setFocus()

    def _who_for(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        say(self.same.setText, _("{city}, like the sender", city=self._incoming.header.city_name))
        say(self.other.setText, _("the network, as its coordinator"))
        self.same.setChecked(True)
        column.addWidget(self.same)
        column.addWidget(self.other)
        return box

    def answer(self) -> NewFile | None:
        """What was answered; ``None`` where something is missing."""
        phrase, wrong = chosen_passphrase(self.passphrase, self.again)
        if not self.author.text().strip():
            self.refuse(_("Write your name: others will want to know who wrote what."), self.author)
            return None
        if wrong is not None:
            self.refuse(wrong, self.passphrase)
            return None
        city = self._city if self.same.isChecked() else None
        return NewFile(self.place.path, city, self.author.text().strip(), phrase, self._language)

    @property
    def _language(self) -> str:
        return window_language()

    def fill(self, workspace: Workspace, progress: Progress) -> None:
        """Merge the bundle into the new workspace."""
        from desktop_app.exchange import merge

        merge.apply(workspace, merge.rehearse(workspace, self._incoming, progress), progress)


def _keys_said(incoming: Incoming) -> Message:
    if incoming.header.keys is not None:
        return _("The city’s keys come with the file: what you send will be signed in its name.")
    return _(
        "The city’s keys do not come with this file, so others will not recognise what you send as "
        "signed by the city. It is better to ask for a file made for your own team."
    )


def city_in(incoming: Incoming) -> dict[str, object] | None:
    """The fields of the sender's own city, as the bundle has them; ``None`` where it lacks what is required."""
    texts: dict[str, dict[str, str]] = {}
    values: dict[str, object] = {}
    for change in incoming.changes():
        if change.record != incoming.header.city or change.kind != City.kind_name or change.json is None:
            continue
        if change.language:
            texts.setdefault(change.field, {})[change.language] = str(change.json)
        elif change.field in City.fields:
            values[change.field] = change.json
    values |= {name: Translated(said) for name, said in texts.items()}
    known = {name: values[name] for name in ("code", "name", "country") if values.get(name)}
    return known if len(known) == len(("code", "name", "country")) else None

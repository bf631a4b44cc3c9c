"""What the pages share while one workspace is open: the workspace, the settings, and the signals between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

import msgspec
from PySide6.QtCore import QObject, Qt, Signal

from desktop_app import settings as kept
from desktop_app.errors import RoundtableError
from desktop_app.language import Message, _, use_window_countries, window_language
from desktop_app.records import KINDS, City
from ui.jobs import Jobs
from ui.undone import Step
from ui.widgets.models import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from desktop_app.records import Record, RecordId
    from desktop_app.settings import Settings
    from desktop_app.workspace import Changed, Workspace

T = TypeVar("T")


class Settles(Protocol):
    """Whatever holds typing that the workspace does not know yet."""

    def settle(self) -> None:
        """Write it now."""


class Notice(msgspec.Struct, frozen=True):
    """A sentence at the foot of the window. ``offer`` is a button below it, such as Undo."""

    sentence: Message
    offer: Message | None = None
    taken: Callable[[], object] | None = None
    warning: bool = False


class Session(QObject):
    """An open workspace as the window sees it. Lives as long as the workspace is open, on the window's thread."""

    changed = Signal(object)
    """A `Changed`: which records and kinds are different now, for whatever reason."""
    navigated = Signal(str)
    """The id of a record that the person wants to see."""
    noticed = Signal(object)
    stepped = Signal()
    """A step was taken back, or done again: what was said of it is over."""
    """A `Notice` for the foot of the window."""
    retranslated = Signal()
    """The window speaks another language now; every text given to `ui.words.say.say` has been said again."""
    asked = Signal(str)
    """A command of the window that a page offers as a step, by its name in `ui.main.commands`."""
    _heard = Signal(object)

    def __init__(self, workspace: Workspace, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.settings = settings
        self.jobs = Jobs(self)
        self.closed = False
        self._unsettled: list[Settles] = []
        self._titles: dict[str, list[Row]] = {}
        self._kept: dict[type[object], object] = {}
        self._heard.connect(self._tell, Qt.ConnectionType.AutoConnection)
        self._locate()
        self._stop_listening = workspace.listen(self._heard.emit)  # from whichever thread made the change

    def _locate(self) -> None:
        """Let the window write dates as the country of its city does."""
        city = self.workspace.find(City, self.workspace.city)
        use_window_countries({city.country} if city is not None and city.country else ())

    def _tell(self, changed: Changed) -> None:
        self._titles.clear()
        if City.kind_name in changed.kinds and not self.closed:
            self._locate()
        self.changed.emit(changed)

    def close(self) -> None:
        """Settle what is being typed, stop the jobs and close the workspace."""
        self.settle()
        self.closed = True
        self.jobs.stop()
        self._stop_listening()
        self.workspace.close()

    def kept(self, kind: type[T]) -> T:
        """What a page keeps while the workspace is open, though its window be made anew: one of each type."""
        found = self._kept.setdefault(kind, kind())
        assert isinstance(found, kind)
        return found

    # typing that is not written yet

    def unsettled(self, holder: Settles) -> None:
        """Remember that ``holder`` has typing to write; called at each key, so it is cheap."""
        if holder not in self._unsettled:
            self._unsettled.append(holder)

    def settled(self, holder: Settles) -> None:
        """Forget a holder that has nothing to write any more; it may be gone before the next command."""
        if holder in self._unsettled:
            self._unsettled.remove(holder)

    def settle(self) -> None:
        """Write everything that is typed but not written. Every command does this first."""
        while self._unsettled:
            self._unsettled.pop().settle()

    # doing

    def attempt(self, action: Callable[[], T]) -> T | None:
        """Settle, then do something that the world may refuse; a refusal becomes a notice, and ``None``."""
        self.settle()
        try:
            return action()
        except RoundtableError as refused:
            self.warn(refused.sentence)
            return None

    def undo(self) -> None:
        """Take back the last step of this session."""
        self._step(self.workspace.undo, _("Undone: {what}."), _("There is nothing to undo."))

    def redo(self) -> None:
        """Do again what was taken back."""
        self._step(self.workspace.redo, _("Done again: {what}."), _("There is nothing to redo."), undone=True)

    def _step(self, step: Callable[[], bool], done: Message, nothing: Message, *, undone: bool = False) -> None:
        self.settle()
        about = Step(self.workspace, self.workspace.cells_of_last(undone=undone))
        if not self.attempt(step):
            self.notice(nothing)
            return
        self.stepped.emit()
        what = about.said()
        if what is not None:
            self.notice(msgspec.structs.replace(done, values={"what": what}))

    def delete(self, record: RecordId, *, called: str) -> None:
        """Delete a record without a question, and offer to undo it. ``called`` is what the person calls it."""

        def delete() -> bool:
            self.workspace.delete(record)
            return True

        def undo() -> None:
            self.undo()
            if self.workspace.find(KINDS[kind], record) is not None:
                self.navigate(record)

        kind = self.workspace.kind_of(record)
        if self.attempt(delete):
            self.notice(_("“{name}” was deleted.", name=called), offer=_("Undo"), taken=undo)

    def make(self, kind: type[Record], values: Mapping[str, object], use: Callable[[RecordId], object]) -> None:
        """Make a record that somebody named and that was not there, and use it, in one step; say so with an undo."""

        def make() -> RecordId:
            with self.workspace.together():
                made = self.workspace.draft(kind, values)
                use(made)
            return made

        made = self.attempt(make)
        if made is not None:
            said = _("Added: “{name}” ({kind}).", name=self.title(made), kind=kind.one)
            self.notice(said, offer=_("Undo"), taken=self.undo)

    # telling

    def notice(
        self, sentence: Message, *, offer: Message | None = None, taken: Callable[[], object] | None = None
    ) -> None:
        """Say something at the foot of the window, with a button if there is something to offer."""
        self.noticed.emit(Notice(sentence, offer, taken))

    def warn(
        self, sentence: Message, *, offer: Message | None = None, taken: Callable[[], object] | None = None
    ) -> None:
        """Say why something could not be done, or what is in danger; it stays until it was read."""
        self.noticed.emit(Notice(sentence, offer, taken, warning=True))

    def navigate(self, record: RecordId) -> None:
        """Show a record on the page where it belongs."""
        self.settle()
        self.navigated.emit(record)

    def remember(self, **choices: object) -> None:
        """Keep a choice of the person at this machine, by the names of `Settings`."""
        self.settings = msgspec.structs.replace(self.settings, **choices)
        kept.save(self.settings)

    # reading

    @property
    def language(self) -> str:
        """The language in which people write here: what a translated field opens in."""
        return self.workspace.language

    def title(self, record: RecordId) -> str:
        """What a reader of the window calls a record; ``""`` for none."""
        return self.workspace.title(record, window_language()) if record and not self.closed else ""

    def titles_of(self, records: Sequence[RecordId]) -> dict[RecordId, str]:
        """What a reader of the window calls some records, read together; without those that have no title."""
        return {} if self.closed else self.workspace.titles(records, window_language())

    def titles(self, kinds: Collection[str]) -> list[Row]:
        """All records of some kinds by title, to choose from; read once after each change."""
        found: list[Row] = []
        if self.closed:
            return found
        for kind in kinds:
            if kind not in self._titles:
                self._titles[kind] = self._read_titles(kind)
            found += self._titles[kind]
        return found

    def _read_titles(self, kind: str) -> list[Row]:
        language = window_language()
        records = self.workspace.all(KINDS[kind])
        rows = [Row(record.id, record.called(language, self.title)) for record in records]
        return sorted(rows, key=lambda row: row.folded)

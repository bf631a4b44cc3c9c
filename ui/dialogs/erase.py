"""Erasing a person: what will go, each text that holds the name, and who has to be told; then it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop_app.language import Message, _, plural
from desktop_app.records import KINDS
from ui.dialogs.frame import Ask
from ui.dialogs.history import field_label
from ui.dialogs.holders import WhoHasIt, said_of
from ui.look.tokens import u
from ui.widgets import parts
from ui.words.reading import dotted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop_app.progress import Progress
    from desktop_app.records import RecordId
    from desktop_app.workspace import Erased, Mention, Proposal, Scrubbed
    from ui.session import Session


class Erase(Ask):
    """The list of what will go, and the question."""

    def __init__(self, parent: QWidget, session: Session, proposal: Proposal) -> None:
        super().__init__(
            parent,
            _("Erase what is known about {name}", name=session.title(proposal.record) or "?"),
            _reach(proposal),
            _("Erase for good"),
            harmful=True,
        )
        self._session = session
        self.proposal = proposal
        self.texts: list[tuple[QCheckBox, Mention]] = []
        self.rows.addRow(self._column(self._what_goes()))
        if proposal.holders:
            told = parts.label(_("Who must be informed: they have it too"), role="strong")
            self.rows.addRow(self._column([told, *said_of(session, proposal.holders)]))
        if proposal.mentions:
            self.rows.addRow(self._texts())

    @staticmethod
    def _column(widgets: Sequence[QWidget]) -> QWidget:
        box = QWidget()
        page = QVBoxLayout(box)
        page.setContentsMargins(0, u(1), 0, u(1))
        page.setSpacing(u(1))
        for widget in widgets:
            page.addWidget(widget)
        return box

    def _what_goes(self) -> list[QWidget]:
        said: list[QWidget] = [parts.label(_("What is erased"), role="strong")]
        for part in self.proposal.parts:
            where = field_label(part.kind, part.field) if part.field else str(_("everything that is said in it"))
            count = str(plural("{n} value", "{n} values", part.values))
            said.append(parts.label(dotted((self._called(part.record), where, count)), wrap=True))
        said.append(parts.label(_("The place in lists, attendance and reports stays, without a name."), role="small",
                                wrap=True))  # fmt: skip
        return [*said, *(parts.label(warning, role="refusal", wrap=True) for warning in self.proposal.warnings)]

    def _called(self, record: RecordId) -> str:
        return self._session.title(record) or str(_("a record without a name"))

    def _texts(self) -> QWidget:
        made: list[QWidget] = [
            parts.label(_("Texts that hold the name"), role="strong"),
            parts.label(_("In each text that you tick, “[…]” takes the place of the name, and earlier versions of the"
                          " text are erased."), role="small", wrap=True),
        ]  # fmt: skip
        for mention in self.proposal.mentions:
            label = field_label(mention.kind, mention.field, mention.language)
            called = self._called(mention.record) if mention.field != "title" else KINDS[mention.kind].one
            place = dotted((called, label))
            tick = QCheckBox()
            tick.setText(place.replace("&", "&&"))
            tick.setChecked(mention.sure)
            tick.setAccessibleDescription(mention.context)
            self.texts.append((tick, mention))
            made.append(tick)
            context = parts.label(mention.context, role="muted", wrap=True)
            context.setContentsMargins(u(6), 0, 0, u(1))
            made.append(context)
            if not mention.ours and all(part.ours for part in self.proposal.parts):
                foreign = parts.label(_("This text belongs to another city: it changes in this workspace only."),
                                      role="small", wrap=True)  # fmt: skip
                foreign.setContentsMargins(u(6), 0, 0, u(1))
                made.append(foreign)
            if not mention.shown:
                earlier = parts.label(_("Only in an earlier version."), role="small")
                earlier.setContentsMargins(u(6), 0, 0, u(1))
                made.append(earlier)
        return self._column(made)

    def chosen(self) -> list[Mention]:
        """The texts in which the name is to be masked."""
        return [mention for tick, mention in self.texts if tick.isChecked()]


def _reach(proposal: Proposal) -> Message:
    """Where it goes, and where it stays."""
    ours = {part.ours for part in proposal.parts}
    if ours == {True}:
        return _(
            "It is erased for good: here, in the backups, and in every copy that merges with this one. This "
            "cannot be undone."
        )
    if True in ours:
        return _(
            "It is erased for good, here and in the backups. In copies that merge with this one, only what belongs to"
            " your city is erased. This cannot be undone."
        )
    return _(
        "It is erased for good, but only here and in the backups of this workspace. Everybody else who has it keeps"
        " it. This cannot be undone."
    )


def ask_to_erase(parent: QWidget, session: Session, record: RecordId, done: Callable[[], None] | None = None) -> None:
    """Look what would go, show it, and erase it when the person says so.

    Args:
        parent: the window or dialog that asks.
        session: the open workspace.
        record: whom it is about.
        done: called when it was erased.
    """
    session.settle()
    workspace = session.workspace

    def look(progress: Progress) -> Proposal:
        return workspace.erasures.propose(record, progress=progress)

    def ask(proposal: Proposal) -> None:
        def told(erased: Erased, left: int) -> None:
            _erased(session, erased, left, done)
            if proposal.holders:
                WhoHasIt(parent, session, proposal.holders, erased=True).show_it()

        dialog = Erase(parent, session, proposal)

        def erase() -> None:
            chosen = dialog.chosen()
            dialog.accept()
            session.jobs.run(
                lambda progress: workspace.erasures.erase(proposal, chosen, progress=progress),
                lambda erased: told(erased, len(proposal.mentions) - len(chosen)),
                doing=_("Erasing"), alone=True,
            )  # fmt: skip

        dialog.then(erase)

    session.jobs.run(look, ask, doing=_("Looking for the name in texts"), alone=True)


def _erased(session: Session, erased: Erased, left: int, done: Callable[[], None] | None) -> None:
    if not tell_failed(session, erased.scrubbed):
        if left:
            session.notice(plural("Erased. {n} text still names the person.",
                                  "Erased. {n} texts still name the person.", left))  # fmt: skip
        else:
            session.notice(_("Erased, here and in the backups."))
    if done is not None:
        done()


def tell_failed(session: Session, scrubbed: Scrubbed) -> bool:
    """Warn of the backups that may still hold what was erased; whether there are any."""
    if scrubbed.failed:
        names = ", ".join(f"“{path.name}”" for path in scrubbed.failed)
        session.warn(_("Erased, but these backups could not be opened and may still hold it: {names}. Delete them.",
                       names=names))  # fmt: skip
    return bool(scrubbed.failed)

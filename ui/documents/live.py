"""The minutes as they will be, beside the place where they are written: they follow every key.

What is typed is put into the records as they were read last, without waiting until it is written to the log. One
document is made at a time; what was typed meanwhile goes into the next one, so that the last key is always shown, and
nothing is made twice for keys that came too quickly.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from msgspec import structs
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget

from desktop_app.documents import report_named
from desktop_app.language import Message, _
from desktop_app.records import Audience, Translated
from ui.documents.preview import Preview
from ui.look.tokens import u
from ui.widgets import parts
from ui.widgets.later import Later
from ui.words.say import say

if TYPE_CHECKING:
    from datetime import date

    from desktop_app.errors import RoundtableError
    from desktop_app.progress import Progress
    from desktop_app.records import Dossier
    from desktop_app.workspace import Changed
    from ui.documents.versions import Version, Versions
    from ui.minutes.view import MinutesView
    from ui.minutes.writing import Draft
    from ui.session import Session


class LiveMinutes(QStackedWidget):
    """The pages of the minutes that are being written."""

    shown = Signal()
    """Another version is there; its pages are drawn next."""

    def __init__(self, session: Session, today: date) -> None:
        super().__init__()
        self._session, self._today = session, today
        self._view: MinutesView | None = None
        self._report: Final = report_named("minutes")
        self._dossier: Dossier | None = None
        self._versions: Versions | None = None
        self.version: Version | None = None
        """What is shown."""
        self._busy = self._again = False
        self.preview: Final = Preview()
        self._refusal: Final = parts.label(role="muted", wrap=True)
        self._refusal.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._refusal.setContentsMargins(u(6), u(6), u(6), u(6))
        self.addWidget(self.preview)
        self.addWidget(self._refusal)
        self._soon: Final = Later(self, 0, self._make)
        session.changed.connect(self._hear)
        self._refuse(_("The preview is being made."))

    @property
    def waits(self) -> bool:
        """Whether something was typed or changed that is not on the pages yet."""
        return self._busy or self._again or self._soon.waits or not self.preview.is_current

    def show_minutes(self, view: MinutesView) -> None:
        """Follow what is written there."""
        self._view, self._dossier, self._versions = view, None, None
        view.editor.edited.connect(self._soon.start)
        self._soon.start()

    def _hear(self, _changed: Changed) -> None:
        self._dossier = None
        self._soon.start()

    # making

    def _make(self) -> None:
        view = self._view
        if view is None or self._session.closed:
            return
        if self._busy:
            self._again = True
            return
        self._busy, self._again = True, False
        work = partial(self._work, view.outline.meeting, view.outline.language, view.draft, self.preview.in_view)
        self._session.jobs.run(
            work, self._show, doing=_("Making the preview"), refused=self._refused, cancelled=self._over
        )

    def _work(
        self, meeting: str, language: str, draft: Draft | None, in_view: list[tuple[int, int]], progress: Progress
    ) -> Version:
        """On a thread of its own, one at a time."""
        from ui.documents.versions import Versions

        dossier = self._dossier
        if dossier is None or dossier.about != (meeting,):
            dossier = self._dossier = self._report.gather(self._session.workspace, (meeting,))
        if draft is not None:
            dossier = with_draft(dossier, draft)
        document = self._report.document(dossier, language, audience=Audience.INTERNAL, on=self._today)
        if self._versions is None or self._versions.proofs.language != language:
            self._versions = Versions(language)
        return self._versions.version(document, in_view, progress)

    def _show(self, version: Version) -> None:
        self.version = version
        self.preview.show_version(version)
        self.setCurrentWidget(self.preview)
        self.shown.emit()
        self._over()

    def _refused(self, error: RoundtableError) -> None:
        self._refuse(error.sentence)
        self._over()

    def _refuse(self, sentence: Message) -> None:
        say(self._refusal.setText, sentence)
        self.setCurrentWidget(self._refusal)

    def _over(self) -> None:
        self._busy = False
        if self._again:
            self._make()


def with_draft(dossier: Dossier, draft: Draft) -> Dossier:
    """The records as they will be once what is typed is written."""
    known = dossier.records.get(draft.record)
    values: dict[str, object] = {}
    for name, value in draft.values.items():
        kept = getattr(known, name, None)
        whole = {**kept, **value} if isinstance(kept, Translated) and isinstance(value, dict) else value
        values[name] = draft.kind.fields[name].type.check(whole)
    record = draft.kind(id=draft.record).with_values(**values) if known is None else known.with_values(**values)
    return structs.replace(dossier, records={**dossier.records, draft.record: record})

"""What is still undecided between two machines, as footnotes on the values that a document shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop_app.documents.blocks import Rich, Run, Tone
from desktop_app.documents.wording import DOT
from desktop_app.language import _
from desktop_app.records import Audience, City, Precision, Record, Translated, When

if TYPE_CHECKING:
    from desktop_app.documents.wording import Wording
    from desktop_app.records import Alternative, Disagreement, Field, Value

_DELETED = "deleted"
_CARRIERS = frozenset({"text", "title"})
"""The fields whose footnote also says that the record was deleted on one machine and edited on another."""


@dataclass(frozen=True)
class Footnotes:
    """Puts footnotes on values; ``wording`` knows what the audience may see and whether people may be named."""

    wording: Wording

    def field(self, record: Record, name: str) -> Rich:
        """The content of a translated field, with its footnote."""
        language = self.wording.shown(record, name)[1]
        said = self.wording.written(record, name)
        last = max((place for place, run in enumerate(said) if run.tone is not Tone.MUTED), default=0)
        return (*said[:last], *self.on(said[last:], record, name, language))

    def written(self, record: Record, name: str) -> Rich:
        """The same for a text that should be there, with a plain word where it is not."""
        return self.field(record, name) or (self.wording.missing(_("nothing written yet")),)

    def on(self, said: Rich, record: Record, name: str, language: str = "") -> Rich:
        """What is said of a field, with a footnote where machines disagree about it."""
        note = self._note(record, name, language)
        if not note or not said:
            return said
        return replace(said[0], note=(*said[0].note, *note)), *said[1:]

    def _note(self, record: Record, name: str, language: str) -> Rich:
        dossier = self.wording.dossier
        pieces: list[Rich] = []
        for found in dossier.disagreements_of(record.id, name):
            if found.language in ("", language):
                pieces += self._values(type(record).fields[name], found)
        if name in _CARRIERS:
            pieces += [self._deleted(found) for found in dossier.disagreements_of(record.id, _DELETED)]
        return self.wording.join(pieces, " ")

    def _values(self, declared: Field, disagreement: Disagreement) -> list[Rich]:
        return [
            self.wording.compose(
                _("Also recorded: {value} ({source})."),
                value=self._shown(declared, disagreement.language, other.value),
                source=self._source(other),
            )
            for other in disagreement.alternatives
            if not other.shown
        ]

    def _shown(self, declared: Field, language: str, value: Value) -> Rich:
        wording = self.wording
        if value is None or value == declared.type.empty:
            return (wording.missing(_("nothing")),)
        if declared.refers_to:
            title = wording.dossier.title(str(value), wording.language) if wording.named else ""
            return (wording.name(title) if title else wording.missing(_("not named in this edition")),)
        if declared.translated:
            text = value.get(language, "") if isinstance(value, Translated) else str(value)
            foreign = "" if language == wording.language else language
            return wording.quoted((Run(text, language=foreign),))
        return (Run(wording.moment(value) if isinstance(value, When) else declared.type.show(value, wording.language)),)

    def _deleted(self, disagreement: Disagreement) -> Rich:
        sources = self.wording.join((self._source(one) for one in disagreement.alternatives), DOT)
        return self.wording.compose(
            _("Deleted on one machine and edited on another; not decided yet ({source})."), source=sources
        )

    def _source(self, alternative: Alternative) -> Rich:
        """Who wrote a value, where and when; the author only where people may be named, and never to the public."""
        wording = self.wording
        who = alternative.author if wording.named and wording.audience > Audience.PUBLIC else ""
        where = wording.dossier.find(City, alternative.city)
        day = wording.day(When(alternative.at[: Precision.DAY]))
        parts = ((wording.name(who),) if who else (), wording.proper(where) if where else (), (Run(day),))
        return wording.join(part for part in parts if any(run.text for run in part))

"""What a person does about erasures: looks at what would go, erases, and carries out what others asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from desktop_app.progress import SILENT
from desktop_app.workspace.changes import presence
from desktop_app.workspace.changes.change import DELETED, PARENT_LIMIT, canonical, parsed
from desktop_app.workspace.privacy import retention
from desktop_app.workspace.privacy.forgetting import Scrubbed
from desktop_app.workspace.writing.cells import Cell

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from desktop_app.progress import Progress
    from desktop_app.records import RecordId
    from desktop_app.workspace.changes.log import Head, Log, Place
    from desktop_app.workspace.changes.presence import Presence
    from desktop_app.workspace.file.counters import Counters
    from desktop_app.workspace.file.key import Key
    from desktop_app.workspace.file.store import Store
    from desktop_app.workspace.kept.erasing import Erasing
    from desktop_app.workspace.kept.erasure import Erasure
    from desktop_app.workspace.kept.obstacles import Foresight, Known
    from desktop_app.workspace.privacy.forgetting import Forgetting
    from desktop_app.workspace.privacy.names import Spellings
    from desktop_app.workspace.privacy.proposing import Holders, Mention, Part, Proposal, Proposer
    from desktop_app.workspace.writing.editing import Editor
    from desktop_app.workspace.writing.pen import Pen


class Erased(msgspec.Struct, frozen=True):
    """What an erasure did."""

    erasures: tuple[Erasure, ...]
    scrubbed: Scrubbed

    @property
    def here_alone(self) -> int:
        """How many of the erasures hold in this workspace alone, because the records are another city's."""
        return sum(not erasure.travels for erasure in self.erasures)


class Erasures:
    """The erasures of one workspace, for the rest of the program."""

    def __init__(
        self, store: Store, key: Callable[[], Key], log: Log, pen: Pen, presence_: Presence, editor: Editor,
        counters: Counters, erasing: Erasing, forgetting: Forgetting, proposer: Proposer,
    ) -> None:  # fmt: skip
        self._store = store
        self._key = key
        self._log = log
        self._pen = pen
        self._presence = presence_
        self._editor = editor
        self._counters = counters
        self._erasing = erasing
        self._forgetting = forgetting
        self._proposer = proposer

    def all(self) -> list[Known]:
        """Every erasure that is known here, the latest first, and whether it took effect."""
        with self._store.lock:
            return self._erasing.all()

    @property
    def any_known(self) -> bool:
        """Whether any is known here, without looking at each."""
        with self._store.lock:
            return self._erasing.any_known

    @property
    def any_here_alone(self) -> bool:
        """Whether any holds in this workspace alone, or is held here: then the fingerprint does not say all."""
        with self._store.lock:
            return self._erasing.any_here_alone

    def founders(self, record: RecordId) -> set[RecordId]:
        """The cities that founded a record, as far as is known here; ``""`` stands for no city."""
        with self._store.lock:
            return self._erasing.founders(record)

    def holders(self, number: str) -> Holders:
        """Who has what one of them is about, by its number: whom it went to before it took effect here."""
        with self._store.lock:
            (one,) = self._erasing.known([bytes.fromhex(number)])
            until = (self._erasing.done_at(one.erasure.id) or one.at) if one.done else ""
            return self._proposer.holders([one.erasure.record], until)

    def numbers(self) -> list[str]:
        """The numbers of `all`, in the same order, without looking why each is held: quick for tens of thousands."""
        with self._store.lock:
            return [id_.hex() for id_ in self._erasing.ids()]

    def known(self, numbers: Iterable[str]) -> list[Known]:
        """Some of `all`, by their numbers."""
        with self._store.lock:
            return self._erasing.known(map(bytes.fromhex, numbers))

    def foresee(self, arriving: Iterable[Erasure]) -> Foresight:
        """What would be in effect if these came."""
        return self._erasing.foresee(arriving)

    def travelling(self) -> list[Erasure]:
        """Those that leave with every bundle, by id."""
        with self._store.lock:
            return self._erasing.travelling()

    def propose(
        self, record: RecordId, *, field: str = "", language: str = "", progress: Progress = SILENT
    ) -> Proposal:
        """What an erasure would take: nothing is done.

        Args:
            record: what is to be forgotten; of a person, the personal data of memberships go too, and every text in
                the workspace is searched for the name.
            field: one field of it alone.
            language: one language of that field alone; by default all that it has.
            progress: may cancel the search.

        Raises:
            Unknown: there is no such record or field, or the field stays by its nature.
        """
        with self._store.lock:
            return self._proposer.propose(record, field, language, progress)

    def erase(self, proposal: Proposal, mentions: Iterable[Mention] = (), *, progress: Progress = SILENT) -> Erased:
        """Erase what was proposed, in the file and in its backups. It cannot be taken back.

        Args:
            proposal: as `propose` gave it.
            mentions: those of its texts in which the name is to be masked, and whose earlier versions go.
            progress: told how far it is; what was begun is finished.
        """
        with self._store.lock:
            with self._editor.step(undoable=False):
                made = [self._mask(mention, proposal) for mention in mentions]
                made += [self._of_part(part) for part in proposal.parts]
                self._erasing.add(made, 0)
                self._editor.touch(self._forgetting.take_effect(one.id for one in made).items())
                self._editor.touch((one.record, place.kind) for one in made if (place := self._log.record(one.record)))
                self._counters.save()
            return Erased(tuple(made), self._forgetting.scrub(self._key(), progress))

    def carry_out(self, ids: Collection[bytes], *, progress: Progress = SILENT) -> Scrubbed:
        """Put held erasures into effect in this workspace, because a person decided so."""
        with self._store.lock:
            with self._editor.step(undoable=False):
                self._editor.touch(self._forgetting.take_effect(ids).items())
            return self.finish(progress)

    def take_effect(self) -> dict[RecordId, str]:
        """Put into effect what may take effect, within a transaction; gives the records and kinds that changed."""
        ready = self._erasing.ready() if self._erasing.any_held else ()
        return self._forgetting.take_effect(ready) if ready else {}

    def sign_again(self) -> None:
        """Say what was erased here under keys that were given up under the present ones too, within a transaction."""
        new = self._erasing.add(self._erasing.signed_again(), 0)
        if new:
            self._forgetting.take_effect(erasure.id for erasure in new)
            self._counters.save()

    def take_out_again(self, progress: Progress = SILENT) -> None:
        """Take out whatever is in the log and should not be."""
        with self._store.transaction():
            self._forgetting.take_out_again()
        self.finish(progress)

    def finish(self, progress: Progress = SILENT) -> Scrubbed:
        """Scrub what was erased from the pages of the file and from the backups, where that is still to be done."""
        with self._store.lock:
            if not self._forgetting.is_pending or self._store.in_transaction:
                return Scrubbed(0, ())
            return self._forgetting.scrub(self._key(), progress)

    @property
    def months(self) -> int:
        """For how many months after their last membership people's data are kept."""
        return retention.months(self._store)

    def keep_for(self, months: int) -> None:
        """Change that.

        Raises:
            InvalidValue: it is not a number of months.
        """
        retention.keep_for(self._store, months)

    def _of_part(self, part: Part) -> Erasure:
        return self._erasing.make(self._pen.author, part.record, part.field, part.language)

    def _mask(self, mention: Mention, proposal: Proposal) -> Erasure:
        """Write a text again without the name, and erase its cell but for that."""
        place = self._log.record(mention.record)
        assert place is not None
        hidden = self._presence.is_gone(place.number) or self._presence.is_staying(place.number)
        heads = self._pen.heads(place, mention.field, mention.language)
        mask = self._mask_each if len(heads) <= PARENT_LIMIT else self._mask_many
        spares = mask(place, mention, heads, proposal.spellings)
        slot = self._log.slot(place.kind, mention.field, mention.language)
        takes = [
            id_
            for id_, value in self._log.values(place.number, slot).items()
            if id_ not in spares and proposal.spellings.found_in(str(parsed(value)))
        ]
        if hidden:
            self._hide_again(place)
        return self._erasing.make(
            self._pen.author, place.id, mention.field, mention.language, spares=spares, takes=takes
        )

    def _mask_each(self, place: Place, mention: Mention, heads: Sequence[Head], spellings: Spellings) -> list[bytes]:
        """Write each head again in which the name is; gives what the erasure spares."""
        spares = []
        for head in heads:
            value = _masked(head, spellings)
            if head.value in (None, value):
                spares.append(head.id)
            else:
                spares.append(self._pen.write(place, Cell(mention.field, mention.language, value), [head.id]).id)
        return spares

    def _mask_many(self, place: Place, mention: Mention, heads: Sequence[Head], spellings: Spellings) -> list[bytes]:
        """The same with more heads than an erasure can name, which only a hostile file brings: one more change is
        spared, and every head is written again and names it as a parent, so that it is spared with it.
        """
        field, language = mention.field, mention.language
        first = self._pen.write(place, Cell(field, language, _masked(heads[0], spellings)), [heads[0].id])
        told = (head for head in heads if head.value is not None)
        written = [(Cell(field, language, _masked(head, spellings)), [first.id, head.id]) for head in told]
        self._pen.write_beside(place, written)
        self._forgetting.settle({(place.number, self._log.slot(place.kind, field, language))})
        return [first.id]

    def _hide_again(self, place: Place) -> None:
        """Have a deletion see what was written in a deleted record, which it would contradict."""
        heads = self._pen.heads(place, DELETED, "")
        said = presence.read(heads[0].value) if heads else None
        saw = self._log.other_heads(place.number, place.kind)
        value = presence.deletion(saw, said.root if said else place.id)
        self._pen.write(place, Cell(DELETED, "", value), [head.id for head in heads])


def _masked(head: Head, spellings: Spellings) -> str:
    """The JSON text of a head without the name."""
    text = parsed(head.value or "null")
    return canonical(spellings.masked(text)) if isinstance(text, str) else canonical(text)

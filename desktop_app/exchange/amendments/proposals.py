"""What a partner proposes: each text that came back otherwise than it went out, beside what stands here now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from desktop_app.errors import InvalidValue, Unknown
from desktop_app.language import _
from desktop_app.records import KINDS, Translated
from desktop_app.records.origin import bare, digest_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop_app.exchange.amendments.reading import Returned
    from desktop_app.records import RecordId
    from desktop_app.workspace import Workspace


class Proposal(msgspec.Struct, frozen=True):
    """Another wording of one text. It is accepted or not, by itself."""

    record: RecordId
    title: str
    """What the record is called here."""
    field: str
    language: str
    ours: str
    """What stands here now."""
    theirs: str
    authors: tuple[str, ...]
    overtaken: bool
    """Whether the text was changed here since the document was made, so that accepting it would undo that."""


def proposals(workspace: Workspace, returned: Iterable[Returned], language: str) -> list[Proposal]:
    """What came back changed, in the order of the document. Texts of records that are no longer here are left out.

    Args:
        workspace: into which they would be taken.
        returned: the texts of a Word file.
        language: in which records are called by their titles.
    """
    found = []
    for one in returned:
        origin = one.origin
        ours = _text_here(workspace, origin.record, origin.field, origin.language)
        if ours is None or digest_of(one.text) == origin.digest or bare(one.text) == bare(ours):
            continue
        found.append(
            Proposal(
                origin.record, workspace.title(origin.record, language), origin.field, origin.language, ours,
                bare(one.text), one.authors, digest_of(ours) != origin.digest,
            )
        )  # fmt: skip
    return found


def accept(workspace: Workspace, proposal: Proposal) -> None:
    """Take one proposal into the workspace: an ordinary edit, which can be undone.

    Raises:
        Unknown: the record is not here any more.
        InvalidValue: the text does not fit its field, or was changed since the proposal was read.
    """
    ours = _text_here(workspace, proposal.record, proposal.field, proposal.language)
    if ours is None:
        raise Unknown(_("There is no record “{record}” here, or it was deleted.", record=proposal.record))
    if ours != proposal.ours:
        raise InvalidValue(_("This text has been changed meanwhile. Read the Word file again and check once more."))
    workspace.edit(proposal.record, {proposal.field: {proposal.language: proposal.theirs}})


def _text_here(workspace: Workspace, record: RecordId, field: str, language: str) -> str | None:
    """What stands in a text now; ``None`` where there is no such text that a document could have come from."""
    try:
        found = workspace.get(record)
    except Unknown:
        return None
    declared = KINDS[found.kind_name].fields.get(field)
    if declared is None or not declared.translated:
        return None
    text: Translated = getattr(found, field)
    return text.get(language, "")

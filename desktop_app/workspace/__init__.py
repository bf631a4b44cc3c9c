"""One encrypted SQLite file: the log of changes, the current state, search and backups."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from desktop_app.workspace.changes.change import Change
    from desktop_app.workspace.changes.held import Manifest
    from desktop_app.workspace.changes.history import HistoryItem
    from desktop_app.workspace.check import CheckReport
    from desktop_app.workspace.current.search import Hit
    from desktop_app.workspace.file.backup import Backup, Holding
    from desktop_app.workspace.file.key import RecoveryKey, Secret
    from desktop_app.workspace.guarded import OldBackups
    from desktop_app.workspace.kept.erasure import Erasure
    from desktop_app.workspace.kept.exports import Export
    from desktop_app.workspace.kept.imports import Import
    from desktop_app.workspace.kept.keyring import Card, How, Keyring, Keys, Pinned
    from desktop_app.workspace.kept.obstacles import Known, Obstacle
    from desktop_app.workspace.merging.absorbing import Absorbed, Most
    from desktop_app.workspace.merging.withdrawing import Withdrawn
    from desktop_app.workspace.privacy.erasures import Erased
    from desktop_app.workspace.privacy.forgetting import Scrubbed
    from desktop_app.workspace.privacy.proposing import Holders, Mention, Part, Proposal
    from desktop_app.workspace.writing.editing import Changed
from desktop_app.workspace.workspace import Workspace

__all__ = [
    "Absorbed",
    "Backup",
    "Card",
    "Change",
    "Changed",
    "CheckReport",
    "Erased",
    "Erasure",
    "Export",
    "HistoryItem",
    "Hit",
    "Holders",
    "Holding",
    "How",
    "Import",
    "Keyring",
    "Keys",
    "Known",
    "Manifest",
    "Mention",
    "Most",
    "Obstacle",
    "OldBackups",
    "Part",
    "Pinned",
    "Proposal",
    "RecoveryKey",
    "Scrubbed",
    "Secret",
    "Withdrawn",
    "Workspace",
]

_ROOMS: Final = {
    "Absorbed": "merging.absorbing",
    "Backup": "file.backup",
    "Card": "kept.keyring",
    "Change": "changes.change",
    "Changed": "writing.editing",
    "CheckReport": "check",
    "Erased": "privacy.erasures",
    "Erasure": "kept.erasure",
    "Export": "kept.exports",
    "HistoryItem": "changes.history",
    "Hit": "current.search",
    "Holders": "privacy.proposing",
    "Holding": "file.backup",
    "How": "kept.keyring",
    "Import": "kept.imports",
    "Keyring": "kept.keyring",
    "Keys": "kept.keyring",
    "Known": "kept.obstacles",
    "Manifest": "changes.held",
    "Mention": "privacy.proposing",
    "Most": "merging.absorbing",
    "Obstacle": "kept.obstacles",
    "OldBackups": "guarded",
    "Part": "privacy.proposing",
    "Pinned": "kept.keyring",
    "Proposal": "privacy.proposing",
    "RecoveryKey": "file.key",
    "Scrubbed": "privacy.forgetting",
    "Secret": "file.key",
    "Workspace": "workspace",
}


def __getattr__(name: str) -> object:
    """Read a name's file when it is first asked for (PEP 562): a start needs few of them, which saves it 4 ms."""
    if name not in _ROOMS:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_ROOMS[name]}"), name)

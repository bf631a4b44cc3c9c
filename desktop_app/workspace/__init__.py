"""One encrypted SQLite file: the log of changes, the current state, search and backups."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from desktop_app.workspace.absorbing import Absorbed
    from desktop_app.workspace.backup import Backup, Holding
    from desktop_app.workspace.change import Change
    from desktop_app.workspace.check import CheckReport
    from desktop_app.workspace.editing import Changed
    from desktop_app.workspace.erasing import Known, Obstacle
    from desktop_app.workspace.erasure import Erasure
    from desktop_app.workspace.erasures import Erased
    from desktop_app.workspace.exports import Export
    from desktop_app.workspace.forgetting import Scrubbed
    from desktop_app.workspace.guarded import OldBackups
    from desktop_app.workspace.held import Manifest
    from desktop_app.workspace.history import HistoryItem
    from desktop_app.workspace.imports import Import
    from desktop_app.workspace.key import RecoveryKey, Secret
    from desktop_app.workspace.keyring import Card, How, Keyring, Keys, Pinned
    from desktop_app.workspace.proposing import Mention, Part, Proposal
    from desktop_app.workspace.search import Hit
    from desktop_app.workspace.withdrawing import Withdrawn
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
    "Holding",
    "How",
    "Import",
    "Keyring",
    "Keys",
    "Known",
    "Manifest",
    "Mention",
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
    "Absorbed": "absorbing",
    "Backup": "backup",
    "Card": "keyring",
    "Change": "change",
    "Changed": "editing",
    "CheckReport": "check",
    "Erased": "erasures",
    "Erasure": "erasure",
    "Export": "exports",
    "HistoryItem": "history",
    "Hit": "search",
    "Holding": "backup",
    "How": "keyring",
    "Import": "imports",
    "Keyring": "keyring",
    "Keys": "keyring",
    "Known": "erasing",
    "Manifest": "held",
    "Mention": "proposing",
    "Obstacle": "erasing",
    "OldBackups": "guarded",
    "Part": "proposing",
    "Pinned": "keyring",
    "Proposal": "proposing",
    "RecoveryKey": "key",
    "Scrubbed": "forgetting",
    "Secret": "key",
    "Workspace": "workspace",
}


def __getattr__(name: str) -> object:
    """Read a name's file when it is first asked for (PEP 562): a start needs few of them, which saves it 4 ms."""
    if name not in _ROOMS:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_ROOMS[name]}"), name)

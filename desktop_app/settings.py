"""What the program remembers between two starts on one machine: nothing that belongs to a workspace."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

MAX_RECENT = 8
_REMEMBERED = 200


class Settings(msgspec.Struct, frozen=True):
    """The choices of the person at this machine."""

    language: str = ""
    author: str = ""
    recent: tuple[str, ...] = ()
    """Paths of the workspaces opened last, the latest first."""
    scale_percent: int = 100
    appearance: str = "system"
    """``system``, ``light`` or ``dark``."""
    idle_minutes: int = 15
    """After so many minutes without a key or the mouse a protected workspace is locked; never where it is 0."""
    well_placed: tuple[str, ...] = ()
    """Paths of the workspaces of which the person does not want to hear any more that they lie in a bad place."""

    def opened(self, path: Path) -> Settings:
        """These settings after opening a workspace."""
        name = str(path)
        others = tuple(other for other in self.recent if other != name)
        return msgspec.structs.replace(self, recent=(name, *others)[:MAX_RECENT])


def folder() -> Path:
    """Where the settings live; ``ROUNDTABLE_SETTINGS`` names another folder."""
    named = os.environ.get("ROUNDTABLE_SETTINGS")
    if named:
        return Path(named)
    import platformdirs

    return Path(platformdirs.user_config_dir("Roundtable", appauthor=False))


def load() -> Settings:
    """The settings; the defaults where there are none or they cannot be read."""
    try:
        return msgspec.json.decode((folder() / "settings.json").read_bytes(), type=Settings)
    except (OSError, msgspec.MsgspecError):
        return Settings()


def save(settings: Settings) -> None:
    """Keep the settings; a machine that cannot keep them works all the same."""
    try:
        folder().mkdir(parents=True, exist_ok=True)
        draft = folder() / "settings.tmp"
        draft.write_bytes(msgspec.json.encode(settings))
        draft.replace(folder() / "settings.json")
    except OSError:
        return


def first_time(what: str) -> bool:
    """Whether something was never said before at this machine; from now on it was. For what is said once."""
    place = folder() / "said.json"
    try:
        said = msgspec.json.decode(place.read_bytes(), type=list[str])
    except (OSError, msgspec.MsgspecError):
        said = []
    if what in said:
        return False
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(msgspec.json.encode([*said, what][-_REMEMBERED:]))
    except OSError:
        return True
    return True

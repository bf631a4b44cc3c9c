"""Where a workspace's file lies: in a folder that a program synchronises, or on another computer's disk.

Both end in damage or in two versions of the file when two computers write it; and what is synchronised lies on
somebody else's servers.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop_app.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop_app.language import Message

_MARKERS: Final = (
    ("Dropbox", (".dropbox", ".dropbox.cache")),
    ("Google Drive", (".tmp.drivedownload", ".tmp.driveupload", ".shortcut-targets-by-id")),
    ("Nextcloud", (".owncloudsync.log", ".nextcloudsync.log", ".sync_*.db", "._sync_*.db")),
    ("Syncthing", (".stfolder",)),
    ("Resilio Sync", (".sync/root_acl_entry", ".sync/ID")),
    ("OneDrive", (".849C9593-D756-4E56-8D6E-42412F2A707B",)),
)
"""What each program leaves in the folder that it synchronises."""
_NAMES: Final = (
    ("OneDrive", r"OneDrive( - .+|-.+)?"),
    ("Dropbox", r"Dropbox( \(.+\))?"),
    ("Google Drive", r"Google ?Drive(-.+)?"),
    ("iCloud", r"com~apple~CloudDocs|iCloudDrive|iCloud Drive"),
    ("Nextcloud", r"Nextcloud\d*|ownCloud"),
)
"""What the folder is called where the program names it, and people leave it so."""
_VARIABLES: Final = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
_NETWORK: Final = re.compile(
    r"nfs\d?|cifs|smb\w*|afpfs|webdav|davfs\d?|afs|ncpfs|ceph|glusterfs|lustre|fuse\.(sshfs|rclone|davfs\d?|s3fs|gvfsd.*)"
)
"""File systems whose files lie on another computer, as Linux and macOS name them."""
_REMOTE_DRIVE: Final = 4
"""Windows: ``DRIVE_REMOTE``."""
_PATIENCE: Final = 5


def warning(path: Path) -> Message | None:
    """The sentence about a workspace that lies where it is in danger; ``None`` where it lies well.

    Looks at folders and asks the system: not to be done while somebody waits.
    """
    lies = path.resolve()
    service = synchronised_by(lies)
    if service is not None:
        return _(
            "“{name}” is in a folder that {service} synchronises. If two computers write to it, one of them "
            "loses its work, and copies end up on servers that are not yours. Move it to a folder on this "
            "computer only, and send bundles instead.",
            name=path.name,
            service=service,
        )
    if on_network(lies):
        return _(
            "“{name}” is on another computer’s disk. If the network fails while something is being written, "
            "the file can be damaged. Move it to a folder on this computer, and send bundles instead.",
            name=path.name,
        )
    return None


def synchronised_by(path: Path) -> str | None:
    """The program that synchronises one of the folders above a file."""
    for folder in path.parents:
        for service, markers in _MARKERS:
            if any(_there(folder, marker) for marker in markers):
                return service
        for service, name in _NAMES:
            if re.fullmatch(name, folder.name):
                return service
    homes = [Path(os.environ[name]) for name in _VARIABLES if os.environ.get(name)]
    return "OneDrive" if any(path.is_relative_to(home) for home in homes) else None


def _there(folder: Path, marker: str) -> bool:
    try:
        return any(folder.glob(marker)) if "*" in marker else (folder / marker).exists()
    except OSError:
        return False


def read_mountinfo(said: str) -> list[tuple[Path, str]]:
    """Where each file system of Linux is, and of which kind it is (proc_pid_mountinfo(5))."""
    found = []
    for line in said.splitlines():
        before, _dash, after = line.partition(" - ")
        fields = before.split(" ")
        if len(fields) > 4 and after:
            place = re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), fields[4])
            found.append((Path(place), after.split(" ")[0]))
    return found


def read_mount(said: str) -> list[tuple[Path, str]]:
    """The same from the lines of ``mount`` on macOS: ``//me@host/share on /Volumes/share (smbfs, nodev, nosuid)``."""
    lines = (re.fullmatch(r".+? on (/.*) \(([^,)]+).*\)", line) for line in said.splitlines())
    return [(Path(line[1]), line[2]) for line in lines if line is not None]


def file_system(path: Path, mounts: Iterable[tuple[Path, str]]) -> str | None:
    """The kind of the file system on which a file lies: the innermost one, and of several in one place the last."""
    kind, depth = None, -1
    for place, named in mounts:
        if path.is_relative_to(place) and len(place.parts) >= depth:
            kind, depth = named, len(place.parts)
    return kind


def _said_by_the_system() -> list[tuple[Path, str]]:
    mounted = Path("/proc/self/mountinfo")
    try:
        if mounted.exists():
            return read_mountinfo(mounted.read_text(encoding="utf-8", errors="surrogateescape"))
        ran = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=_PATIENCE, check=False)
        return read_mount(ran.stdout)
    except (OSError, subprocess.SubprocessError):
        return []


if sys.platform == "win32":
    import ctypes

    def on_network(path: Path) -> bool:
        """Whether a file lies on another computer."""
        drive = path.drive + "\\"
        return drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(drive) == _REMOTE_DRIVE

else:

    def on_network(path: Path) -> bool:
        """Whether a file lies on another computer."""
        kind = file_system(path, _said_by_the_system())
        return kind is not None and _NETWORK.fullmatch(kind) is not None

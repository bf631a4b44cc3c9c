"""Files that lie in a synchronised folder or on another computer, told by what is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.workspace.file import whereabouts


@pytest.mark.parametrize(
    ("service", "place", "marker"),
    [
        ("Dropbox", "Sync", ".dropbox"),
        ("Dropbox", "Dropbox (Ville)/Groupe", ""),
        ("Google Drive", "Mon Drive", ".tmp.drivedownload"),
        ("Google Drive", "CloudStorage/GoogleDrive-amina@example.org/My Drive", ""),
        ("Nextcloud", "Cloud", ".sync_0123abcd.db"),
        ("Nextcloud", "Nextcloud", ""),
        ("Syncthing", "Partage", ".stfolder"),
        ("OneDrive", "OneDrive - Ville de Tunis/Documents", ""),
        ("OneDrive", "OneDrive", ""),
        ("iCloud", "Mobile Documents/com~apple~CloudDocs", ""),
        ("Resilio Sync", "R", ".sync/ID"),
    ],
)
def test_a_synchronised_folder_is_known(tmp_path: Path, service: str, place: str, marker: str) -> None:
    root = tmp_path / place
    deep = root / "2018" / "groupe"
    deep.mkdir(parents=True)
    if marker:
        assert whereabouts.warning(deep / "tunis.roundtable") is None
        (root / marker).parent.mkdir(exist_ok=True)
        (root / marker).touch()
    assert whereabouts.synchronised_by(deep / "tunis.roundtable") == service
    said = whereabouts.warning(deep / "tunis.roundtable")
    assert service in str(said)
    assert "tunis.roundtable" in str(said)


def test_onedrive_s_own_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "elsewhere" / "a.roundtable"
    assert whereabouts.synchronised_by(file) is None
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "elsewhere"))
    assert whereabouts.synchronised_by(file) == "OneDrive"


@pytest.mark.parametrize("name", ["Dropboxes", "My OneDrive notes", "cloud", "Drive", "Syncthing"])
def test_a_name_that_only_resembles_one_is_no_reason(tmp_path: Path, name: str) -> None:
    assert whereabouts.warning(tmp_path / name / "a.roundtable") is None


MOUNTINFO = r"""
24 1 254:0 / / rw,relatime - ext4 /dev/vda rw
30 24 0:40 / /home/amina/Documents\040partag\303\251s rw,relatime shared:1 - cifs //server/share rw
31 24 0:41 / /mnt/ville rw - nfs4 server:/ville rw,vers=4.2
32 31 0:42 / /mnt/ville/local rw - ext4 /dev/vdb rw
33 24 0:43 / /home/amina/ssh rw - fuse.sshfs amina@server: rw
34 24 0:44 / /mnt/usb rw - fuseblk /dev/sdb1 rw
"""
MOUNT = """
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//amina@server/ville on /Volumes/ville (smbfs, nodev, nosuid, mounted by amina)
/dev/disk5s1 on /Volumes/STICK (on it) (msdos, local, nodev)
"""


@pytest.mark.parametrize(
    ("path", "kind", "far"),
    [
        ("/home/amina/a.roundtable", "ext4", False),
        ("/mnt/ville/a.roundtable", "nfs4", True),
        ("/mnt/ville/local/a.roundtable", "ext4", False),
        ("/home/amina/ssh/a.roundtable", "fuse.sshfs", True),
        ("/mnt/usb/a.roundtable", "fuseblk", False),
        ("/mnt/villeneuve/a.roundtable", "ext4", False),
    ],
)
def test_linux_says_what_lies_on_another_computer(
    monkeypatch: pytest.MonkeyPatch, path: str, kind: str, far: bool
) -> None:
    mounts = whereabouts.read_mountinfo(MOUNTINFO)
    assert whereabouts.file_system(Path(path), mounts) == kind
    monkeypatch.setattr(whereabouts, "_said_by_the_system", lambda: mounts)
    assert whereabouts.on_network(Path(path)) == far
    assert ("another computer" in str(whereabouts.warning(Path(path)))) == far


def test_spaces_in_the_name_of_a_place() -> None:
    kinds = [kind for place, kind in whereabouts.read_mountinfo(MOUNTINFO) if "Documents partag" in str(place)]
    assert kinds == ["cifs"]


@pytest.mark.parametrize(
    ("path", "kind"), [("/Volumes/ville/a", "smbfs"), ("/Users/amina/a", "apfs"), ("/Volumes/STICK (on it)/a", "msdos")]
)
def test_macos_says_what_lies_on_another_computer(path: str, kind: str) -> None:
    assert whereabouts.file_system(Path(path), whereabouts.read_mount(MOUNT)) == kind


def test_this_machine_s_own_disk_is_no_reason(tmp_path: Path) -> None:
    assert whereabouts.file_system(tmp_path, whereabouts._said_by_the_system()) is not None
    assert whereabouts.warning(tmp_path / "a.roundtable") is None

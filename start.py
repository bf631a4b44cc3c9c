"""Set Roundtable up on a fresh machine and use it, with nothing but Python.

    python3 start.py          make the demo, say where its documents are, and open the window on it
    python3 start.py check    run every gate: style, types, imports, tests

Both make a virtual environment in ``.venv`` beside this file, install Roundtable in it, and see that the system
libraries which Qt needs are there. On Debian and Ubuntu they install what is missing when run as root, and say in one
line what to install otherwise. On Windows and macOS, Qt brings all it needs: ``py start.py``, ``python3 start.py``.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
DEMO = Path.home() / "Roundtable demo"

QT_LIBRARIES = {
    "EGL": "libegl1",
    "GL": "libgl1",
    "xkbcommon": "libxkbcommon0",
    "xkbcommon-x11": "libxkbcommon-x11-0",
    "dbus-1": "libdbus-1-3",
    "fontconfig": "libfontconfig1",
    "glib-2.0": "libglib2.0-0",
    "xcb-cursor": "libxcb-cursor0",
    "xcb-icccm": "libxcb-icccm4",
    "xcb-image": "libxcb-image0",
    "xcb-keysyms": "libxcb-keysyms1",
    "xcb-randr": "libxcb-randr0",
    "xcb-render-util": "libxcb-render-util0",
    "xcb-shape": "libxcb-shape0",
    "xcb-xinerama": "libxcb-xinerama0",
}
"""Shared libraries that Qt loads on Linux and does not bring, each with Debian's package."""

JUDGES = {
    "soffice": "libreoffice-writer-nogui",
    "pdftotext": "poppler-utils",
    "Xvfb": "xvfb",
    "cc": "gcc libc6-dev",
}
"""Programs with which the tests open what Roundtable made and record what it does to its files; Debian's packages."""


def main(arguments: list[str]) -> int:
    """Do what the first argument says."""
    if sys.version_info < (3, 11):
        return _refuse("Roundtable needs Python 3.11 or newer; this is " + sys.version.split()[0] + ".")
    if arguments not in ([], ["check"]):
        return _refuse("Say “python3 start.py” for the demo or “python3 start.py check” for the tests.")
    checking = bool(arguments)
    return (
        _prepare_system(checking=checking)
        or _prepare_environment(checking=checking)
        or (_check() if checking else _demo())
    )


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


def _prepare_system(*, checking: bool) -> int:
    """See that Debian's packages are there: 0 when they are."""
    if not sys.platform.startswith("linux"):
        return 0
    missing = [package for name, package in QT_LIBRARIES.items() if not _loads(name)]
    if not _has_fonts():
        missing.append("fonts-dejavu-core")
    if not _can_make_environments():
        missing.append(f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
    if checking:
        missing += [
            name for program, names in JUDGES.items() if shutil.which(program) is None for name in names.split()
        ]
        if not _has_metric_fonts():
            missing.append("fonts-liberation")
    if not missing:
        return 0
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return _refuse("First install what is missing on this system:  sudo " + " ".join(command))
    print("Installing", " ".join(missing), flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["apt-get", "update", "--quiet=2"], command):
        ended = subprocess.run(step, env=environment, stdout=subprocess.DEVNULL, check=False)
        if ended.returncode:
            return _refuse("This did not work:  " + " ".join(step))
    return 0


def _has_metric_fonts() -> bool:
    """Whether LibreOffice has letters as wide as Arial's, with which the pages of Word files are counted."""
    return any(Path("/usr/share/fonts").rglob("LiberationSans-Regular.*"))


def _loads(name: str) -> bool:
    found = ctypes.util.find_library(name)
    if found is None:
        return False
    try:
        ctypes.CDLL(found)
    except OSError:
        return False
    return True


def _has_fonts() -> bool:
    return any(Path(folder).is_dir() for folder in ("/usr/share/fonts", "/usr/local/share/fonts"))


def _can_make_environments() -> bool:
    return subprocess.run([sys.executable, "-c", "import ensurepip"], capture_output=True, check=False).returncode == 0


def _prepare_environment(*, checking: bool) -> int:
    """Make the virtual environment, or bring it up to the project's dependencies: 0 when it stands."""
    wanted = (HERE / "pyproject.toml").read_text(encoding="utf-8") + ("dev" if checking else "")
    note = ENVIRONMENT / "roundtable-installed.txt"
    if PYTHON.exists() and note.exists() and note.read_text(encoding="utf-8") in (wanted, wanted + "dev"):
        return 0
    print("Setting up in", ENVIRONMENT, "(a few minutes the first time)", flush=True)
    target = f"{HERE}[dev]" if checking else str(HERE)
    install = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--editable", target]
    for step in ([sys.executable, "-m", "venv", str(ENVIRONMENT)], install):
        ended = subprocess.run(step, check=False)
        if ended.returncode:
            return _refuse("The set-up did not finish. Look at the lines above, and run this again when online.")
    note.write_text(wanted, encoding="utf-8")
    return 0


def _roundtable(*words: str) -> int:
    return subprocess.run([str(PYTHON), "-m", "desktop_app", *words], cwd=HERE, check=False).returncode


def _demo() -> int:
    """Make the demo where there is none, say what is in it, and open the window where there is a display."""
    merged = DEMO / "network.roundtable"
    if merged.exists():
        print("Documents:")
        for path in sorted((DEMO / "documents").iterdir()):
            print("  ", path)
        print("Merged workspace:\n  ", merged)
    else:
        made = _roundtable("demo", str(DEMO))
        if made:
            return made
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        print("There is no display here, so the window stays closed.")
        return 0
    return _roundtable(str(merged))


def _check() -> int:
    """Every gate, each with its name; the first that fails ends it."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONWARNINGS": "default"}
    gates = {
        "style": ["-m", "ruff", "check", "."],
        "layout": ["-m", "ruff", "format", "--check", "."],
        "types": ["-m", "mypy"],
        "imports": ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        # The same generated cases each time: a gate tells of the change. Others are tried by a bare pytest,
        # and by the thousand by `python -m reliability`.
        "tests": ["-m", "pytest", "-q", "--hypothesis-profile=ci"],
    }
    for name, command in gates.items():
        print(f"— {name}", flush=True)
        ended = subprocess.run([str(PYTHON), *command], cwd=HERE, env=environment, check=False)
        if ended.returncode:
            return _refuse(f"The gate “{name}” failed.")
    print("All gates passed.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

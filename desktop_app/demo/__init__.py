"""Nine cities, told by their scripts and made through the same doors as a person's work.

Each city's team fills a workspace of its own and sends its card and a bundle; a coordinator merges them. Between the
two the coordinator has sent out the network's events, and two cities have written different things about the same
meeting, so that there is something to decide. People, organisations and what they say are fictional; the nine cities
are an example, never a limit.
"""

from __future__ import annotations

import shutil
import uuid
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import resources
from desktop_app.demo import script
from desktop_app.documents import render, report_named
from desktop_app.errors import AlreadyThere, refusing
from desktop_app.exchange import bundle, cards, merge, sheet
from desktop_app.language import LANGUAGES, _
from desktop_app.progress import SILENT
from desktop_app.records import Audience, Meeting, Recommendation, city_id, vocabulary
from desktop_app.workspace import How, Workspace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop_app.progress import Progress
    from desktop_app.records import RecordId

AS_OF: Final = date(2018, 1, 15)
"""The day on which the demo is told; its documents speak as of then."""

LIST_CITY: Final = "TNTUN"
LIST: Final = "demo/liste_parties_prenantes_tunis.xlsx"
"""The stakeholder list that one of the cities brings in from a spreadsheet."""

COORDINATOR: Final = "Network coordination"
DISPUTED: Final = "PTLIS"
"""The host of the event about which two cities will write different things."""


@dataclass
class Demo:
    """What was made, and where."""

    folder: Path
    workspaces: dict[str, Path] = field(default_factory=dict)
    bundles: dict[str, Path] = field(default_factory=dict)
    documents: list[Path] = field(default_factory=list)

    @property
    def merged(self) -> Path:
        """The coordinator's workspace, with all nine cities in it."""
        return self.folder / "network.roundtable"


def make(folder: Path, progress: Progress = SILENT) -> Demo:
    """Make the demo in a new or empty folder.

    Raises:
        AlreadyThere: there is something in the folder.
        Cancelled: the person asked to stop; the folder is as it was.
    """
    with refusing(folder):
        if folder.exists() and any(folder.iterdir()):
            raise AlreadyThere(_("“{name}” is not empty. Choose an empty folder.", name=str(folder)))
        for part in ("cities", "cards", "bundles", "documents"):
            (folder / part).mkdir(parents=True, exist_ok=True)
    demo = Demo(folder)
    try:
        _make(demo, progress)
    except BaseException:
        _clear(folder)
        raise
    return demo


def _make(demo: Demo, progress: Progress) -> None:
    cities = resources.read_table("cities.csv")
    announced = _announce(demo)
    for done, city in enumerate(cities):
        progress.step(done, len(cities) + 1, _("Preparing {city}", city=city["name_en"]))
        _tell(demo, city, announced)
    progress.step(len(cities), len(cities) + 1, _("Merging"))
    _merge(demo)
    _documents(demo)
    progress.step(len(cities) + 1, len(cities) + 1)


def _clear(folder: Path) -> None:
    """Take away what was made of a demo that was not finished; the folder was empty before, so all of it is ours."""
    for part in folder.iterdir():
        if part.is_dir():
            shutil.rmtree(part, ignore_errors=True)
        else:
            part.unlink(missing_ok=True)


def _announce(demo: Demo) -> Path:
    """The coordinator's workspace with the network's events, and the bundle that announces them."""
    path = demo.folder / "bundles" / "network.rtbundle"
    with Workspace.create(demo.merged, city=None, author=COORDINATOR) as workspace:
        workspace.add_all([(Meeting, _event(row)) for row in resources.read_table("events.csv")], SILENT)
        bundle.write(workspace, path, audience=Audience.NETWORK, passphrase=None, progress=SILENT)
    return path


def _event(row: Mapping[str, str]) -> dict[str, object]:
    kinds, topics = vocabulary("meeting_kind"), vocabulary("topic")
    titles = {
        language: (f"{topics.label(row['topic'], language)} – " if row["topic"] else "")
        + kinds.label(row["kind"], language)
        for language in LANGUAGES
    }
    host = city_id(row["host_city"]) if row["host_city"] else ""
    return {
        "id": _event_id(row["host_city"] or "geneva"), "kind": row["kind"], "title": titles, "host_city": host,
        "topics": [row["topic"]] if row["topic"] else [], "starts_at": row["starts_on"], "ends_at": row["ends_on"],
        "status": "approved",
    }  # fmt: skip


def _event_id(host: str) -> RecordId:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"https://roundtable.example/events/{host}"))


def _tell(demo: Demo, city: Mapping[str, str], announced: Path) -> None:
    """One city's weeks of work, and the bundle that it sends at their end."""
    code = city["code"]
    told = script.read(code)
    path = demo.folder / "cities" / f"{city['name_en']}.roundtable"
    own = {
        "code": code, "name": {language: city[f"name_{language}"] for language in LANGUAGES},
        "country": city["country"], "authority": told.authority, "territory_level": city["territory_level"],
    }  # fmt: skip
    with Workspace.create(path, city=own, author=told.author, language=told.language) as workspace:
        workspace.add_all(script.drafts(told, workspace.city, code), SILENT)
        if code == LIST_CITY:
            _bring_in_the_list(workspace, demo.folder)
        merge.apply(workspace, merge.rehearse(workspace, bundle.read(announced, passphrase=None)), SILENT)
        _write_about_the_event(workspace, code)
        demo.workspaces[code] = path
        demo.bundles[code] = demo.folder / "bundles" / f"{city['name_en']}.rtbundle"
        bundle.write(workspace, demo.bundles[code], audience=Audience.NETWORK, passphrase=None, progress=SILENT)
        cards.write(workspace, demo.folder / "cards" / f"{city['name_en']}{cards.SUFFIX}")


def _bring_in_the_list(workspace: Workspace, folder: Path) -> None:
    """Import the city's own spreadsheet as a person would, leaving out the rows that want a correction first."""
    path = folder / Path(LIST).name
    path.write_bytes(resources.read_bytes(LIST))
    listed = sheet.read(path)
    mapping = sheet.match(listed, sheet.target("person"), language=workspace.language, today=AS_OF)
    plan = sheet.rehearse(workspace, listed, mapping, today=AS_OF)
    corrections = plan.corrections
    for remark in plan.remarks():
        if remark.refused:
            corrections = corrections.leaving_out(remark.place.row, remark.place.part)
    plan = sheet.rehearse(workspace, listed, mapping, corrections, previous=plan, today=AS_OF)
    sheet.apply(workspace, plan)


def _write_about_the_event(workspace: Workspace, code: str) -> None:
    """The host and a guest, weeks apart and without a network, note where the same event took place."""
    event = _event_id(DISPUTED)
    if code == DISPUTED:
        workspace.edit(event, {"place": "Casa da Achada, Mouraria", "symbol": "NET/PLE/2016/1"})
    if code == "ATVIE":
        workspace.edit(event, {"place": "Lisbon City Hall, Noble Hall"})


def _merge(demo: Demo) -> None:
    with Workspace.open(demo.merged) as workspace:
        for path in sorted((demo.folder / "cards").iterdir()):
            workspace.keyring.pin(cards.read(path), How.CONFIRMED)
        cards.write(workspace, demo.folder / "cards" / f"network{cards.SUFFIX}")
        merge.apply_all(workspace, (bundle.read(path, passphrase=None) for path in demo.bundles.values()))


def _documents(demo: Demo) -> None:
    """For each city its list, its profile, its recommendations and its last complete minutes, in Word and PDF."""
    for path in demo.workspaces.values():
        with Workspace.open(path) as workspace:
            told = workspace.language if workspace.language in ("en", "fr") else "en"
            _documents_of(demo, workspace, f"{path.stem} ", told)
    with Workspace.open(demo.merged) as workspace:
        _write(demo, workspace, "recommendations", (), "Network recommendations", "en")
        _write(demo, workspace, "consolidated", (), "Network report", "en")


def _documents_of(demo: Demo, workspace: Workspace, prefix: str, language: str) -> None:
    meetings = [m for m in workspace.all(Meeting, city=workspace.city) if m.status != "draft"]
    last = max(meetings, key=lambda meeting: meeting.starts_at)
    _write(demo, workspace, "minutes", (last.id,), f"{prefix}minutes", language)
    about = tuple(found.id for found in workspace.all(Recommendation, city=workspace.city))
    _write(demo, workspace, "recommendations", about, f"{prefix}recommendations", language)
    _write(demo, workspace, "stakeholders", (workspace.city,), f"{prefix}stakeholders", language)
    _write(demo, workspace, "profile", (), f"{prefix}profile", language)


def _write(
    demo: Demo, workspace: Workspace, kind: str, about: tuple[RecordId, ...], name: str, language: str
) -> None:  # fmt: skip
    report = report_named(kind)
    document = report.build(report.gather(workspace, about), language, audience=Audience.NETWORK, on=AS_OF)
    for suffix in ("docx", "pdf"):
        path = demo.folder / "documents" / f"{name} ({language}).{suffix}"
        render(document, path)
        demo.documents.append(path)

"""Two colleagues of one city who wrote without knowing of each other: the file that one sends, and contradictions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.exchange import bundle, merge
from desktop_app.records import Audience, Membership, Organisation, Person
from desktop_app.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path


def sent_back(workspace: Workspace, folder: Path, *, passphrase: str | None = None) -> Path:
    """A bundle from a colleague who took over everything, wrote on, and contradicts three things written here since."""
    out = bundle.write(workspace, folder / "to-colleague.rtbundle", audience=Audience.INTERNAL)
    city = {"code": "TNTUN", "name": {"en": "Tunis"}, "country": "TN"}
    with Workspace.create(folder / "colleague.roundtable", city=city, author="Sami Trabelsi", language="fr") as other:
        other.keyring.adopt(workspace.keyring.own())
        merge.apply(other, bundle.read(out.path))
        first, second, third = other.all(Membership)[:3]
        other.edit(first.person, {"phone": "+216 71 000 001"})
        other.edit(first.id, {"function": {"fr": "Directrice de l’action sociale et de la solidarité"}})
        other.edit(second.organisation, {"website": "https://amal.example.org"})
        other.delete(third.person)
        other.add(
            Organisation, {"name": {"fr": "Maison du droit et des migrations"}, "type": "civil_society_organisation"}
        )
        sent = bundle.write(other, folder / "from-sami.rtbundle", audience=Audience.INTERNAL, passphrase=passphrase)
    first, _second, third = workspace.all(Membership)[:3]
    workspace.edit(first.person, {"phone": "+216 98 765 432"})
    workspace.edit(first.id, {"function": {"fr": "Directrice des affaires sociales"}})
    workspace.edit(first.id, {"function": {"fr": "Directrice générale des affaires sociales"}})
    workspace.edit(third.person, {"notes": "Rappeler après la réunion de mars."})
    assert workspace.find(Person, third.person)
    return sent.path

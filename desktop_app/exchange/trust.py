"""Whether a bundle is from whoever it says: its signature in the light of the cards that a workspace has pinned."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from desktop_app.errors import NotForUs, OtherKey
from desktop_app.language import Message, _
from desktop_app.workspace import How

if TYPE_CHECKING:
    from desktop_app.exchange.bundle import Incoming
    from desktop_app.workspace import Import, Workspace


class Standing(Enum):
    """What is known of the key that signed a bundle."""

    OWN = "own"
    """It is this workspace's own."""
    CONFIRMED = "confirmed"
    """It is the pinned one, and somebody took its card or compared its fingerprint."""
    SEEN = "seen"
    """It is the pinned one, known from an earlier bundle alone."""
    NEW = "new"
    """The sender is seen for the first time; the card is pinned when the bundle is merged."""
    REFUTED = "refuted"
    """Its city read out another fingerprint: of a file that was merged before that, and of none that comes after."""
    UNSIGNED = "unsigned"
    """There is no signature: it was made by an earlier version."""


_STANDING = {How.CONFIRMED: Standing.CONFIRMED, How.SEEN: Standing.SEEN, How.REFUTED: Standing.REFUTED}


def standing(workspace: Workspace, incoming: Incoming) -> Standing:
    """What a workspace knows of the sender of a bundle, whose signature was checked when it was read.

    Raises:
        OtherKey: its sender is known by another key, or read out another fingerprint, or signs and did not sign this.
        NotForUs: it was made for others, and somebody passed it on.
    """
    ring, header = workspace.keyring, incoming.header
    own = ring.all_own()
    if header.card is None:
        if header.city and (ring.pinned(header.city) or (ring.has_signed and header.city == workspace.city)):
            raise _unsigned(incoming)
        return Standing.UNSIGNED
    if header.to and not any(keys.recipient in header.to for keys in own):
        raise _for_others(incoming)
    if header.card.verify_key in ring.own_verify_keys():
        return Standing.OWN
    pinned = ring.found(header.card.holder)
    ring.require_fit(header.card)
    if pinned is not None and pinned.card.keys == header.card.keys:
        return _STANDING[pinned.how]
    if ring.has_signed and header.card.city and header.card.city == workspace.city:
        raise _colleague(incoming)
    return Standing.NEW


def standing_of(workspace: Workspace, one: Import) -> Standing | None:
    """What is known today of the key that signed a file which was merged; ``None`` where nobody noted who signed it."""
    if one.signer is None:
        return None
    if not one.verify_key:
        return Standing.UNSIGNED
    if one.verify_key in workspace.keyring.own_verify_keys():
        return Standing.OWN
    how = {pinned.card.verify_key: pinned.how for pinned in workspace.keyring.cards()}
    return _STANDING[how[one.verify_key]] if one.verify_key in how else Standing.NEW


def settle(workspace: Workspace, incoming: Incoming) -> None:
    """Keep what a bundle that is being merged says of its sender: her card, and the keys that she hands over.

    Raises:
        OtherKey: as for `standing`.
        NotForUs: the same.
    """
    header = incoming.header
    if standing(workspace, incoming) is Standing.OWN or header.card is None:
        return
    workspace.keyring.pin(header.card, How.SEEN)
    if brings_keys(workspace, incoming) and header.keys is not None:
        workspace.keyring.adopt(header.keys, header.given_up)


def brings_keys(workspace: Workspace, incoming: Incoming) -> bool:
    """Whether merging a bundle makes the workspace sign with the keys of a colleague of the same city."""
    header = incoming.header
    return header.keys is not None and bool(header.city) and header.city == workspace.city


def said(found: Standing, incoming: Incoming, called: str = "") -> Message:
    """A standing in one sentence for the person, who may call the sender otherwise than its card does."""
    card = incoming.header.card
    name, fingerprint = (called or card.name, card.fingerprint) if card is not None else (incoming.sender, "")
    if found is Standing.OWN:
        return _("Signed with this workspace’s own key.")
    if found is Standing.CONFIRMED:
        return _("Signed by {name}, whose card was confirmed.", name=name)
    if found is Standing.SEEN:
        return _("Signed by {name}, with the same key as before. Its fingerprint was never compared: {fingerprint}.",
                 name=name, fingerprint=fingerprint)  # fmt: skip
    if found is Standing.NEW:
        return _("Signed as {name}, seen here for the first time. It can be merged; to be sure that it is from {name}, "
                 "compare the fingerprint by telephone: {fingerprint}.",
                 name=name, fingerprint=fingerprint)  # fmt: skip
    return _("Not signed: it was made by an earlier version, and nothing shows that it is from {name}.", name=name)


def _unsigned(incoming: Incoming) -> OtherKey:
    return OtherKey(
        _(
            "“{file}” claims to come from {name}, which signs what it sends, but it carries no signature. "
            "Ask {name} for a new one: everything in the old one is in it. Nothing was changed.",
            file=incoming.path.name,
            name=incoming.header.city_name or incoming.sender,
        )
    )


def _for_others(incoming: Incoming) -> NotForUs:
    return NotForUs(
        _(
            "“{file}” was made by {name} for others, and somebody passed it on. Ask {name} for one made for "
            "you. Nothing was changed.",
            file=incoming.path.name,
            name=incoming.sender,
        )
    )


def _colleague(incoming: Incoming) -> OtherKey:
    card = incoming.header.card
    assert card is not None
    return OtherKey(
        _(
            "“{file}” is signed as your own city, but not with your key. If a colleague made it, confirm "
            "their card: its fingerprint is {fingerprint}. Nothing was changed.",
            file=incoming.path.name,
            fingerprint=card.fingerprint,
        )
    )

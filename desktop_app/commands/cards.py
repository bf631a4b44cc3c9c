"""The commands for city cards: our own, those that are known, and taking one in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop_app.commands.terminal import (
    PLAIN,
    WORKSPACE,
    json_option,
    opened,
    progress,
    say,
    say_json,
    table,
    unlock_option,
)
from desktop_app.errors import RoundtableError, Unknown
from desktop_app.language import Message, _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop_app.workspace import Card, How, Workspace


def _how(how: How) -> Message:
    from desktop_app.workspace import How

    said = {How.CONFIRMED: _("confirmed"), How.SEEN: _("seen in a bundle"),
            How.REFUTED: _("not theirs: a different fingerprint was read out")}  # fmt: skip
    return said[how]


@click.command()
@click.argument("file", type=WORKSPACE)
@click.argument("out", type=PLAIN, metavar="OUT.rtcard")
@unlock_option
def card(file: Path, out: Path, unlock: Path | None) -> None:
    """Save the city's card: its name and public keys, for others to know it by."""
    from desktop_app.exchange import cards as city_cards

    with opened(file, unlock) as workspace:
        saved = city_cards.write(workspace, out)
    say(_("{name}: {fingerprint}", name=saved.name, fingerprint=saved.fingerprint))


@click.command()
@click.argument("file", type=WORKSPACE)
@click.option("--yes", is_flag=True, help="Do not ask.")
@unlock_option
def renew(file: Path, yes: bool, unlock: Path | None) -> None:
    """Make new keys for the city, because others may have those that it has, and give these up.

    The other cities have to take in the new card. What was erased stays erased.
    """
    from desktop_app.exchange import cards as city_cards

    with opened(file, unlock) as workspace, progress() as bar:
        if not yes:
            question = _("Make new keys? Every other city will then have to add the new card, with its fingerprint.")
            click.confirm(str(question), abort=True, err=True)
        workspace.keyring.renew(bar)
        own = city_cards.own(workspace)
    say(_("{name}: {fingerprint}", name=own.name, fingerprint=own.fingerprint))


@click.command()
@click.argument("file", type=WORKSPACE)
@json_option
@unlock_option
def cards(file: Path, as_json: bool, unlock: Path | None) -> None:
    """List the cities whose cards are known, with the fingerprint of each."""
    with opened(file, unlock) as workspace:
        known = workspace.keyring.cards()
    if as_json:
        say_json(
            [
                {
                    "city": pinned.card.city,
                    "code": pinned.card.code,
                    "name": pinned.card.name,
                    "fingerprint": pinned.card.fingerprint,
                    "recipient": pinned.card.recipient,
                    "how": pinned.how.value,
                    "since": pinned.at,
                }
                for pinned in known
            ]
        )
        return
    table(
        [_("Code"), _("Name"), _("Fingerprint"), _("Known from"), _("Since")],
        [
            [one.card.code, one.card.name, one.card.fingerprint, str(_how(one.how)), one.at[:10]]
            for one in known
        ],
    )  # fmt: skip


@click.command()
@click.argument("file", type=WORKSPACE)
@click.argument("card", type=PLAIN)
@click.option("--replace", "fingerprint", metavar="FINGERPRINT", default="", help=(
    "Take the card although another one is known for that city: its fingerprint, as the city read it out."
))  # fmt: skip
@unlock_option
def trust(file: Path, card: Path, fingerprint: str, unlock: Path | None) -> None:
    """Take in the card of another city: its signature is known from then on, and files can be encrypted to it."""
    from desktop_app.exchange import cards as city_cards
    from desktop_app.workspace import How

    with opened(file, unlock) as workspace:
        taken = city_cards.read(card)
        workspace.keyring.pin(taken, How.CONFIRMED, replace=fingerprint)
    say(_("{name}: {fingerprint}", name=taken.name, fingerprint=taken.fingerprint))


def recipients(workspace: Workspace, said: Iterable[str]) -> list[Card]:
    """The cards of those to whom a bundle is to be encrypted.

    Args:
        workspace: whose cards are known.
        said: each a card's file, or the code, name or fingerprint of a city whose card is known.

    Raises:
        Unknown: one of them is nobody's, or several cities'.
        FileRefused: a file is no card, or not the card that is known for its city.
    """
    return [_recipient(workspace, one) for one in said]


def _recipient(workspace: Workspace, said: str) -> Card:
    from desktop_app.exchange import cards as city_cards
    from desktop_app.workspace import How

    path = Path(said)
    if city_cards.is_card(path):
        card = city_cards.read(path)
        workspace.keyring.require_fit(card)
        return card
    known = [pinned.card for pinned in workspace.keyring.cards() if pinned.how is not How.REFUTED]
    wanted = said.strip().casefold()
    meant = [
        card
        for card in known
        if wanted in (card.code.casefold(), card.name.casefold(), card.holder, card.fingerprint.casefold())
    ]
    if not meant:
        raise Unknown(_("No card is known of “{text}”. Add it first: roundtable trust FILE CARD.", text=said[:80]))
    if len(meant) > 1:
        raise RoundtableError(
            _(
                "“{text}” is the name of several: {fingerprints}. Say which one by its fingerprint.",
                text=said[:80],
                fingerprints=", ".join(card.fingerprint for card in meant),
            )
        )
    return meant[0]

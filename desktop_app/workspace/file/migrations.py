"""How the log's tables came to be: one named function per change of their schema, in order, never changed afterwards.

Only the log needs this. The tables of the current state are made from the declarations and rebuilt when those change.
The file's ``user_version`` is the number of functions that were applied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlite_utils.migrations import Migrations

if TYPE_CHECKING:
    from sqlite_utils import Database

LOG: Final = Migrations("log")


@LOG()
def cells(db: Database) -> None:
    """The log keyed by cell, with its dictionaries.

    A change's id hashes its own cell, so no index on the id is needed; the trial of the merge measured 3.2
    microseconds a row this way and 20.7 with the id as the key.
    """
    db.executescript("""
        create table meta(key text primary key, value) without rowid;
        create table record(n integer primary key, id text not null, kind text not null, born integer not null,
            unique(id, kind));
        create table slot(n integer primary key, kind text not null, field text not null, language text not null,
            unique(kind, field, language));
        create table who(n integer primary key, author text not null, site text not null, unique(author, site));
        create table batch(n integer primary key, at integer not null, label text not null, digest text not null,
            sender text not null, new integer not null, known integer not null);
        create table change(record integer not null, slot integer not null, id blob not null, who integer not null,
            seq integer not null, at integer not null, live integer not null, batch integer not null,
            parents blob not null, salt blob not null, value text, primary key(record, slot, id)) without rowid;
        create index disagreeing on change(record, slot) where live = 3;
        create table missing(record integer not null, slot integer not null, id blob not null,
            primary key(record, slot, id)) without rowid;
        create table step(n integer primary key, undone integer not null, items text not null);
    """)


@LOG()
def exports(db: Database) -> None:
    """The list of what was sent out, and for whom."""
    texts = ("author", "recipient", "audience", "file", "digest", "records")
    numbers = ("at", "protected", "changes", "names")
    columns = {"n": int, **dict.fromkeys(texts, str), **dict.fromkeys(numbers, int)}
    db.table("export").create(columns, pk="n", not_null={*texts, *numbers})


@LOG()
def keys_and_cards(db: Database) -> None:
    """The workspace's own keys, the last one current, and the cards that are pinned."""
    db.execute(
        "create table own_key(n integer primary key, seed blob not null unique, identity text not null,"
        " made_at text not null)"
    )
    db.execute(
        "create table card(holder text primary key, city text not null, code text not null, name text not null,"
        " verify_key blob not null, recipient text not null, made_at text not null, at integer not null,"
        " how text not null) without rowid"
    )


@LOG()
def erasures(db: Database) -> None:
    """What is to be forgotten, and whether it was done here; which values are gone.

    The partial index costs nothing where no value is gone, and says so at one look.
    """
    blobs, texts = ("id", "spares", "takes", "key", "signature"), ("record", "field", "language", "city", "site")
    columns = {**dict.fromkeys(blobs, bytes), **dict.fromkeys(texts, str), "at": int, "done": int, "batch": int}
    db.table("erasure").create(columns, pk="id", not_null=set(columns))
    db.execute("create index redacted on change(record, slot) where value is null")


@LOG()
def held(db: Database) -> None:
    """Which changes each file held that came in or went out, and whether an import was withdrawn."""
    db.execute("alter table batch add column held blob")
    db.execute("alter table batch add column withdrawn integer not null default 0")
    db.execute("alter table export add column held blob")


@LOG()
def left_side_by_side(db: Database) -> None:
    """The contradictions that somebody looked at and left as they are, with the heads that were there."""
    db.execute(
        "create table aside(record text not null, field text not null, language text not null, heads text not null,"
        " primary key(record, field, language)) without rowid"
    )


@LOG()
def templates(db: Database) -> None:
    """The Word template of each city's documents, which stays in this workspace."""
    db.execute(
        "create table template(city text primary key, at integer not null, name text not null, content blob not null)"
        " without rowid"
    )


@LOG()
def keys_given_up(db: Database) -> None:
    """Which of the workspace's own keys sign no more, because others may have them."""
    db.execute("alter table own_key add column given_up integer not null default 0")


@LOG()
def signed(db: Database) -> None:
    """Who signed each file that came in, and with which key; of the files before this nobody knows it any more."""
    db.execute("alter table batch add column signer text")
    db.execute("alter table batch add column verify_key blob not null default x''")


@LOG()
def files_by_name(db: Database) -> None:
    """What each file that came in was called; of the files before this nobody knows it any more."""
    db.execute("alter table batch add column file text not null default ''")


@LOG()
def withdrawn_when(db: Database) -> None:
    """When each import was withdrawn; of those before this nobody knows it any more."""
    db.execute("alter table batch add column withdrawn_at integer")


@LOG()
def erased_when(db: Database) -> None:
    """When each erasure took effect here; of those before this nobody knows it any more."""
    db.execute("alter table erasure add column done_at integer")


@LOG()
def left_when(db: Database) -> None:
    """Who left each contradiction side by side, and when; of those before this nobody knows it any more."""
    db.execute("alter table aside add column author text not null default ''")
    db.execute("alter table aside add column at integer")


@LOG()
def brought(db: Database) -> None:
    """How many records each file that came in did what to; of those before this nobody knows it any more."""
    db.execute("alter table batch add column brought text")

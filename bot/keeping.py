"""What an operator does with the data: bring it in, copy it, check it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from bot import importing
from bot.app import RESUMED, go_on
from bot.clock import Clock
from bot.config import Config
from bot.room import matrix_folder
from rules.errors import Refusal
from rules.wording import count
from storage import audit, backup, communities, settings
from storage.store import Store

KEYS = "-matrix"  # after the name of a copy of the database: the folder of the keys beside it


async def bring(
    config: Config,
    kind: str,
    file: Path,
    columns: list[str],
    only: list[str],
    month: str | None,
    community: str | None,
    skip_bad: bool,
) -> int:
    """Import a file; bad rows are listed by line, and unless asked otherwise nothing comes in beside them."""
    store = await opened(config)
    try:
        name = await the_one(store, community)
        report = await importing.run(
            store, name, kind, file, pairs(columns), pairs(only), month, skip_bad=skip_bad
        )
    finally:
        await store.close()
    for line, reason in report.bad:
        print(f"line {line}: {reason}", file=sys.stderr)
    if report.bad and not report.added:
        print(
            f"Nothing was imported: {count(len(report.bad), 'line')} to correct, or leave out with --skip-bad."
        )
        return 1
    new = count(report.people, "person", "people")
    print(f"{count(report.added, 'row')} imported, {new} new, {len(report.bad):,} left out.")
    return 0


async def opened(config: Config) -> Store:
    """The database, with its clock where a terminal has moved it."""
    clock = Clock()
    store = await Store.open(config.database.url, clock)
    await go_on(store, clock)
    return store


def pairs(texts: list[str]) -> dict[str, str]:
    """`to=receiver` as a dictionary; Refusal if there is no equals sign."""
    found = [text.partition("=") for text in texts]
    if wrong := next((text for text, (_, sign, _) in zip(texts, found, strict=True) if not sign), None):
        raise Refusal(f"Write {wrong!r} as name=value.")
    return {name: value for name, _, value in found}


async def the_one(store: Store, name: str | None) -> str:
    """The community that is meant; Refusal if that is not clear."""
    names = await communities.names(store)
    if name in names:
        return str(name)
    if name or len(names) != 1:
        raise Refusal(
            f"Name one of the communities with --community: {', '.join(names) or 'there is none yet'}."
        )
    return names[0]


async def back_up(config: Config, folder: Path | None) -> None:
    """Copy the database and keep the newest copies."""
    copy = await backup.backup(
        config.database.url, folder or Path(config.backup.folder), keep=config.backup.keep
    )
    print(f"The copy is {copy}.")
    forget_keys(copy.parent)
    if keys := copied(matrix_folder(config), copy):
        print(f"The keys of the bot's account on Matrix are in {keys}; keep them as safe as a password.")


def copied(keys: Path, copy: Path) -> Path | None:
    """Copy what only the operator may read beside a copy of the database; None where there is nothing."""
    files = [one for one in sorted(keys.glob("*")) if one.suffix in {".db", ".json"}]
    if not files:
        return None
    place = copy.with_name(f"{copy.name.partition('.')[0]}{KEYS}")
    place.mkdir(mode=0o700, exist_ok=True)
    for one in files:
        if one.suffix == ".db":
            backup.vacuum(one, place / one.name)
        else:
            shutil.copy(one, place / one.name)
        (place / one.name).chmod(0o600)
    return place


def forget_keys(folder: Path) -> None:
    """Delete the copies of keys whose copy of the database is gone."""
    there = {one.name.partition(".")[0] for one in folder.iterdir() if one.is_file()}
    for one in folder.glob(f"*{KEYS}"):
        if one.is_dir() and one.name.removesuffix(KEYS) not in there:
            shutil.rmtree(one)


async def restore_from(config: Config, copy: Path) -> None:
    """Fill an empty database from a copy."""
    await backup.restore(config.database.url, copy)
    print("Restored.")


async def resume(config: Config) -> None:
    """Let the deadlines run again after a leap of the clock."""
    store = await opened(config)
    await settings.put(store, RESUMED, store.clock().isoformat())
    await store.close()
    print("Deadlines run again within a minute.")


async def check(config: Config, head: str) -> int:
    """Recompute every chain and balance; 1 if anything is wrong, named on standard output."""
    store = await Store.open(config.database.url, Clock())
    wrong = 0
    try:
        for name in await communities.names(store):
            async with store.read(name) as look:
                fault = await audit.verify(look, head)
            wrong += bool(fault)
            print(
                f"{name}: {fault or 'every entry follows from the one before, every balance from its entries.'}"
            )
    finally:
        await store.close()
    return min(wrong, 1)

"""What stands in a card's text, as each platform says it."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

from bot.adapters.discord.voice import Native
from bot.adapters.voice import Prefixed, Voice
from bot.card import Card, Grid
from rules import moments

PATHS = [("link",), ("link", "enter"), ("help",), ("treasury", "approve")]
MOMENT = datetime(2026, 11, 24, 18, tzinfo=UTC)
SAID = moments.when(MOMENT, moments.zone("Europe/Berlin"))
TEXT = f"Until {SAID}: `link enter ABCD-EFGH`, `link` or `help`; not `rm -rf` of <discord:12> and <matrix:@ana:home>."


def native(*, registered: bool = True) -> Native:
    voice = Native(PATHS)
    if registered:
        commands = [
            SimpleNamespace(name=name, id=70 + n) for n, name in enumerate(("link", "help", "treasury"))
        ]
        voice.registered(cast(Any, commands))
    return voice


def test_a_terminal_shows_what_is_typed() -> None:
    assert Voice(PATHS).text(TEXT) == (
        "Until 24 Nov 2026, 19:00 CET: `link enter ABCD-EFGH`, `link` or `help`; not `rm -rf` of 12 (discord) "
        "and @ana:home (matrix)."
    )


def test_matrix_has_commands_behind_a_prefix() -> None:
    assert Prefixed(PATHS, "!dao").text(TEXT) == (
        "Until 24 Nov 2026, 19:00 CET: `!dao link enter ABCD-EFGH`, `!dao link` or `!dao help`; not `rm -rf` of "
        "12 (discord) and @ana:home (matrix)."
    )


def test_discord_has_moments_commands_and_people_of_its_own() -> None:
    seconds = int(MOMENT.timestamp())
    assert native().text(TEXT) == (
        f"Until <t:{seconds}:f> (<t:{seconds}:R>): </link enter:70> `ABCD-EFGH`, </link start:70> or </help:71>; "
        "not `rm -rf` of <@12> (discord) and @ana:home (matrix)."
    )


def test_commands_are_text_until_they_are_registered() -> None:
    assert native(registered=False).text("`link` or `treasury approve 12`") == (
        "`/link start` or `/treasury approve 12`"
    )


def test_titles_threads_and_cells_hold_no_links() -> None:
    card = Card(TEXT, title=f"`link` {SAID}", table=Grid(("Who",), (("<discord:12>",),)), thread="`help`")
    said = native().card(card)
    assert (said.title, said.thread) == ("`/link start` 24 Nov 2026, 19:00 CET", "`/help`")
    assert said.table
    assert said.table.rows == (("12 (discord)",),)
    assert said.body == native().text(TEXT)

"""What the bot may not do: it is said to whoever can change it, and nothing that was to be posted is lost."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.discord.founding import own_role
from tests.discord.rights import BOT, Right
from tests.discord.town import Town, town


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Town]:
    """A founded community with the program in it."""
    async with town(tmp_path) as made, made.running():
        await made.found()
        yield made


async def test_whoever_sets_up_hears_what_is_missing_and_where_to_give_it(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        own, admin = own_role(here.guild), here.server.admin
        for role in here.guild.roles.values():
            admin.allow(role, Right(int(role.data["permissions"])) & ~Right.ADD_REACTIONS)
        async with here.running():
            admin.overwrite(here.hall, own, deny=Right.ATTACH_FILES)
            await here.server.read()
            ana = here["ana"]
            who = f"{ana.mention} {here['ben'].mention}"
            await ana.slash(here.hall, "setup start", preset="small circle", treasurers=who, token="LEAF")
            await here.settle()
            told = [one.text for one in ana.whispers(here.hall) if "I lack" in one.text]
            assert len(told) == 1
            lines = told[0].splitlines()[1:]
            assert [line.partition("**")[2].partition("**")[0] for line in lines] == [
                "Attach Files",
                "Add Reactions",
            ]
            assert "Edit Channel → Permissions" in lines[0]
            assert "Server Settings → Roles → dao-bot" in lines[1]
            admin.allow(own, BOT)
            admin.overwrite(here.hall, own)
            await here.server.read()
            await ana.slash(here.hall, "setup start", preset="small circle", treasurers=who, token="LEAF")
            await here.settle()
            assert sum("I lack" in one.text for one in ana.whispers(here.hall)) == 1


async def test_a_channel_that_is_chosen_is_looked_at(here: Town) -> None:
    office = here.server.channel(here.guild, "office")
    here.server.admin.overwrite(office, own_role(here.guild), deny=Right.EMBED_LINKS)
    await here.server.read()
    await here["ana"].slash(here.hall, "setup channel", topic="general", channel=office)
    await here.settle()
    told = [one.text for one in here["ana"].whispers(here.hall) if "I lack" in one.text]
    assert len(told) == 1
    assert f"<#{office.id}>" in told[0]
    assert "Embed Links" in told[0]


async def test_a_closed_channel_is_told_once_and_its_posts_go_elsewhere(here: Town) -> None:
    office, admin = here.server.channel(here.guild, "office"), here.server.admin
    await here["ana"].slash(here.hall, "setup channel", topic="everything else", channel=office)
    await here.settle()
    admin.overwrite(office, own_role(here.guild), deny=Right.SEND_MESSAGES)
    await here.server.read()
    for number in (1, 2):
        await here["ana"].slash(here.hall, "poll new", question=f"Which {number}? Monday; Friday")
        await here.settle()
    texts = [one.text for one in here.hall.messages.values()]
    assert sum("missing: Send Messages, Embed Links" in text for text in texts) == 1
    assert sum("Poll #" in text for text in texts) == 2
    admin.delete(office)
    await here["ana"].slash(here.hall, "poll new", question="Which 3? Monday; Friday")
    await here.settle()
    assert "Which 3?" in here.card("Poll #3").text


async def test_an_open_poll_in_a_channel_that_is_deleted_moves(here: Town) -> None:
    office = here.server.channel(here.guild, "office")
    await here["ana"].slash(here.hall, "setup channel", topic="everything else", channel=office)
    await here["ana"].slash(here.hall, "poll new", question="Which day? Monday; Friday")
    await here.settle()
    assert any("Poll #1" in one.text for one in office.messages.values())
    here.server.admin.delete(office)
    await here["dee"].slash(here.hall, "poll vote", number=1, choice="1")
    await here.settle()
    assert "Monday · 1" in here.card("Poll #1").text
    assert sum("The channel I was to post in is gone" in one.text for one in here.hall.messages.values()) == 1
    here["ben"].react(here.card("Poll #1"), "2️⃣")
    await here.settle()
    assert await here.votes() == {"ben": 2, "dee": 1}


async def test_closed_messages_are_quietly_given_up(here: Town) -> None:
    here["dee"].user.takes_messages = False
    await here["ana"].slash(here.hall, "praise", who=here["dee"].mention, why="for the gate")
    await here.settle()
    assert here["dee"].inbox == []
    await here["ana"].slash(here.hall, "praise", who=here["ben"].mention, why="for the shed")
    await here.settle()
    assert here.heard("ben", "praised you") == 1
    before = len(here.server.calls("POST /channels/{channel_id}/messages"))
    await here.settle()
    assert len(here.server.calls("POST /channels/{channel_id}/messages")) == before


async def test_without_the_right_to_open_threads_steps_stand_in_the_channel(here: Town) -> None:
    admin = here.server.admin
    for role in here.guild.roles.values():
        admin.allow(role, Right(int(role.data["permissions"])) & ~Right.CREATE_PUBLIC_THREADS)
    await here.server.read()
    form = await here["dee"].slash(here.hall, "contribution log")
    await here["dee"].submit(form, {"What": "Dug the beds"})
    await here.settle()
    assert "Contribution #1" in here.card("Contribution #1 by dee").text


async def test_leaving_and_coming_back(here: Town) -> None:
    await here.poll()
    admin = here.server.admin
    card = here.card("Poll #1")
    here["ben"].react(card, "1️⃣")
    await here.settle()
    admin.expel(here.guild)
    await here.settle()
    here["cy"].react(card, "2️⃣")
    admin.invite(here.guild)
    await here.settle()
    assert await here.votes() == {"ben": 1, "cy": 2}
    await here["dee"].slash(here.hall, "poll vote", number=1, choice="1")
    await here.settle()
    assert "Monday · 2" in here.card("Poll #1").text


async def test_a_server_of_another_shard_is_asked_for(here: Town) -> None:
    await here.poll()
    here.client._connection._guilds.clear()  # as in a process that does not serve this server
    await here["ana"].service.until(lambda: True)
    community = f"discord-{here.guild.id}"
    from bot.card import Card

    await here.app.store.act(community, lambda change: change.say("general", Card("Across shards")))
    await here.settle()
    assert "Across shards" in here.card("Across shards").text
    here.server.admin.overwrite(here.hall, own_role(here.guild), deny=Right.SEND_MESSAGES)
    lounge = here.server.channel(here.guild, "lounge")
    here.client.surface.foreign.clear()
    here.client._connection._guilds.clear()
    await here.app.store.act(community, lambda change: change.say("general", Card("Elsewhere")))
    await here.settle()
    assert any("Elsewhere" in one.text for one in lounge.messages.values())

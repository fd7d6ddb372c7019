"""Whatever breaks on the way: nothing is lost, nothing is doubled, and ballots follow the last act."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import discord
import pytest

from tests.discord.town import Town, town

ONE, TWO, THREE = "1️⃣", "2️⃣", "3️⃣"
POST = "POST /channels/{channel_id}/messages"
EDIT = "PATCH /channels/{channel_id}/messages/{message_id}"
BASE = "/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}"
ROUTES = (
    POST,
    EDIT,
    "GET /channels/{channel_id}/messages",
    "GET /channels/{channel_id}/messages/{message_id}",
    f"PUT {BASE}/@me",
    f"GET {BASE}",
    f"DELETE {BASE}/{{user_id}}",
    "POST /channels/{channel_id}/messages/{message_id}/threads",
    "POST /users/@me/channels",
    "GET /users/{user_id}",
    "GET /guilds/{guild_id}/members/{user_id}",
    "POST /interactions/{interaction_id}/{interaction_token}/callback",
    "POST /webhooks/{webhook_id}/{webhook_token}",
)


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Town]:
    """A founded community with the program in it."""
    async with town(tmp_path) as made, made.running():
        await made.found()
        yield made


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let discord.py try again at once."""
    facts = vars(asyncio) | {"sleep": lambda seconds, result=None: pause(0, result)}
    monkeypatch.setattr(discord.http, "asyncio", SimpleNamespace(**facts))


pause = asyncio.sleep


def once_each(here: Town) -> None:
    """Nothing stands twice in the channel or among somebody's private notes."""
    every = [
        here.hall.messages.values(),
        *(thread.messages.values() for thread in here.guild.channels.values() if thread.is_thread),
        *(one.inbox for one in here.people.values()),
    ]
    for messages in every:
        texts = Counter(one.text for one in messages)
        assert not [text for text, times in texts.items() if times > 1]


async def busy(here: Town) -> None:
    """A bit of everything that the program does on Discord."""
    ana, ben, cy, dee = (here[name] for name in ("ana", "ben", "cy", "dee"))
    card = await here.poll()
    form = await dee.slash(here.hall, "contribution log")
    await dee.submit(form, {"What": "Dug the beds"})
    await ana.slash(here.hall, "praise", who=dee.mention, why="for the gate")
    await here.settle()
    await ben.click(here.card("Contribution #1 by dee"), "Attest")
    ben.react(card, ONE)
    cy.react(card, TWO)
    await here.settle()
    ben.react(card, TWO)
    await dee.click(here.card("Poll #1"), "c:poll.vote|number=1|choice=3")
    await here.settle()


async def check(here: Town) -> None:
    """Everything of it is there, once."""
    assert await here.votes() == {"ben": 2, "cy": 2, "dee": 3}
    assert "Friday · 2" in here.card("Poll #1").text
    assert "Attested by:** ben" in here.card("Contribution #1 by dee").text
    assert here.heard("dee", "praised you") == 1
    assert list(here.card("Poll #1").reactions) == [ONE, TWO, THREE]
    assert here["ben"].id not in here.card("Poll #1").reactions[ONE]
    assert not here.server.unanswered
    once_each(here)


@pytest.mark.parametrize("everything", [False, True])
async def test_every_route_asks_to_wait(here: Town, *, everything: bool) -> None:
    for route in ROUTES:
        here.server.faults.limit(route, 0.02, everything=everything, times=2)
    await busy(here)
    await check(here)


@pytest.mark.usefixtures("quick")
async def test_answers_are_lost_after_the_work_is_done(here: Town) -> None:
    for route in ROUTES[:-2]:  # an interaction's answer is not tried again by anybody
        here.server.faults.lose(route, times=2)
    await busy(here)
    await check(here)


@pytest.mark.usefixtures("quick")
async def test_a_post_that_was_stored_is_found_by_its_mark_when_its_nonce_is_forgotten(here: Town) -> None:
    here.server.faults.lose(POST, times=5)  # as often as discord.py tries
    await here["ana"].slash(here.hall, "poll new", question="Which day? Monday; Friday")
    await here.settle()
    here.server.nonces.clear()
    here.clock.move(timedelta(minutes=1))
    await here.settle()
    assert sum("Poll #1" in one.text for one in here.hall.messages.values()) == 1
    here["ben"].react(here.card("Poll #1"), ONE)
    await here.settle()
    assert await here.votes() == {"ben": 1}


@pytest.mark.usefixtures("quick")
async def test_an_outage_of_the_api_delays_and_loses_nothing(here: Town) -> None:
    here.server.faults.fail(POST, 503, times=6)
    await here["ana"].slash(here.hall, "poll new", question="Which day? Monday; Friday")
    for _ in range(8):
        await here.settle()
        here.clock.move(timedelta(minutes=1))
    await here.settle()
    assert sum("Poll #1" in one.text for one in here.hall.messages.values()) == 1


@pytest.mark.parametrize("how", ["hang up", "reconnect", "invalid", "forgotten"])
async def test_connections_that_break_in_the_middle(here: Town, how: str) -> None:
    card = await here.poll()
    here["ben"].react(card, ONE)
    here["cy"].react(card, ONE)
    await here.settle()
    here.client.back.clear()
    if how == "reconnect":
        await here.server.ask_to_reconnect()
    elif how == "invalid":
        await here.server.invalidate()
    else:
        await here.server.hang_up(forget=how == "forgotten")
    here["ben"].react(card, TWO)
    here["ben"].unreact(card, ONE)
    here["cy"].unreact(card, ONE)
    here["dee"].react(card, THREE)
    await asyncio.wait_for(here.client.back.wait(), 20)
    await here.settle()
    assert await here.votes() == {"ben": 2, "dee": 3}
    once_each(here)


async def test_a_right_is_taken_away_and_given_back(here: Town) -> None:
    from tests.discord.founding import own_role
    from tests.discord.rights import Right

    card, admin = await here.poll(), here.server.admin
    lounge = here.server.channel(here.guild, "lounge")
    admin.overwrite(here.hall, own_role(here.guild), deny=Right.SEND_MESSAGES)
    await here["ana"].slash(lounge, "idea new", text="A tool library")
    here["ben"].react(card, ONE)
    await here.settle()
    assert await here.votes() == {"ben": 1}
    assert any("Idea #1" in one.text for one in lounge.messages.values())
    admin.overwrite(here.hall, own_role(here.guild))
    await here["ana"].slash(here.hall, "idea new", text="A bench")
    await here.settle()
    assert "A bench" in here.card("Idea #2").text
    assert "Monday · 1" in here.card("Poll #1").text


async def test_a_thread_that_a_moderator_deletes(here: Town) -> None:
    form = await here["dee"].slash(here.hall, "contribution log")
    await here["dee"].submit(form, {"What": "Dug the beds"})
    await here.settle()
    for thread in [one for one in here.guild.channels.values() if one.is_thread]:
        here.server.admin.delete(thread)
    await here.settle()
    await here["ben"].click(here.card("Contribution #1 by dee"), "Attest")
    await here.settle()
    assert "Attested by:** ben" in here.card("Contribution #1 by dee").text


async def test_buttons_and_reactions_by_turns(here: Town) -> None:
    card, ben = await here.poll(), here["ben"]
    ben.react(card, ONE)
    await here.settle()
    await ben.click(here.card("Poll #1"), "c:poll.vote|number=1|choice=2")
    assert await here.votes() == {"ben": 2}
    ben.react(card, THREE)
    await here.settle()
    assert await here.votes() == {"ben": 3}
    assert ben.id not in card.reactions[ONE]
    await ben.click(here.card("Poll #1"), "c:poll.vote|number=1|choice=1")
    ben.unreact(card, THREE)  # is not what counts
    await here.settle()
    assert await here.votes() == {"ben": 1}
    ben.react(card, TWO)
    ben.unreact(card, TWO)
    ben.react(card, TWO)
    await here.settle()
    assert await here.votes() == {"ben": 2}
    ben.unreact(card, TWO)
    await here.settle()
    assert await here.votes() == {}


async def test_a_card_in_a_forum_whose_post_was_put_away(here: Town) -> None:
    forum = here.server.forum(here.guild, "board")
    await here["ana"].slash(here.hall, "setup channel", topic="everything else", channel=forum)
    await here.settle()
    await here["ana"].slash(here.hall, "poll new", question="Which day? Monday; Friday")
    await here.settle()
    (post,) = [one for one in here.guild.channels.values() if one.is_thread]
    here["ana"].change(post, archived=True)
    await here["dee"].slash(here.hall, "poll vote", number=1, choice="1")
    await here.settle()
    assert "Monday · 1" in next(iter(post.messages.values())).text
    here.server.admin.delete(post)
    await here.settle()
    (again,) = [one for one in here.guild.channels.values() if one.is_thread]
    assert "Monday · 1" in next(iter(again.messages.values())).text


async def test_what_discord_never_takes_does_not_hold_up_the_rest(here: Town) -> None:
    here.server.faults.fail(POST, 400, 50035)
    await here["ana"].slash(here.hall, "idea new", text="A tool library")
    await here["ana"].slash(here.hall, "idea new", text="A bench")
    await here.settle()
    assert "A bench" in here.card("Idea #2").text
    assert not any("Idea #1" in one.text for one in here.hall.messages.values())
    await here["dee"].slash(here.hall, "idea up", number=1, choice="up")
    await here.settle()
    assert "A tool library" in here.card("Idea #1").text

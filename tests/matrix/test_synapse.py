"""The server and the people of these tests: what they do is seen by others, and by the rules of Matrix."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest

from tests.matrix.actor import Actor
from tests.matrix.synapse import AnswerError, Synapse


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as made:
        yield made


@pytest.fixture
def ana(synapse: Synapse, session: aiohttp.ClientSession) -> Actor:
    return Actor(session, synapse, synapse.register("ana", shown="ana"), "ana")


@pytest.fixture
def ben(synapse: Synapse, session: aiohttp.ClientSession) -> Actor:
    return Actor(session, synapse, synapse.register("ben", shown="ben"), "ben")


async def met(ana: Actor, ben: Actor) -> str:
    """A room in which both are, and which both have seen."""
    room = await ana.create("hall", ben.id)
    assert await ben.accept() == [room]
    await ana.sight.look()
    return room


async def test_messages_mentions_threads_and_edits(ana: Actor, ben: Actor) -> None:
    room = await met(ana, ben)
    first = await ana.say(room, "hello @ben & all", {"ben": ben})
    await ben.say(room, "hello", thread=first)
    await ana.edit(room, first, "hello again")
    await ben.edit(room, first, "not mine")
    await ben.sight.look()
    one, two = ben.sight.rooms[room].messages.values()
    assert (one.id, one.text, one.edits, one.author) == (first, "hello again", 1, ana.id)
    assert one.data["content"]["body"] == "hello ben & all"
    assert (
        f'<a href="https://matrix.to/#/{ben.id}">ben</a> &amp; all' in one.data["content"]["formatted_body"]
    )
    assert (two.thread, two.answers) == (first, "")


async def test_reactions_and_their_redaction(ana: Actor, ben: Actor) -> None:
    room = await met(ana, ben)
    await ana.say(room, "vote")
    await ben.sight.look()
    (card,) = ben.sight.rooms[room].messages.values()
    for key in ("👍", "👎"):
        await ben.react(card, key)
    with pytest.raises(AnswerError):
        await ben.react(card, "👍")
    await ben.unreact(card, "👍")
    await ana.unreact(card, "👎", of=ben)
    await ben.sight.look()
    assert card.reactions == {}
    assert [one["sender"] for one in ben.sight.rooms[room].redactions] == [ben.id, ana.id]


async def test_a_gap_in_what_is_seen_is_filled(ana: Actor, ben: Actor) -> None:
    room = await met(ana, ben)
    said = await asyncio.gather(*(ana.say(room, str(number)) for number in range(130)))
    await ben.sight.look()
    assert set(ben.sight.rooms[room].messages) == set(said)
    assert len(said) == 130


async def test_limits_stops_and_revoked_tokens(synapse: Synapse, ana: Actor, ben: Actor) -> None:
    room = await met(ana, ben)
    synapse.limit(ben.id, 1, 1)
    with pytest.raises(AnswerError) as told:
        for _ in range(5):
            await ben.say(room, "quick")
    assert (told.value.status, told.value.code) == (429, "M_LIMIT_EXCEEDED")
    synapse.stop()
    with pytest.raises(aiohttp.ClientError):
        await ana.say(room, "nobody hears")
    synapse.start()
    await ana.say(room, "there again")
    synapse.log_out(ben.id)
    with pytest.raises(AnswerError) as told:
        await ben.say(room, "who am I?")
    assert (told.value.status, told.value.code) == (401, "M_UNKNOWN_TOKEN")

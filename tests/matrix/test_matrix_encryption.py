"""Encrypted rooms with the keys of a real client: commands and answers are read by those in the room, and by nobody else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest

from bot.adapters.matrix import wire
from tests.matrix.cipher import ALGORITHM, SECRET, Cipher
from tests.matrix.synapse import Synapse
from tests.matrix.town import Town, town

ONE, TWO = "1️⃣", "2️⃣"
POLL = "!dao poll new Which day? Monday; Friday; Sunday"


@pytest.fixture
async def here(synapse: Synapse, tmp_path: Path) -> AsyncIterator[Town]:
    """A founded community in an encrypted room, whose program has ended."""
    async with town(synapse, tmp_path, initial_state=[SECRET]) as made:
        async with made.running(encryption=True):
            await made.found()
        yield made


@asynccontextmanager
async def device(here: Town, name: str, *, another: bool = False) -> AsyncIterator[Cipher]:
    """Somebody's device, whose keys the homeserver knows."""
    actor = here[name]
    made = here.bot.synapse.log_in(actor.made) if another else actor.made
    found = Cipher(actor, here.folder / f"{name}-{made['device_id']}", made)
    try:
        await found.look()
        yield found
    finally:
        await found.close()


async def asked(here: Town, one: Cipher, text: str, room: str = "") -> str:
    """An encrypted command, answered, and whatever came of it read."""
    event = await one.say(room or here.hall, text)
    await here.settle()
    await one.look()
    return event


async def react(here: Town, name: str, key: str, event: str) -> None:
    """A reaction, which no client encrypts."""
    relation = {"rel_type": "m.annotation", "event_id": event, "key": key}
    await here[name].send(here.hall, "m.reaction", {"m.relates_to": relation})
    await here.settle()


async def kinds(here: Town, room: str) -> set[str]:
    """What the homeserver knows of the kinds of events that the program has sent to a room."""
    found = await here.bot.eyes.call("GET", f"rooms/{quote(room)}/messages", dir="b", limit=500)
    return {one["type"] for one in found["chunk"] if one["sender"] == here.bot.id and "state_key" not in one}


async def test_a_command_its_answer_and_a_vote(here: Town) -> None:
    async with here.running(encryption=True), device(here, "ana") as ana:
        await here.settle()
        command = await asked(here, ana, POLL)
        card = ana.find("Poll #1")
        assert "Which day?" in ana.text(card)
        answers = [one for one in ana.read.values() if command in str(one.get("m.relates_to"))]
        assert len(answers) == 1
        await react(here, "ben", ONE, card)
        await react(here, "cy", TWO, card)
        await react(here, "ben", TWO, card)
        assert await here.votes() == {"ben": 2, "cy": 2}
        await ana.look()
        assert "Friday · 2" in ana.text(card)
        assert not ana.unread
    assert await kinds(here, here.hall) <= {"m.room.encrypted", "m.reaction", "m.room.redaction"}


async def test_after_a_restart_it_reads_and_is_read_with_the_keys_it_has_kept(here: Town) -> None:
    async with device(here, "ana") as ana:
        async with here.running(encryption=True):
            await here.settle()
            await asked(here, ana, POLL)
            login = here.bot.surface.listener.wire.client.device_id
        session = ana.client.olm.outbound_group_sessions[here.hall].id
        await ana.say(here.hall, "!dao poll vote 1 2")  # nobody is there to be sent a key
        async with here.running(encryption=True):
            await here.settle()
            assert await here.votes() == {"ana": 2}
            await asked(here, ana, "!dao poll vote 1 3")
            assert await here.votes() == {"ana": 3}
            assert here.bot.surface.listener.wire.client.device_id == login
        assert ana.client.olm.outbound_group_sessions[here.hall].id == session
        assert "Sunday · 1" in ana.text(ana.find("Poll #1"))
        assert not ana.unread


async def test_a_private_answer_is_in_an_encrypted_room_of_two(here: Town) -> None:
    async with here.running(encryption=True), device(here, "dee") as dee:
        await here.settle()
        await asked(here, dee, "!dao contribution log Dug the beds")  # who has done something is a member
        await asked(here, dee, "!dao treasury approve 1")
        (alone,) = set(dee.client.rooms) - {here.hall}
        assert dee.find("Only a treasurer")
        assert (await here["dee"].get(alone, "m.room.encryption"))["algorithm"] == ALGORITHM
        assert await kinds(here, alone) == {"m.room.encrypted"}
        await asked(here, dee, "contribution log Mended the roof", alone)
        assert "Mended the roof" in dee.text(dee.find("Contribution #2 by dee"))
        assert not dee.unread


async def test_who_joins_later_and_a_device_that_is_new_read_what_comes_after_them(here: Town) -> None:
    async with here.running(encryption=True), device(here, "ana") as ana:
        await here.settle()
        await asked(here, ana, "!dao contribution log Dug the beds")
        eve = await here.bot.person("eve")
        here.people["eve"] = eve
        async with device(here, "eve") as late, device(here, "ana", another=True) as other:
            await eve.join(here.hall)
            await other.look()
            await asked(here, other, "!dao contribution log Mended the roof")
            for one in (late, other):
                await one.look()
                assert one.find("Mended the roof")
                assert not one.find("Dug the beds")


async def test_a_message_without_its_key_is_told_once(here: Town) -> None:
    content = {"algorithm": ALGORITHM, "ciphertext": "AwgAEnAC", "device_id": "LOST"}
    content |= {"sender_key": "unknown", "session_id": "unknown"}
    async with here.running(encryption=True), device(here, "ana") as ana:
        await here.settle()
        await asked(here, ana, POLL)
        before = len(ana.read)
        for _ in range(2):
            await here["ben"].send(here.hall, "m.room.encrypted", content)
        await here.settle()
        await ana.look()
        assert len(ana.read) == before + 1
        assert ana.find("its key has not reached me")


@pytest.mark.parametrize("route", ["/keys/query", "/keys/claim", "/sendToDevice/", "/joined_members"])
async def test_a_key_that_does_not_get_through_is_sent_again_before_anything_is_said(
    here: Town, monkeypatch: pytest.MonkeyPatch, route: str
) -> None:
    monkeypatch.setattr(wire, "OUTAGE", 0.05)
    async with here.running(encryption=True), device(here, "ana") as ana, device(here, "ben") as silent:
        await ana.look()
        faults = [here.bot.wire.limit(route), here.bot.wire.cut(route), here.bot.wire.fail(route)]
        await asked(here, ana, "!dao contribution log Dug the beds")
        for _ in faults:
            here.clock.move(timedelta(minutes=1))
            await here.settle()
        assert not [one for one in faults if one.times]
        for one in (ana, silent):
            await one.look()
            assert one.find("Dug the beds")
            assert not one.unread

"""Whatever breaks on the way: nothing is lost, nothing is doubled, and ballots follow the last act."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.adapters.matrix import supervise, surface, sync, wire
from tests.matrix import faults
from tests.matrix.synapse import Synapse
from tests.matrix.town import Town, town

ONE, TWO, THREE = "1️⃣", "2️⃣", "3️⃣"
ROUTES = (
    faults.SEND,
    faults.REACT,
    faults.SYNC,
    faults.REDACT,
    faults.CREATE,
    faults.RELATIONS,
    faults.STATE,
)
EVERY = (*ROUTES, "/event/", "/join")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the program try again soon."""
    monkeypatch.setattr(wire, "OUTAGE", 0.05)
    monkeypatch.setattr(surface, "DEAD", 0.05)
    monkeypatch.setattr(sync, "FIRST", 0.02)
    monkeypatch.setattr(supervise, "FIRST_WAIT", 0.05)


@pytest.fixture
async def here(synapse: Synapse, tmp_path: Path) -> AsyncIterator[Town]:
    """A founded community with the program in it."""
    async with town(synapse, tmp_path) as made, made.running():
        await made.found()
        yield made


async def busy(here: Town) -> None:
    """A bit of everything that the program does on Matrix."""
    await here["ana"].say(here.hall, "!dao poll new Which day? Monday; Friday; Sunday")
    await patiently(here)
    card = here.card("Poll #1")
    form = await here["dee"].say(here.hall, "!dao contribution log")
    await patiently(here)
    template = next(one for one in here.shown() if one.thread == form)
    await here["dee"].say(here.hall, "what: Dug the beds", thread=form, reply=template.id)
    await here["ana"].say(here.hall, "!dao praise @dee for the gate", here.people)
    await patiently(here)
    await here["ben"].react(
        here.card("Contribution #1 by dee"), sign(here, "Contribution #1 by dee", "Attest")
    )
    await here.put("ben", ONE, card)
    await here.put("cy", TWO, card)
    await patiently(here)
    await here.put("ben", TWO, card)
    await here["dee"].say(here.hall, "!dao poll vote 1 3")
    await patiently(here)


def sign(here: Town, title: str, label: str) -> str:
    """The sign of a button, as the card says."""
    parts = [part for line in here.card(title).text.split("\n") for part in line.split("  ")]
    return next(part.partition(" ")[0] for part in parts if part.endswith(f" {label}"))


async def patiently(here: Town) -> None:
    """Let everything come through that was held up."""
    for _ in range(4):
        await here.settle()
        here.clock.move(timedelta(minutes=1))
    await here.settle()


async def check(here: Town) -> None:
    """Everything of it is there, once."""
    assert await here.votes() == {"ben": 2, "cy": 2, "dee": 3}
    card = here.card("Poll #1")
    assert "Friday · 2" in card.text
    assert "Attested by: ben" in here.card("Contribution #1 by dee").text
    assert here.heard("dee", "praised you") == 1
    assert {key for key, who in card.reactions.items() if here.bot.id in who} == {ONE, TWO, THREE}
    here.once_each()


async def test_every_route_asks_to_wait(here: Town) -> None:
    for route in EVERY:
        here.wire.limit(route, times=2)
    await busy(here)
    await check(here)


async def test_a_proxy_answers_for_a_server_that_is_away(here: Town) -> None:
    for route in EVERY:
        here.wire.fail(route, 502, times=2)
    await busy(here)
    await check(here)


async def test_answers_are_lost_after_the_work_is_done(here: Town) -> None:
    for route in (faults.SEND, faults.REACT, faults.SYNC, faults.REDACT, faults.RELATIONS):
        here.wire.lose(route, times=2)
    await busy(here)
    await check(here)


async def test_the_server_really_limits_the_bot(here: Town, synapse: Synapse) -> None:
    synapse.limit(here.bot.id, 10, 1)
    await busy(here)
    synapse.limit(here.bot.id, 100_000, 100_000)
    await patiently(here)
    await check(here)
    assert [one for one in here.wire.calls if one[2] == 429]


async def test_the_server_is_stopped_and_started(here: Town, synapse: Synapse) -> None:
    card = await here.poll()
    await here.put("ben", ONE, card)
    synapse.stop(kill=True)
    await asyncio.sleep(0)
    synapse.start()
    await here.put("cy", TWO, card)
    await here["dee"].say(here.hall, "!dao poll vote 1 3")
    await patiently(here)
    assert await here.votes() == {"ben": 1, "cy": 2, "dee": 3}
    here.once_each()


async def test_a_dead_token_is_replaced_by_logging_in(here: Town) -> None:
    card = await here.poll()
    await here.put("ben", ONE, card)
    await here.settle()
    old = here.bot.surface.listener.wire.client
    here.bot.synapse.http("POST", "/_matrix/client/v3/logout", {}, token=old.access_token)
    await here.put("cy", TWO, card)
    async with asyncio.timeout(20):
        while here.bot.surface.listener.wire.client is old:  # noqa: ASYNC110 - it is replaced, and tells nobody
            await asyncio.sleep(0.01)
    await asyncio.wait_for(here.bot.surface.listener.back.wait(), 20)
    await patiently(here)
    assert await here.votes() == {"ben": 1, "cy": 2}
    here.once_each()


async def test_a_card_that_is_taken_away_is_posted_again(here: Town) -> None:
    card = await here.poll()
    await here.put("ben", ONE, card)
    await here.settle()
    await here["ana"].redact(here.hall, card.id)
    await patiently(here)
    again = here.card("Poll #1")
    assert again.id != card.id
    assert "Monday · 1" in again.text
    await here.put("cy", TWO, again)
    await here.settle()
    assert await here.votes() == {"ben": 1, "cy": 2}


async def test_power_of_the_room_makes_no_treasurer_and_is_read_anew_each_time(here: Town) -> None:
    await here["ana"].power(here.hall, {here["dee"].id: 100})
    await here.ask("dee", "treasury approve 1")
    assert "Only a treasurer" in here.told("dee")[-1].text
    await here.ask("cy", "contribution log Dug the beds")
    await here["ana"].power(here.hall, {here["dee"].id: 50})
    await here.ask("dee", "moderate hide 1 spam")
    assert "Only a moderator" not in here.told("dee")[-1].text
    await here["ana"].power(here.hall, {here["dee"].id: None})
    await here.ask("dee", "moderate unhide 1 a mistake")
    assert "Only a moderator" in here.told("dee")[-1].text


async def test_an_encrypted_room_is_refused_with_a_sentence(here: Town) -> None:
    secret = {"type": "m.room.encryption", "state_key": "", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}
    room = await here["ana"].create("secret", here.bot.id, initial_state=[secret])
    await here.settle()
    await here["ana"].say(room, "!dao help")
    await here.settle()
    await here.settle()
    (told,) = here.shown(room)
    assert "I cannot read encrypted rooms here" in told.text


async def test_a_room_is_upgraded_in_the_middle_of_a_vote(here: Town) -> None:
    card = await here.poll()
    await here.put("ben", ONE, card)
    await here.settle()
    answer = await here["ana"].call("POST", f"rooms/{here.hall}/upgrade", {"new_version": "12"})
    old, new = here.hall, str(answer["replacement_room"])
    await patiently(here)
    for name in ("ben", "cy", "dee"):
        await here[name].join(new)
    again = here.card("Poll #1", new)
    assert "Monday · 1" in again.text
    await here["cy"].react(again, TWO)
    await here["dee"].say(new, "!dao poll vote 1 2")
    await patiently(here)
    assert "Friday · 2" in here.card("Poll #1", new).text
    here.hall = old
    assert await here.votes() == {"ben": 1, "cy": 2, "dee": 2}
    here.once_each()

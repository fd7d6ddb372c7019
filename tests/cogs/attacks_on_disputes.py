"""Attacks on juries: knowing who will sit, judging one's own matter, and keeping what others put up (RULES 9)."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from rules.linking import Matter
from storage import blobs, ledger
from storage.draws import Pair
from tests.chat import Chat
from tests.cogs.attacks import attack, does
from tests.cogs.garden import ask, looking
from tests.cogs.test_disputes import OPEN, SCRIPT, sitting
from tests.cogs.test_link import code, holds

UNIT = 10**6


async def known(look: Any, number: int) -> Pair:
    """A secret that everybody knows, as if there were none."""
    return Pair(number, "00" * 32, "00" * 32)


def nobody_out(*given: Any) -> frozenset[int]:
    """Everybody may sit."""
    return frozenset()


async def left_alone(change: Any, one: Any) -> Any:
    """A dispute that nothing is left of stays as it is."""
    return one


async def without_sides(look: Any, one: Any) -> Matter:
    return Matter("", {})


async def foreseen(chat: Chat, number: int) -> bool:
    """Whether who sits follows from what stood in the ledger before the draw."""
    async with looking(chat) as look:
        drawn = await ledger.find(look, f"dispute/{number}/draw/1/1")
        assert drawn is not None
        weights = dict(json.loads(await blobs.get(look, drawn.data["weights"]) or b""))
    numbers = number.to_bytes(8) + (1).to_bytes(8)
    seed = hashlib.sha256(bytes(32) + bytes.fromhex(drawn.data["head"]) + numbers).digest()
    guess = []
    for seat in (1, 2, 3):
        place = int.from_bytes(hashlib.sha256(seed + seat.to_bytes(8)).digest()) % sum(weights.values())
        for who in sorted(weights):
            if place < weights[who]:
                guess.append(who)
                del weights[who]
                break
            place -= weights[who]
    return bool(guess == drawn.data["jurors"])


@attack("storage.draws.get", known, SCRIPT)
async def filing_when_the_head_of_the_ledger_gives_the_jury_one_likes(chat: Chat) -> bool:
    await does(chat, "fay", OPEN)
    await does(chat, "fay", "dispute open @dee 100 Nobody saw the beds.")
    return await foreseen(chat, 1) and await foreseen(chat, 2)


@attack("rules.juries.excluded", nobody_out, SCRIPT)
async def answering_as_a_juror_in_ones_own_dispute(chat: Chat) -> bool:
    for who in ("ana", "ben", "cy", "gus", "hal"):
        assert await does(chat, who, "lock new 1 52w")
    assert await does(chat, "fay", "lock new 900 52w")
    await does(chat, "fay", OPEN)
    return await does(chat, "fay", "dispute answer 1 0")


@attack("storage.dispute_steps._moot", left_alone, SCRIPT)
async def keeping_a_deposit_by_refusing_the_month_while_a_jury_is_out(chat: Chat) -> bool:
    await does(chat, "fay", OPEN)
    await ask(chat, "ana", "wait 49h")
    for who in ("ana", "ben"):
        assert await does(chat, who, "treasury refuse 1 We do not like it.")
    await ask(chat, "ana", "wait 7d")
    return await holds(chat, "fay") < 1000 * UNIT


@attack("cogs.matters._dispute", without_sides, SCRIPT)
async def being_party_and_juror_by_a_second_account(chat: Chat) -> bool:
    await does(chat, "fay", OPEN)
    juror = (await sitting(chat))[0]
    return "Are these two you?" in await ask(chat, juror, f"link enter {await code(chat, 'fay')}")

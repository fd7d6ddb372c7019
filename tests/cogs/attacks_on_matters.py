"""Attacks on disputes over decisions: sitting on one's own, filing until the jury pleases, winning by silence (RULES 9)."""

from __future__ import annotations

from typing import Any

from rules.juries import FILER, OPPONENT
from storage import disputes, members
from tests.chat import Chat
from tests.cogs.attacks import attack, does, nothing, nothing_asked
from tests.cogs.attacks_on_disputes import nobody_out
from tests.cogs.garden import ask, looking
from tests.cogs.test_link import holds

UNIT = 10**6
NAMES = ["ana", "ben", "cy", "dee", "eve", "fay", "gus", "hal", "ida", "jo"]
SETUP = 'ana> setup "small circle" name=Garden token=LEAF rewards=0'
SCRIPT = "\n".join(
    [
        f"ana> people {' '.join(NAMES)}",
        f"{SETUP} founders={','.join(f'@{one}' for one in NAMES)} treasurers=@ana,@ben,@cy",
        *(f"{one}> role accept" for one in NAMES),
        "ana> setup finish",
        "ana> 1",
        'dee> bounty post 50 "Mend the gate" It closes, and stays closed.',
        "dee> 1",
        "eve> bounty claim 1",
        "eve> bounty submit 1 It closes now.",
    ]
)
RETURNED = f"{SCRIPT}\ndee> bounty return 1 I do not like the hinges."
APPROVED = f"{SCRIPT}\ndee> bounty approve 1\ndee> 1"
WHOLE = "dispute bounty 1 50 It closes and stays closed."


async def jurors_say(chat: Chat, amount: str, number: int = 1) -> None:
    """Every juror answers the same."""
    async with looking(chat) as look:
        seats = await disputes.jury(look, await disputes.get(look, number))
        names = [await members.name(look, seat.member) for seat in seats if not seat.silent]
    for name in names:
        assert await does(chat, name, f"dispute answer {number} {amount}")


async def paid(chat: Chat, who: str) -> int:
    """What somebody has beside the tokens of a founder."""
    return await holds(chat, who) - 1000 * UNIT


@attack("rules.juries.excluded", nobody_out, RETURNED)
async def judging_as_a_juror_what_one_has_returned(chat: Chat) -> bool:
    for who in ("ana", "ben", "cy", "fay", "gus", "hal"):
        assert await does(chat, who, "lock new 1 52w")
    assert await does(chat, "dee", "lock new 900 52w")
    assert await does(chat, "eve", WHOLE)
    return await does(chat, "dee", "dispute answer 1 0")


@attack("storage.dispute_steps.only_one", nothing_asked, RETURNED)
async def filing_again_until_a_jury_says_what_one_likes(chat: Chat) -> bool:
    assert await does(chat, "eve", WHOLE)
    await jurors_say(chat, "0")
    await ask(chat, "ana", "wait 25h")
    return await does(chat, "eve", WHOLE)


async def silence_is_against(look: Any, one: Any) -> str:
    """Whoever has not won has lost, as in any other vote."""
    return OPPONENT


@attack("cogs.appealing.winner", silence_is_against, RETURNED)
async def appealing_to_everybody_because_nobody_will_vote(chat: Chat) -> bool:
    assert await does(chat, "eve", WHOLE)
    await jurors_say(chat, "50")
    assert await does(chat, "dee", "dispute appeal 1")
    await ask(chat, "ana", "wait 4d")
    return await paid(chat, "eve") < 50 * UNIT


async def silence_is_for(look: Any, one: Any) -> str:
    """Who claims has won unless somebody objects."""
    return FILER


@attack("cogs.appealing.winner", silence_is_for, RETURNED)
async def claiming_what_a_jury_refused_because_nobody_will_vote(chat: Chat) -> bool:
    assert await does(chat, "eve", WHOLE)
    await jurors_say(chat, "0")
    assert await does(chat, "eve", "dispute appeal 1")
    await ask(chat, "ana", "wait 4d")
    return await paid(chat, "eve") > 0


@attack("rules.proposals.may_vote", nothing, RETURNED)
async def voting_on_ones_own_dispute(chat: Chat) -> bool:
    assert await does(chat, "eve", WHOLE)
    await jurors_say(chat, "50")
    assert await does(chat, "dee", "dispute appeal 1")
    await ask(chat, "ana", "wait 1s")
    return await does(chat, "dee", "vote cast 1 against")


@attack("storage.disputed.bounties.stop", nothing_asked, APPROVED)
async def being_paid_while_a_jury_is_out(chat: Chat) -> bool:
    assert await does(chat, "gus", "dispute bounty 1 0 The gate is as it was.")
    await ask(chat, "ana", "wait 25h")
    return await paid(chat, "eve") > 0


@attack("rules.juries.in_time", nothing, RETURNED)
async def disputing_what_everybody_has_long_forgotten(chat: Chat) -> bool:
    await ask(chat, "ana", "wait 7d1s")
    return await does(chat, "eve", WHOLE)


@attack("rules.juries.may_claim", nothing, RETURNED)
async def claiming_more_than_anybody_has_offered(chat: Chat) -> bool:
    return await does(chat, "eve", "dispute bounty 1 5000 It took me all summer.")

"""Disputes over decisions through chat: what cards say meanwhile, votes of everybody, and what the next month pays (RULES 9)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import verify
from rules import simulation
from storage import audit, closed, disputes, ledger, payouts
from tests.chat import Chat
from tests.cogs.attacks import does
from tests.cogs.attacks_on_matters import NAMES, RETURNED, UNIT, WHOLE, jurors_say, paid
from tests.cogs.garden import ask, looking, played
from tests.cogs.months import bundle_of
from tests.cogs.test_disputes import SCRIPT as MONTH
from tests.cogs.test_link import code

FEW = ["ana", "ben", "cy", "dee", "eve"]
SMALL = RETURNED.replace(" ".join(NAMES), " ".join(FEW)).replace(
    ",".join(f"@{one}" for one in NAMES), ",".join(f"@{one}" for one in FEW)
)
SMALL = "\n".join(line for line in SMALL.splitlines() if line.split(">")[0] in FEW)


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    async with played(tmp_path, RETURNED) as chat:
        yield chat


async def sound(chat: Chat) -> None:
    """Everything is as it was booked, and every closed vote follows from its ballots."""
    async with looking(chat) as look:
        assert await audit.verify(look) == ""
        assert [simulation.faults(one) for one in await closed.every(look)] == [
            [] for _ in await closed.every(look)
        ]


async def test_where_no_jury_could_sit_everybody_votes_at_once(tmp_path: Path) -> None:
    async with played(tmp_path, SMALL) as chat:
        shown = await ask(chat, "eve", WHOLE)
        assert "Then: too few members could sit on a jury, so everybody votes" in shown
        shown = await ask(chat, "eve", "1")
        assert "Proposal #1: Dispute #1: should it be 50 LEAF?" in shown
        assert "For: it is 50 LEAF, as claimed" in shown
        assert "State: everybody votes: proposal #1" in shown
        await ask(chat, "ana", "wait 1s")
        for who in ("ana", "ben", "cy"):
            assert await does(chat, who, "vote cast 1 for")
        await ask(chat, "ana", "wait 2d")
        assert await paid(chat, "eve") == 50 * UNIT
        await sound(chat)


@pytest.mark.parametrize(
    ("choice", "voters", "gets"), [("for", 4, 50), ("against", 4, 0), ("for", 2, 20), ("against", 2, 20)]
)
async def test_each_side_wins_the_vote_by_the_same_rules(
    chat: Chat, choice: str, voters: int, gets: int
) -> None:
    assert await does(chat, "eve", WHOLE)
    await jurors_say(chat, "20")
    assert await does(chat, "dee", "dispute appeal 1")
    await ask(chat, "ana", "wait 1s")
    for who in ("ana", "ben", "cy", "fay")[:voters]:
        assert await does(chat, who, f"vote cast 1 {choice}")
    shown = await ask(chat, "ana", "wait 2d")
    assert f"{gets} LEAF, which is {'the way' if gets else 'not the way'} the filer asked, for good" in shown
    assert await paid(chat, "eve") == (gets or -0.5) * UNIT
    await sound(chat)


async def test_a_party_does_not_vote_and_nobody_votes_for_or_by_a_party(chat: Chat) -> None:
    assert await does(chat, "ana", "vote delegate @eve")
    assert await does(chat, "dee", "vote delegate @ben")
    assert await does(chat, "cy", "vote delegate @ben")
    assert await does(chat, "eve", WHOLE)
    await jurors_say(chat, "50")
    assert await does(chat, "dee", "dispute appeal 1")
    await ask(chat, "ana", "wait 1s")
    for who in ("dee", "eve"):
        for choice in ("for", "against", "abstain"):
            assert "dispute of yours" in await ask(chat, who, f"vote cast 1 {choice}")
    assert "with 2,000 votes" in await ask(chat, "ben", "vote cast 1 against"), "his own and cy's"
    assert "with 1,000 votes" in await ask(chat, "ana", "vote cast 1 for"), "her own stays with her"
    await ask(chat, "ana", "wait 2d")
    await sound(chat)


async def test_cards_and_duties_say_what_waits_for_a_jury(chat: Chat) -> None:
    assert await does(chat, "eve", WHOLE)
    assert "a jury decides, see `dispute show 1`" in await ask(chat, "gus", "bounty show 1")
    assert "a jury decides about eve's pay" in await ask(chat, "gus", "bounty list")
    assert "Dispute #1 is about this already" in await ask(chat, "gus", "dispute bounty 1 20 I saw it.")
    assert "is disputed" in await ask(chat, "eve", "bounty drop 1")
    await jurors_say(chat, "20")
    assert "Dispute #1 went against you" in await ask(chat, "dee", "me")
    assert "went against you" not in await ask(chat, "eve", "me")
    await sound(chat)


async def test_neither_party_becomes_the_other_or_a_juror_by_a_link(chat: Chat) -> None:
    assert await does(chat, "eve", WHOLE)
    async with looking(chat) as look:
        first = (await disputes.jury(look, await disputes.get(look, 1)))[0].member
    juror = NAMES[first - 1]
    assert "different sides of" in await ask(chat, juror, f"link enter {await code(chat, 'eve')}")
    shown = await ask(chat, "dee", f"link enter {await code(chat, 'eve')}")
    assert "dispute #1 (filer and opponent)" in shown


async def test_refusals(chat: Chat) -> None:
    assert "no asset USDC" in await ask(chat, "eve", "dispute bounty 1 5 USDC x")
    assert "no bounty #9" in await ask(chat, "eve", "dispute bounty 9 5 x")
    assert "no grant #1" in await ask(chat, "eve", "dispute milestone 1 1 5 x")
    assert "no payout #1" in await ask(chat, "eve", "dispute payout 1 @dee 5 x")
    assert "#1 was ever on its way" in await ask(chat, "eve", "dispute sent 1 x")


async def test_part_of_a_payout_filed_by_hand_is_disputed(tmp_path: Path) -> None:
    start, rest = RETURNED.split("dee> bounty post", 1)
    async with played(tmp_path, f"{start}ana> setup budget work 500\nana> 1\ndee> bounty post{rest}") as chat:
        assert await does(chat, "ana", "treasury pay @fay 60 1 for the pond")
        assert await does(chat, "gus", "dispute payout 1 @fay 10 The pond is a puddle.")
        shown = await ask(chat, "ana", "treasury payouts")
        assert "1 line held" in shown
        for who in ("ben", "cy"):
            await does(chat, who, "treasury approve 1")
        assert await paid(chat, "fay") == 0
        await jurors_say(chat, "25")
        shown = await ask(chat, "ana", "wait 25h")
        assert "Dispute #1: 25 LEAF, which is the way the filer asked, for good." in shown
        for who in ("ben", "cy"):
            await does(chat, who, "treasury approve 1")
        assert await paid(chat, "fay") == 25 * UNIT
        await sound(chat)


async def test_a_raise_that_the_month_cannot_pay_comes_off_the_top_of_the_next(tmp_path: Path) -> None:
    async with played(tmp_path, MONTH) as chat:
        assert await does(chat, "dee", "dispute open @dee 2500 It was two weeks.")
        await jurors_say(chat, "2500")
        shown = await ask(chat, "ana", "dispute show 1")
        assert "Owed: 1,000 LEAF, off the top of the next rewards" in shown
        await ask(chat, "fay", "contribution log Watered the beds")
        await ask(chat, "ana", "praise @fay for the beds")
        shown = await ask(chat, "ana", "wait 33d")
        assert "Off the top: 1,000 LEAF for dispute #1, raised by a jury" in shown
        assert "Decided by: dispute #1, from the rewards of December 2026" in shown
        async with looking(chat) as look:
            number = next(one.id for one in await payouts.waiting(look) if one.kind == "dispute")
            pot = next(one for one in await ledger.history(look, limit=200) if one.id == "freeze/2026-12")
        assert pot.data["pots"] == {"LEAF": 2000 * UNIT}
        assert pot.data["settings"]["owed"] == {"1": {"asset": "LEAF", "amount": 1000 * UNIT}}
        for who in ("ana", "ben"):
            assert await does(chat, who, f"treasury approve {number}")
        async with looking(chat) as look:
            assert await ledger.balance_of(look, "member:4", "LEAF") == 2000 * UNIT
        assert "Owed" not in await ask(chat, "ana", "dispute show 1")
        assert "Off the top" in await ask(chat, "ana", "rewards show 2026-12")
        await ask(chat, "ana", "wait 3d")
        async with looking(chat) as look:
            (month,) = await payouts.of(look, "rewards", "2026-12")
        for who in ("ana", "ben"):
            assert await does(chat, who, f"treasury approve {month.id}")
        bundle = tmp_path / "rewards.json"
        bundle.write_text(await bundle_of(chat, "2026-12"), encoding="utf-8")
        assert verify.main(bundle) == 0, "what the month proves begins after that"
        await sound(chat)


async def test_a_treasurer_holds_a_part_without_a_deposit(tmp_path: Path) -> None:
    start, rest = RETURNED.split("dee> bounty post", 1)
    async with played(tmp_path, f"{start}ana> setup budget work 500\nana> 1\ndee> bounty post{rest}") as chat:
        assert await does(chat, "ana", "treasury pay @fay 60 1 for the pond")
        assert "You filed this payout" in await ask(chat, "ana", "dispute hold 1 10 The pond is a puddle.")
        assert "Only a treasurer" in await ask(chat, "gus", "dispute hold 1 10 The pond is a puddle.")
        shown = await ask(chat, "ben", "dispute hold 1 10 The pond is a puddle.")
        assert "Deposit: none" in shown
        await ask(chat, "ben", "1")
        assert await paid(chat, "ben") == 0
        assert "Dispute #1 is about this already" in await ask(
            chat, "cy", "dispute hold 1 0 I think so, too."
        )
        await jurors_say(chat, "60")
        assert "is not the way the filer asked; ben may appeal" in await ask(chat, "cy", "dispute show 1")
        assert await does(chat, "ben", "dispute appeal 1")
        assert await paid(chat, "ben") == -1.2 * UNIT, "an appeal costs what it costs everybody"
        await sound(chat)


async def test_nobody_holds_what_they_are_paid(tmp_path: Path) -> None:
    start, rest = RETURNED.split("dee> bounty post", 1)
    async with played(tmp_path, f"{start}ana> setup budget work 500\nana> 1\ndee> bounty post{rest}") as chat:
        assert await does(chat, "dee", "token send @ana 5")
        assert "no payout #1" in await ask(chat, "ben", "dispute hold 1 10 x")
        await ask(chat, "ana", "moderators dee")
        assert await does(chat, "dee", "treasury pay @ben 60 1 for the pond")
        assert "You are paid by this" in await ask(chat, "ben", "dispute hold 1 10 The pond is a puddle.")

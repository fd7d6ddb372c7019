"""A community with a bounty, a grant and payouts to argue about, and juries as a test takes them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from rules.amounts import Asset
from rules.ledger import ISSUANCE, TREASURY, Posting, member
from rules.moments import Month
from storage import (
    assets,
    bounties,
    bounty_steps,
    budgets,
    disputed,
    disputes,
    draws,
    grants,
    ledger,
    members,
    milestones,
    parameters,
    payouts,
    proposals,
    settling,
    transit,
)
from storage import dispute_steps as steps
from storage.disputed import Matter
from storage.disputes import Dispute
from storage.store import Change, Look, Store
from tests.storage import juried

PEOPLE, EACH = 40, 1000
ANA, BEN, CY, DEE, EVE, FAY = range(1, 7)  # ana posts, ben judges, eve works; cy and dee are treasurers
LEAF, USDC = Asset("LEAF", 0), Asset("USDC", 2, "external", 6)
PLAN: dict[str, Any] = {
    "to": [EVE, FAY],
    "asset": "LEAF",
    "amount": 300,
    "milestones": [["Plan", 101], ["Well", 199]],
    "reviewers": [BEN],
}
Work = Callable[[Change], Awaitable[Any]]


async def arguing(dao: Store) -> Store:
    """40 members with 1,000 each, a budget for bounties and one for work, a grant of 300, a treasury of 700."""
    WINNERS.clear()

    async def work(change: Change) -> None:
        await assets.add(change, LEAF)
        await assets.add(change, USDC)
        for number in range(1, PEOPLE + 1):
            await members.admit(change, "terminal", f"m{number}", f"m{number}")
        for who in (CY, DEE):
            await members.grant(change, who, "treasurer", "genesis")
        lines = [Posting(ISSUANCE, "LEAF", -PEOPLE * EACH - 1000), Posting(TREASURY, "LEAF", 1000)]
        lines += [Posting(member(who), "LEAF", EACH) for who in range(1, PEOPLE + 1)]
        await ledger.post(change, "start", "start", lines, by=0, why="test")
        values = {"dispute_deposit": 1000, "juror_fee": 0, "juries": ["3"], "bounty_small": 500}
        await parameters.put(change, {**values, "approvals_needed": 2}, 1)
        for purpose in ("bounties", "work"):
            await budgets.add(change, purpose, "LEAF", budgets.MINT, 1000, Month(2026, 11), 3)
        await budgets.open_period(change, Month(2026, 11))
        made = await proposals.add(change, "spend", CY, "Well", "We are dry.", PLAN, "ordinary")
        await milestones.begin(change, made.id, made.payload)
        await draws.commit(change)

    await dao.act("dao", work)
    return dao


async def opened(store: Store, by: int, claim: int, find: Callable[[Look], Awaitable[Matter]]) -> Dispute:
    """A dispute over what `find` finds, with its jury drawn."""

    async def work(change: Change) -> Dispute:
        return await steps.file(change, by, claim, "I see it otherwise.", await find(change))

    one: Dispute = await store.act("dao", work)
    await ring(store)
    return await get(store, one.id)


async def get(store: Store, number: int) -> Dispute:
    async with store.read("dao") as look:
        return await disputes.get(look, number)


async def jury(store: Store, number: int) -> list[int]:
    """Who is asked now."""
    async with store.read("dao") as look:
        return [seat.member for seat in await steps.sitting(look, await disputes.get(look, number))]


async def says(store: Store, number: int, amount: int) -> Dispute:
    """Every juror answers with one amount."""
    for who in await jury(store, number):

        async def work(change: Change, who: int = who) -> None:
            await steps.answer(change, await disputes.get(change, number), who, amount)

        await store.act("dao", work)
    await ring(store)
    return await get(store, number)


async def ring(store: Store) -> None:
    """What is due for disputes, bounties and grants happens, and what is due because of that."""
    await juried.ring(store, KINDS)


def _dispute(step: Callable[[Change, Dispute], Awaitable[Any]]) -> Callable[[Change, str], Awaitable[Any]]:
    async def work(change: Change, subject: str) -> None:
        await step(change, await disputes.get(change, int(subject)))

    return work


def _bounty(step: Callable[[Change, Any], Awaitable[Any]]) -> Callable[[Change, str], Awaitable[Any]]:
    async def work(change: Change, subject: str) -> None:
        await step(change, await bounties.get(change, int(subject)))

    return work


async def _settled(change: Change, subject: str) -> None:
    await milestones.settled(change, (await payouts.of(change, grants.KIND, subject))[-1], "It was refused.")


async def _again(change: Change, subject: str) -> None:
    await transit.put(change, [await transit.get(change, int(subject))], state=transit.AGAIN)


async def _voted(change: Change, one: Dispute) -> None:
    """Everybody's vote, which ends as a test has said."""
    await steps.voted(change, one, WINNERS.get(one.id))


WINNERS: dict[int, str | None] = {}  # of votes, by dispute
KINDS: juried.Kinds = {
    steps.DRAW: _dispute(steps.draw),
    steps.ANSWERS: _dispute(steps.time_is_over),
    steps.APPEALED: _dispute(steps.finish),
    steps.VOTE: _dispute(_voted),
    bounty_steps.STEP: _bounty(bounty_steps.due),
    "bounty.paid": _bounty(bounty_steps.paid),
    "bounty.ended": _bounty(bounty_steps.close),
    "grant.paid": _settled,
    "grant.ended": _settled,
    "resend.paid": _again,
}


async def judged(store: Store, number: int, *, approves: bool = True) -> None:
    """Both treasurers say the same about a payout."""

    async def work(change: Change) -> None:
        for who in (CY, DEE):
            await payouts.say(change, number, who, approves=approves, reason="")
        await settling.settle(change, await payouts.get(change, number))

    await store.act("dao", work)
    await ring(store)


async def held(store: Store, account: str, asset: str = "LEAF") -> int:
    async with store.read("dao") as look:
        return await ledger.balance_of(look, account, asset)


async def sound(store: Store) -> None:
    """Every entry sums to zero, and every escrow holds what it should."""
    async with store.read("dao") as look:
        await sound_in(look)


async def sound_in(look: Look) -> None:
    assert await ledger.verify(look) is None
    for verify in (disputes.verify, bounties.verify, grants.verify, transit.verify):
        assert await verify(look) == ""


# bounties


async def bounty(store: Store, amount: int = 100, *, own: bool = False, part: int | None = None) -> None:
    """Bounty 1, which eve has done and ben judges: approved, or returned where `part` is 0."""

    async def work(change: Change) -> None:
        budget = None if own else 1
        one = await bounty_steps.post(
            change, ANA, "Mend it", "The gate.", amount, LEAF, budget=budget, reviewers=[BEN]
        )
        one = await bounty_steps.claim(change, one, EVE)
        one = await bounty_steps.submit(change, one, EVE, "See there.")
        if part == 0:
            await bounty_steps.send_back(change, one, BEN, "No.", moderator=True)
        else:
            await bounty_steps.approve(change, one, BEN, part or amount, moderator=True)

    await store.act("dao", work)


async def the_bounty(look: Look) -> Matter:
    return await disputed.bounties.disputable(look, await bounties.get(look, 1))


# grants


async def milestone(store: Store, *, approves: bool) -> None:
    """The first milestone of the grant, 101 for eve and fay, which ben has judged."""

    async def work(change: Change) -> None:
        one = await grants.get(change, 1)
        last = await milestones.submit(change, one, 1, EVE, "Here.")
        one = await grants.get(change, 1)
        if approves:
            await milestones.approve(change, one, last, BEN)
        else:
            await milestones.give_back(change, one, last, BEN, "No.")

    await store.act("dao", work)


async def the_milestone(look: Look) -> Matter:
    one = await grants.get(look, 1)
    return await disputed.milestones.disputable(look, one, one.milestone(1))

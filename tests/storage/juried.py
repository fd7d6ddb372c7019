"""A community with a month of rewards that waits, and the steps of a dispute over it as a test takes them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from rules import ledger as accounts
from rules.amounts import Asset
from rules.ledger import ISSUANCE, Posting, member
from rules.moments import Month
from storage import (
    alarms,
    assets,
    budgets,
    disputed,
    disputes,
    draws,
    ledger,
    members,
    owing,
    parameters,
    payouts,
    runs,
    settling,
)
from storage import dispute_steps as steps
from storage.disputes import Dispute, Juror
from storage.payouts import Due
from storage.store import Change, Look, Store

Kinds = dict[str, Callable[[Change, str], Awaitable[Any]]]  # what an alarm sets off

LEAF = Asset("LEAF", 0)
MONTH, PEOPLE, WORKERS = "2026-11", 20, (1, 2, 3, 4, 5)
TREASURERS = (19, 20)
LINE, SPARE, HELD = 100, 200, 1000


async def month(dao: Store) -> Store:
    """Twenty members with 1,000 each; one to five have a line of 100, and the month has 200 left."""

    async def work(change: Change) -> None:
        await assets.add(change, LEAF)
        for number in range(1, PEOPLE + 1):
            await members.admit(change, "terminal", f"m{number}", f"m{number}")
        for who in TREASURERS:
            await members.grant(change, who, "treasurer", "genesis")
        pot = LINE * len(WORKERS) + SPARE
        lines = [Posting(ISSUANCE, "LEAF", -PEOPLE * HELD - pot)]
        lines += [Posting(member(who), "LEAF", HELD) for who in range(1, PEOPLE + 1)]
        lines += [Posting(accounts.reserved(MONTH), "LEAF", pot)]
        await ledger.post(change, "start", "start", lines, by=0, why="test")
        await parameters.put(change, {"dispute_deposit": 500, "juror_fee": 5, "juries": ["3", "7"]}, 1)
        due = [Due(who, "LEAF", LINE) for who in WORKERS]
        source = accounts.reserved(MONTH)
        await payouts.file(change, "rewards", MONTH, due, by=0, reason="rewards", source=source, needed=2)
        await budgets.add(change, "rewards", "LEAF", budgets.MINT, 700, Month.parse(MONTH), 1)
        await runs.arm(change, Month.parse(MONTH))
        await draws.commit(change)

    await dao.act("dao", work)
    return dao


async def matter(look: Look, who: int) -> disputed.Matter:
    """Somebody's line, as the cog has it."""
    most = await disputed.rewards.most(look, 1, "LEAF", LINE)
    return disputed.Matter("reward", MONTH, who, frozenset({who}), "LEAF", LINE, most, 1)


async def filed(store: Store, by: int, who: int, claim: int) -> Dispute:
    """A dispute that was filed, and its jury drawn."""

    async def work(change: Change) -> Dispute:
        return await steps.file(change, by, claim, "It was more.", await matter(change, who))

    one: Dispute = await store.act("dao", work)
    await ring(store)
    return await get(store, one.id)


async def get(store: Store, number: int) -> Dispute:
    async with store.read("dao") as look:
        return await disputes.get(look, number)


async def jury(store: Store, number: int) -> list[Juror]:
    async with store.read("dao") as look:
        return await disputes.jury(look, await disputes.get(look, number))


async def done(store: Store, number: int, name: str, *args: Any) -> Dispute:
    """One step of a dispute, and what is due because of it."""

    async def work(change: Change) -> Dispute:
        step = getattr(steps, name)
        result: Dispute = await step(change, await disputes.get(change, number), *args)
        return result

    await store.act("dao", work)
    await ring(store)
    return await get(store, number)


async def answered(store: Store, number: int, *amounts: int) -> Dispute:
    """The jurors under way say these amounts, one each."""
    seats = [seat for seat in await jury(store, number) if not seat.silent and seat.answer is None]
    for seat, amount in zip(seats, amounts, strict=False):
        await done(store, number, "answer", seat.member, amount)
    return await get(store, number)


async def ring(store: Store, kinds: Kinds | None = None) -> None:
    """What is due for disputes happens, and what is due because of that; `kinds` says what else rings."""
    while await rung(store, kinds or KINDS):
        pass


async def rung(store: Store, kinds: Kinds) -> int:
    """Each alarm that is due now rings once, as the cog has it; how many did."""
    count = 0
    for community, kind, subject, due in await alarms.due(store, store.clock(), 1000):

        async def work(change: Change, kind: str = kind, subject: str = subject, due: Any = due) -> None:
            if kind in kinds and await alarms.take(change, kind, subject, due):
                await kinds[kind](change, subject)

        count += kind in kinds
        await store.act(community, work)
    return count


async def _voted(change: Change, one: Dispute) -> Dispute:
    """Everybody's vote, which ends as a test has said."""
    return await steps.voted(change, one, WINNERS.get(one.id))


async def _refused(change: Change, subject: str) -> None:
    one = await disputes.get(change, int(subject.partition("/")[0]))
    await owing.refused(change, one, (await payouts.of(change, disputes.KIND, subject))[-1])


def _on(step: Callable[[Change, Dispute], Awaitable[Any]]) -> Callable[[Change, str], Awaitable[Any]]:
    async def work(change: Change, subject: str) -> None:
        await step(change, await disputes.get(change, int(subject)))

    return work


WINNERS: dict[int, str | None] = {}  # of votes, by dispute
KINDS: Kinds = {
    steps.DRAW: _on(steps.draw),
    steps.ANSWERS: _on(steps.time_is_over),
    steps.APPEALED: _on(steps.finish),
    steps.VOTE: _on(_voted),
    "dispute.ended": _refused,
}


async def held(store: Store, account: str) -> int:
    async with store.read("dao") as look:
        return await ledger.balance_of(look, account, "LEAF")


async def line(store: Store, who: int) -> payouts.Line:
    async with store.read("dao") as look:
        return next(one for one in await payouts.lines(look, 1) if one.member == who)


async def sound(store: Store) -> None:
    async with store.read("dao") as look:
        assert await ledger.verify(look) is None
        assert await disputes.verify(look) == ""


async def judged(change: Change, *, approves: bool, number: int = 1) -> None:
    """Both treasurers say the same about a payout, of which the first is the month."""
    for who in TREASURERS:
        await payouts.say(change, number, who, approves=approves, reason="")
    await settling.settle(change, await payouts.get(change, number))

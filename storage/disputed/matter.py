"""What can be disputed, and what a dispute asks of it: one kind of matter is one file beside this (RULES 9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple, Protocol

from storage import joining, payouts
from storage.payouts import HELD, STRUCK, WAITING

if TYPE_CHECKING:
    from storage.disputes import Dispute
    from storage.payouts import Line
    from storage.store import Change, Look


class Matter(NamedTuple):
    """Something that may be disputed, in base units: whose money it is, what it has now, and the most it can have.

    `subject` names it among those of its kind, `people` are the numbers under which its member stands there,
    `payout` has the lines that wait, 0 where there is none yet.
    """

    kind: str
    subject: str
    member: int
    people: frozenset[int]
    asset: str
    quo: int
    most: int
    payout: int = 0


class Kind(Protocol):
    """What a dispute needs of its matter."""

    @property
    def KIND(self) -> str:  # noqa: N802 - the kinds are modules, and these are their constants
        """How it is named in storage."""

    @property
    def FREE(self) -> str:  # noqa: N802
        """What is told to who cannot pay a deposit: the way that takes none, after a space; nothing without one."""

    @property
    def JOIN(self) -> str:  # noqa: N802
        """What is told to who complains too: how to join; nothing where one cannot."""

    async def stop(self, change: Change, one: Dispute) -> None:
        """Let what is disputed wait; everything else goes on."""

    async def gone(self, look: Look, one: Dispute) -> bool:
        """Whether nothing waits any more, so that there is nothing to decide."""

    async def people(self, look: Look, one: Dispute) -> frozenset[int]:
        """Under which numbers those stand whose money it is."""

    async def opponents(self, look: Look, one: Dispute) -> frozenset[int]:
        """Who has lost when its filer wins, and may appeal."""

    async def backers(self, look: Look, one: Dispute) -> frozenset[int]:
        """Who else complains, beside its filer."""

    async def judges(self, look: Look, one: Dispute) -> frozenset[int]:
        """Who has decided, reviewed or approved it."""

    async def carry_out(self, change: Change, one: Dispute, verdict: int, pledged: int) -> None:
        """Make it what the verdict says, without what was pledged of it and lost."""


# lines of payouts that wait


async def lines(look: Look, payout: int, people: Iterable[int], *states: str) -> list[Line]:
    """Somebody's lines of a payout in some states."""
    whose = set(people)
    return [one for one in await payouts.lines(look, payout) if one.member in whose and one.state in states]


async def standing(look: Look, payout: int, member: int) -> frozenset[int]:
    """Under which numbers a member stands in a payout."""
    some = {line.member for line in await payouts.lines(look, payout)} | {member}
    now = await joining.followed(look, some)
    return frozenset(who for who in some if now[who] == now[member])


async def hold(change: Change, payout: int, people: Iterable[int]) -> None:
    """Let somebody's lines wait; those of everybody else go on."""
    there = await lines(change, payout, people, WAITING)
    await payouts.set_lines(change, payout, [one.line for one in there], HELD)


async def go_on(change: Change, payout: int, amounts: Mapping[int, int]) -> None:
    """Let held lines wait for approval again, with other amounts; one of nothing is struck."""
    for line, amount in amounts.items():
        if amount:
            await payouts.lower(change, payout, line, amount)
        await payouts.set_lines(change, payout, [line], WAITING if amount else STRUCK)


async def deciders(look: Look, payout: int) -> frozenset[int]:
    """Who has approved or refused a payout, said yes to a line of it, or filed it by hand."""
    if not payout:
        return frozenset()
    found = {vote.member for vote in await payouts.votes(look, payout)}
    found |= {line.yes for line in await payouts.lines(look, payout) if line.yes}
    by = (await payouts.get(look, payout)).filer
    return frozenset(found | ({by} if by else set()))


async def any_left(look: Look, payout: int) -> bool:
    """Whether some line of a payout is still unpaid."""
    return bool(await payouts.totals(look, payout, payouts.UNPAID))

"""Allocations: what was minted for members, what of it has vested, was released, or was taken back (RULES 8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import BigInteger, Column, Named, TypedColumns, func, select, update

from rules import ledger as accounts
from rules import moments
from rules import vesting as rules
from rules.errors import Refusal
from rules.ledger import ISSUANCE, TREASURY, Posting
from rules.vesting import Schedule
from storage import communities, ledger, links
from storage.schema import EPOCH, TICK, Amount, Flag, Moment, Str, insert, table

if TYPE_CHECKING:
    from storage.store import Change, Look

PLACE = "vesting:"  # what the names of their accounts begin with
RELEASE = "vesting.release"  # the alarm of an allocation; its subject is the number


class Vesting(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    id: Named[int] = Column(BigInteger, primary_key=True)
    member: Named[int] = Column(BigInteger, nullable=False)
    asset: Named[str] = Column(Str, nullable=False)
    total: Named[int] = Column(Amount, nullable=False)  # with every top-up
    start: Named[datetime] = Column(Moment, nullable=False)
    cliff: Named[int] = Column(BigInteger, nullable=False)  # seconds
    duration: Named[int] = Column(BigInteger, nullable=False)
    revocable: Named[bool] = Column(Flag, nullable=False)
    share: Named[str] = Column(Str, nullable=False)  # of the supply plan
    proposal: Named[int] = Column(BigInteger, nullable=False)
    released: Named[int] = Column(Amount, nullable=False)  # to its member
    returned: Named[int] = Column(Amount, nullable=False)  # to the treasury, when it was revoked
    revoked: Named[datetime | None] = Column(Moment, nullable=True)
    at: Named[datetime] = Column(Moment, nullable=False)


vesting_ = table("vesting", Vesting)
v = vesting_.c
sa.Index("ix_vesting_member", v.community, v.member)
RAW = [  # as the database holds them: read for everybody at once when a vote opens
    sa.type_coerce(one, BigInteger)
    for one in (v.member, v.total, v.start, v.cliff, v.duration, v.released, v.returned, v.revoked)
]
TICKS = timedelta(seconds=1) // TICK
FACTS = tuple(column for column in v if column.name != "community")


@dataclass(frozen=True, slots=True)
class Grant:
    """An allocation to one member, in base units; its account holds what is neither released nor returned."""

    id: int
    member: int
    asset: str
    total: int
    start: datetime
    cliff: int
    duration: int
    revocable: bool
    share: str
    proposal: int
    released: int
    returned: int
    revoked: datetime | None
    at: datetime

    @property
    def schedule(self) -> Schedule:
        length = timedelta(seconds=self.duration)
        return Schedule(self.total, self.start, timedelta(seconds=self.cliff), length, self.revoked)

    @property
    def held(self) -> int:
        """What lies in its account."""
        return self.total - self.released - self.returned

    def waiting(self, t: datetime) -> int:
        """What has vested and is not released."""
        return self.schedule.vested(t) - self.released


async def grant(
    change: Change, to: Sequence[int], amount: int, asset: str, proposal: int, facts: Mapping[str, object]
) -> list[Grant]:
    """Mint an amount for each of some members, in one entry; `facts` say when it vests, and for which share."""
    first = await communities.following(change, "vesting", len(to))
    usual = {"asset": asset, "total": amount, "proposal": proposal, "at": change.now}
    usual |= {"community": change.community, "released": 0, "returned": 0, "revoked": None, **facts}
    rows = [usual | {"id": first + nth, "member": who} for nth, who in enumerate(to)]
    await change.run(insert(vesting_), rows)
    made = await _grants(change, v.id >= first)
    told = {name: value for name, value in facts.items() if name != "start"}
    start = accounts.instant(made[0].start)
    data = {"proposal": proposal, "members": [one.member for one in made], "start": start, **told}
    lines = [Posting(accounts.vesting(one.id), asset, amount) for one in made]
    await _minted(change, proposal, lines, data)
    return made


async def top_up(change: Change, one: Grant, amount: int, proposal: int) -> Grant:
    """Mint more into an allocation, as if it had been there from the start."""
    await _put(change, one, total=one.total + amount)
    data = {"proposal": proposal, "vesting": one.id}
    await _minted(change, proposal, [Posting(accounts.vesting(one.id), one.asset, amount)], data)
    return await get(change, one.id)


async def _minted(change: Change, proposal: int, lines: list[Posting], data: Mapping[str, object]) -> None:
    out = Posting(ISSUANCE, lines[0].asset, -sum(one.amount for one in lines))
    about = f"proposal/{proposal}"
    await ledger.post(
        change, f"{about}/allocation", "allocation", [out, *lines], by=0, why=about, data=dict(data)
    )


async def revoke(change: Change, one: Grant, proposal: int) -> Grant:
    """Let nothing more of an allocation vest; what has not goes to the treasury."""
    rest = one.total - one.schedule.vested(change.now)
    await _put(change, one, revoked=change.now, returned=rest)
    lines = [Posting(accounts.vesting(one.id), one.asset, -rest), Posting(TREASURY, one.asset, rest)]
    about, data = f"proposal/{proposal}", {"proposal": proposal, "vesting": one.id}
    await ledger.post(change, f"{about}/revoke", "revoke", lines, by=0, why=about, data=data)
    return await get(change, one.id)


async def release(change: Change, one: Grant, by: int = 0) -> int:
    """Give a member what has vested since the last time, in one entry; how much that is."""
    amount = one.waiting(change.now)
    if amount:
        await _put(change, one, released=one.released + amount)
        lines = [Posting(accounts.vesting(one.id), one.asset, -amount)]
        lines += [Posting(accounts.member(one.member), one.asset, amount)]
        about = f"vesting/{one.id}"
        await ledger.post(change, f"{about}/{await change.next(about)}", "vesting", lines, by=by, why=about)
    return amount


async def step(change: Change, one: Grant) -> int:
    """Release what has vested, and set the alarm for the next time; how much was released.

    While a link of its member is fresh it waits, because what comes meanwhile could not be undone.
    """
    if until := await links.quarantined(change, one.member):
        await change.alarm(RELEASE, str(one.id), until)
        return 0
    amount = await release(change, one)
    zone = moments.zone((await communities.get(change)).zone)
    if then := one.schedule.next(change.now, zone):
        await change.alarm(RELEASE, str(one.id), then)
    return amount


async def release_all(change: Change, who: int) -> int:
    """Give a member what has vested of all their allocations; how much that is."""
    return sum([await release(change, one, by=who) for one in await of(change, who)])


async def get(look: Look, number: int) -> Grant:
    """The allocation of this number; Refusal if there is none."""
    found = await _grants(look, v.id == number)
    if not found:
        raise Refusal(f"There is no allocation #{number}; `vesting list` shows those there are.")
    return found[0]


async def of(look: Look, who: int) -> list[Grant]:
    """The allocations of a member, by number."""
    return await _grants(look, v.member == who)


async def every(look: Look) -> list[Grant]:
    """All allocations, by number."""
    return await _grants(look)


async def allocated(look: Look) -> dict[str, int]:
    """How much was ever minted in allocations, by share of the supply plan."""
    query = select(v.share, func.sum(v.total)).where(v.community == look.community).group_by(v.share)
    return {share: int(whole) for share, whole in await look.rows(query)}


async def owners(look: Look) -> dict[int, int]:
    """Whose each allocation is."""
    query = select(v.id, v.member).where(v.community == look.community)
    return {row.id: row.member for row in await look.rows(query)}


async def parts(look: Look, who: int | None = None, t: datetime | None = None) -> dict[int, tuple[int, int]]:
    """What allocations hold, by member, at a moment: vested but not released, and not vested; in base units."""
    some = () if who is None else (v.member == who,)
    query = select(*RAW).where(v.community == look.community, v.total > v.released + v.returned, *some)
    moment, found = ((t or look.now) - EPOCH) // TICK, dict[int, tuple[int, int]]()
    for member, total, start, cliff, duration, released, returned, revoked in await look.rows(query):
        elapsed = (min(moment, revoked or moment) - start) // TICKS
        waiting = rules.vested(total, elapsed, cliff, duration) - released
        before = found.get(member, (0, 0))
        found[member] = before[0] + waiting, before[1] + total - returned - released - waiting
    return found


async def verify(look: Look) -> str:
    """The first allocation whose account does not hold what it should, in words, or nothing."""
    there = await ledger.accounts(look, PLACE)
    for one in await every(look):
        held = there.pop((accounts.vesting(one.id), one.asset), 0)
        if held != one.held or not 0 <= one.released <= one.schedule.vested(look.now):
            return f"Allocation #{one.id} is not what was booked: its account holds {held} {one.asset}."
    return f"{min(there)[0]} belongs to no allocation." if there else ""


async def _put(change: Change, one: Grant, **facts: object) -> None:
    mine = v.community == change.community, v.id == one.id
    await change.run(update(vesting_).where(*mine).values(**facts))


async def _grants(look: Look, *where: sa.ColumnElement[bool]) -> list[Grant]:
    query = select(*FACTS).where(v.community == look.community, *where).order_by(v.id)
    return [Grant(*row) for row in await look.rows(query)]

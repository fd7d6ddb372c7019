"""Who may vote on a proposal with how much power, and how they did (RULES 3, 4)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import BigInteger, Column, Named, TypedColumns, delete, select

from storage.schema import YES, Amount, AnyRow, Flag, Moment, Str, insert, pieces, table

if TYPE_CHECKING:
    from storage.store import Change, Look


class Voters(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    proposal: Named[int] = Column(BigInteger, primary_key=True)
    member: Named[int] = Column(BigInteger, primary_key=True)
    power: Named[int] = Column(Amount, nullable=False)  # own, when voting opened
    delegate: Named[int | None] = Column(BigInteger, nullable=True)
    dormant: Named[bool] = Column(Flag, nullable=False)  # when voting opened


class Ballots(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    proposal: Named[int] = Column(BigInteger, primary_key=True)
    member: Named[int] = Column(BigInteger, primary_key=True)
    choice: Named[str] = Column(Str, nullable=False)
    reason: Named[str] = Column(Str, nullable=False)
    at: Named[datetime] = Column(Moment, nullable=False)


voter = table("voter", Voters)
ballot_ = table("ballot", Ballots)
e, b = voter.c, ballot_.c
READ = e.member, e.power, e.delegate, e.dormant
sa.Index("ix_voter_delegate", e.community, e.delegate)
sa.Index("ix_ballot_member", b.community, b.member)


@dataclass(frozen=True, slots=True)
class Ballot:
    """What a member said on a proposal, and why."""

    member: int
    choice: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Voter:
    """What was read of a member when voting opened; None is nobody to vote for them."""

    member: int
    power: int
    delegate: int | None
    dormant: bool


async def enrol(
    change: Change,
    number: int,
    powers: Mapping[int, int],
    to: Mapping[int, int],
    dormant: Collection[int] = frozenset(),
) -> None:
    """Write down who may vote with how much, who votes for whom, and who is dormant: the snapshot."""
    everybody = sorted({*powers, *to})
    rows = [
        (change.community, number, who, powers.get(who, 0), to.get(who), int(who in dormant))
        for who in everybody
    ]
    for some in pieces(rows, 5000):
        await change.many(insert(voter), some)


async def powers(look: Look, number: int) -> tuple[dict[int, int], dict[int, int], frozenset[int]]:
    """Everybody's own power at the snapshot, who votes for whom, and who was dormant."""
    return read(await look.rows(select(*READ).where(e.community == look.community, e.proposal == number)))


def read(rows: Iterable[AnyRow]) -> tuple[dict[int, int], dict[int, int], frozenset[int]]:
    """What rows of a snapshot say."""
    rows = list(rows)
    own = {row.member: row.power for row in rows}
    to = {row.member: row.delegate for row in rows if row.delegate not in (None, row.member)}
    return own, to, frozenset(row.member for row in rows if row.dormant)


async def around(look: Look, number: int, who: int) -> list[Voter]:
    """The member and whoever lets them vote, as the snapshot has them."""
    mine = select(*READ).where(e.community == look.community, e.proposal == number)
    rows = await look.rows(mine.where((e.member == who) | (e.delegate == who)).order_by(e.member))
    return [Voter(*row) for row in rows]


async def with_dormant(look: Look) -> list[int]:
    """The proposals in whose snapshot somebody is dormant."""
    query = select(e.proposal).where(e.community == look.community, e.dormant == YES).distinct()
    return [row.proposal for row in await look.rows(query.order_by(e.proposal))]


async def ballots(look: Look, number: int) -> dict[int, Ballot]:
    """All ballots, by member."""
    query = select(b.member, b.choice, b.reason, b.at).where(
        b.community == look.community, b.proposal == number
    )
    return {row.member: Ballot(*row) for row in await look.rows(query.order_by(b.member))}


async def choices_of(look: Look, number: int, members: Collection[int]) -> dict[int, str]:
    """What some members have said."""
    query = select(b.member, b.choice).where(b.community == look.community, b.proposal == number)
    return {
        row.member: row.choice
        for some in pieces(sorted(members))
        for row in await look.rows(query.where(b.member.in_(some)))
    }


async def cast(change: Change, number: int, before: Mapping[int, str], after: Mapping[int, str]) -> None:
    """Keep the choices of members who had others before, or take them back; a reason stays with its ballot."""
    key = {"community": change.community, "proposal": number}
    put = [
        key | {"member": who, "choice": choice, "reason": "", "at": change.now}
        for who, choice in after.items()
        if before.get(who) != choice
    ]
    fresh = insert(ballot_)
    newest = {"choice": fresh.excluded.choice, "reason": "", "at": fresh.excluded.at}
    if put:
        names = ["community", "proposal", "member"]
        await change.run(fresh.on_conflict_do_update(index_elements=names, set_=newest), put)
    for some in pieces(sorted(before.keys() - after.keys())):
        await change.run(
            delete(ballot_).where(b.community == change.community, b.proposal == number, b.member.in_(some))
        )


async def explain(change: Change, number: int, who: int, reason: str) -> None:
    """Say why a member voted as they did."""
    mine = b.community == change.community, b.proposal == number, b.member == who
    await change.run(sa.update(ballot_).where(*mine).values(reason=reason))


async def of(look: Look, who: int) -> list[tuple[int, str, str, datetime]]:
    """Every ballot of a member: proposal, choice, reason, when."""
    query = select(b.proposal, b.choice, b.reason, b.at).where(b.community == look.community, b.member == who)
    return [tuple(row) for row in await look.rows(query.order_by(b.proposal))]


async def lent(look: Look, who: int) -> list[tuple[int, int, str, str, datetime]]:
    """Every ballot that a delegate cast with a member's power: proposal, delegate, choice, reason, when."""
    own = ballot_.alias("own")
    theirs = sa.and_(b.community == e.community, b.proposal == e.proposal, b.member == e.delegate)
    mine = sa.and_(own.c.community == e.community, own.c.proposal == e.proposal, own.c.member == e.member)
    query = select(b.proposal, b.member, b.choice, b.reason, b.at)
    query = query.select_from(voter.join(ballot_, theirs).outerjoin(own, mine))
    whose = e.community == look.community, e.member == who, e.delegate != who, e.power > 0
    rows = await look.rows(query.where(*whose, own.c.member.is_(None)).order_by(b.proposal))
    return [tuple(row) for row in rows]


async def erase_texts(change: Change, gone: int) -> None:
    """Erase why a member voted; how they did stays (RULES 7)."""
    mine = b.community == change.community, b.member == gone
    await change.run(sa.update(ballot_).where(*mine).values(reason=""))

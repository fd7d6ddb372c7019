"""The sums of a vote by the database, and the few rows that some ballots can change (RULES 3, 4).

`rules/tallying.py` is the law; these are its sums in one statement, because the votes of 100,000 members cannot
be read anew for each burst of ballots.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import case, func, or_, select

from rules.dormancy import Silence
from rules.tallying import Sums
from rules.verdict import Choice
from storage.schema import YES, Amount, pieces
from storage.votes import READ, ballot_, read, voter

if TYPE_CHECKING:
    from storage.store import Look

e, b = voter.c, ballot_.c
Powers = tuple[
    Mapping[int, int], Mapping[int, int], Collection[int]
]  # own power and delegates by member; who is dormant


async def total(look: Look, number: int) -> int:
    """All power there was at the snapshot."""
    return int(await look.value(select(_sum(e.power)).where(*_of(look, number))) or 0)


async def sums(look: Look, number: int, cap: int | None, recused: Collection[int]) -> Sums:
    """What all ballots there are come to; nobody's count for more than `cap`, and `recused` may not vote For."""
    p = _piles(look, number, recused).subquery().c
    whole = _capped(p.whole, cap)
    weight = case((p.choice == Choice.FOR, _capped(p.free, cap)), else_=whole) if recused else whole
    in_base = case((p.choice.is_(None), _capped(p.awake, cap)), else_=whole)
    added = (_sum(weight), _sum(_one(weight > 0)), _sum(in_base), _sum(whole), _sum(p.holders))
    async with _joined_whole(look):
        return Sums.of(await look.rows(select(p.choice, *added).group_by(p.choice)))


@asynccontextmanager
async def _joined_whole(look: Look) -> AsyncIterator[None]:
    """PostgreSQL has no statistics of a vote that has just opened, and would join it row by row."""
    if look.connection.dialect.name != "postgresql":
        yield
        return
    await look.connection.execute(sa.text("SET LOCAL enable_nestloop = off"))
    yield
    await look.connection.execute(sa.text("SET LOCAL enable_nestloop = on"))


async def ballots(look: Look, number: int, recused: Collection[int]) -> int:
    """How many ballots count, whatever they weigh."""
    return int(await look.value(select(func.count()).select_from(_valid(look, number, recused).subquery())))


async def silence(look: Look, number: int, recused: Collection[int]) -> Silence:
    """How many dormant members who hold power are outside the base, and how many have come back."""
    both = (_choice(look, number, recused, of) for of in (e.member, e.delegate))
    dormant = select(e.power, func.coalesce(*both).label("choice"))
    v = dormant.where(*_of(look, number), e.dormant == YES, e.power > 0).subquery().c
    left = v.choice.is_(None)
    sums = _sum(_one(left)), _sum(case((left, v.power), else_=0)), _sum(_one(~left))
    return Silence(*(int(one or 0) for one in (await look.rows(select(*sums)))[0]))


async def part(look: Look, number: int, who: Collection[int]) -> Powers:
    """What of a snapshot the ballots of some members can touch: whose power is with them or their delegates."""
    rows = {row for some in pieces(sorted(who)) for row in await look.rows(_near(look, number, some))}
    return read(rows)


def _of(look: Look, number: int) -> tuple[sa.ColumnElement[bool], ...]:
    return e.community == look.community, e.proposal == number


def _near(look: Look, number: int, some: Collection[int]) -> sa.Select[int, int, int | None, bool]:
    theirs = select(e.delegate).where(*_of(look, number), e.member.in_(some), e.delegate.is_not(None))
    near = or_(e.member.in_(some), e.member.in_(theirs), e.delegate.in_(some), e.delegate.in_(theirs))
    return select(*READ).where(*_of(look, number), near)


def _valid(look: Look, number: int, recused: Collection[int]) -> sa.Select[int, str]:
    """The ballots that count: the For of who would be paid does not (RULES 4)."""
    query = select(b.member, b.choice).where(b.community == look.community, b.proposal == number)
    refused = sa.and_(b.choice == Choice.FOR, b.member.in_(sorted(recused)))
    return query.where(~refused) if recused else query


def _choice(
    look: Look, number: int, recused: Collection[int], of: sa.ColumnElement[Any]
) -> sa.ColumnElement[str]:
    """What a member has said, looked up by key."""
    query = _valid(look, number, recused).with_only_columns(b.choice).where(b.member == of)
    return query.correlate_except(ballot_).scalar_subquery()


def _piles(look: Look, number: int, recused: Collection[int]) -> sa.Select[Any]:
    """Whose power lies with whom: with its owner who votes or has no delegate, else with the delegate."""
    said = _valid(look, number, recused).cte("said")
    said = said.prefix_with("MATERIALIZED", dialect="postgresql")  # which hashes it
    said = said.prefix_with("NOT MATERIALIZED", dialect="sqlite")  # which looks it up by key
    awake = case((e.dormant == YES, 0), else_=e.power).label("awake")
    columns = (e.member, e.delegate, e.power, awake, said.c.choice.label("own"))
    hands = select(*columns).select_from(voter.outerjoin(said, said.c.member == e.member))
    h = hands.where(*_of(look, number)).subquery("hand").c
    holder = case((h.own.is_(None), func.coalesce(h.delegate, h.member)), else_=h.member).label("holder")
    choice = func.coalesce(h.own, _choice(look, number, recused, h.delegate))
    free = case((h.member.in_(sorted(recused)), 0), else_=h.power)
    sums = (
        func.max(choice).label("choice"),
        _sum(h.power).label("whole"),
        _sum(h.awake).label("awake"),
        _sum(_one(h.power > 0)).label("holders"),
        *((_sum(free).label("free"),) if recused else ()),
    )
    return select(holder, *sums).group_by(holder)


def _capped(column: sa.ColumnElement[int], cap: int | None) -> sa.ColumnElement[int]:
    return column if cap is None else case((column > cap, cap), else_=column)


def _one(held: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return case((held, 1), else_=0)


def _sum(column: sa.ColumnElement[int]) -> sa.ColumnElement[int]:
    return func.sum(column, type_=Amount)

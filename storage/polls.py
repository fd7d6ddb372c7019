"""Polls: a question, its options, and one vote of each member (RULES 7)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import BigInteger, Column, Named, TypedColumns, delete, func, select, update

from rules import polls as rules
from rules.errors import Refusal
from storage.schema import Json, Moment, Str, insert, pieces, table

if TYPE_CHECKING:
    from storage.store import Change, Look


class Polls(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    id: Named[int] = Column(BigInteger, primary_key=True)
    by: Named[int] = Column(BigInteger, nullable=False)
    question: Named[str] = Column(Str, nullable=False)
    options: Named[Any] = Column(Json, nullable=False)
    at: Named[datetime] = Column(Moment, nullable=False)
    closes: Named[datetime] = Column(Moment, nullable=False)
    extended: Named[int] = Column(BigInteger, nullable=False)
    closed: Named[datetime | None] = Column(Moment, nullable=True)
    hidden_by: Named[int | None] = Column(BigInteger, nullable=True)
    hidden_why: Named[str] = Column(Str, nullable=False)


class Votes(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    poll: Named[int] = Column(BigInteger, primary_key=True)
    member: Named[int] = Column(BigInteger, primary_key=True)
    choice: Named[int] = Column(BigInteger, nullable=False)
    at: Named[datetime] = Column(Moment, nullable=False)


poll = table("poll", Polls)
vote_ = table("poll_vote", Votes)
p, v = poll.c, vote_.c
sa.Index("ix_poll_vote_member", v.community, v.member)


@dataclass(frozen=True, slots=True)
class Poll:
    """A poll; `closed` is when it ended, `extended` whether an outage moved its end. Erased, it is blank."""

    id: int
    by: int
    question: str
    options: tuple[str, ...]
    at: datetime
    closes: datetime
    extended: bool
    closed: datetime | None
    hidden_by: int | None
    hidden_why: str

    def open(self, now: datetime) -> bool:
        """Whether votes count; the closing second still does."""
        return self.closed is None and now <= self.closes


FACTS = tuple(column for column in p if column.name != "community")


async def add(change: Change, by: int, question: str, options: Sequence[str], closes: datetime) -> int:
    """Open a poll; its number."""
    number = await change.next("poll")
    facts = {
        "id": number,
        "by": by,
        "question": question,
        "options": list(options),
        "at": change.now,
        "closes": closes,
    }
    rest = {"extended": 0, "closed": None, "hidden_by": None, "hidden_why": ""}
    await change.run(insert(poll), {"community": change.community} | facts | rest)
    return number


async def get(look: Look, number: int) -> Poll:
    """The poll of this number; Refusal if there is none."""
    found = await _polls(look, p.id == number)
    if not found:
        raise Refusal(f"There is no poll #{number}; `poll list` shows those there are.")
    return found[0]


async def newest(look: Look, limit: int) -> list[Poll]:
    """The newest polls, open ones first."""
    query = select(*FACTS).where(p.community == look.community)
    rows = await look.rows(query.order_by(p.closed.is_not(None), p.id.desc()).limit(limit))
    return [_poll(row) for row in rows]


async def number_of(look: Look) -> int:
    """How many polls there have been."""
    return int(await look.value(select(func.count()).select_from(poll).where(p.community == look.community)))


async def every(look: Look) -> list[Poll]:
    """All polls, by number."""
    return await _polls(look)


async def of(look: Look, who: int) -> list[Poll]:
    """The polls of a member, by number."""
    return await _polls(look, p.by == who)


async def _polls(look: Look, *where: Any) -> list[Poll]:
    query = select(*FACTS).where(p.community == look.community, *where).order_by(p.id)
    return [_poll(row) for row in await look.rows(query)]


def _poll(row: Any) -> Poll:
    facts = row._asdict()
    return Poll(**facts | {"options": tuple(facts["options"]), "extended": bool(facts["extended"])})


async def put_votes(change: Change, number: int, before: Mapping[int, int], after: Mapping[int, int]) -> None:
    """Keep the choices of members, who had others before, or take them back."""
    key = {"community": change.community, "poll": number}
    put = [
        key | {"member": who, "choice": choice, "at": change.now}
        for who, choice in after.items()
        if before.get(who) != choice
    ]
    fresh = insert(vote_)
    newest = {"choice": fresh.excluded.choice, "at": fresh.excluded.at}
    if put:
        names = ["community", "poll", "member"]
        await change.run(fresh.on_conflict_do_update(index_elements=names, set_=newest), put)
    for some in pieces(sorted(before.keys() - after.keys())):
        mine = v.community == change.community, v.poll == number, v.member.in_(some)
        await change.run(delete(vote_).where(*mine))


async def choices_of(look: Look, number: int, members: Collection[int]) -> dict[int, int]:
    """What members have voted for, by the number of the option."""
    query = select(v.member, v.choice).where(v.community == look.community, v.poll == number)
    return {
        row.member: row.choice
        for some in pieces(sorted(members))
        for row in await look.rows(query.where(v.member.in_(some)))
    }


async def choice_of(look: Look, number: int, who: int) -> int | None:
    """What a member has voted for, by the number of the option."""
    return (await choices_of(look, number, [who])).get(who)


async def counts(look: Look, one: Poll) -> tuple[int, ...]:
    """The votes for each option, in order."""
    query = select(v.choice, func.count().label("votes")).where(
        v.community == look.community, v.poll == one.id
    )
    rows = {row.choice: row.votes for row in await look.rows(query.group_by(v.choice))}
    return rules.counted(len(one.options), rows)


async def votes_of(look: Look, who: int) -> list[tuple[int, int, datetime]]:
    """Every vote of a member: poll, option, when."""
    query = (
        select(v.poll, v.choice, v.at).where(v.community == look.community, v.member == who).order_by(v.poll)
    )
    return [(row.poll, row.choice, row.at) for row in await look.rows(query)]


async def put(change: Change, number: int, **facts: Any) -> None:
    """Set closes, extended, closed, hidden_by or hidden_why."""
    await change.run(update(poll).where(p.community == change.community, p.id == number).values(**facts))


async def erase_texts(change: Change, gone: int) -> None:
    """Erase what a member asked; the counts stay, and what was open is closed (RULES 7)."""
    for one in await of(change, gone):
        await put(change, one.id, question="", options=[f"Option {n}" for n, _ in enumerate(one.options, 1)])
        if one.closed is None:
            await put(change, one.id, closed=change.now)
            await change.disarm("poll.close", str(one.id))
    mine = p.community == change.community, p.hidden_by == gone
    await change.run(update(poll).where(*mine).values(hidden_why=""))

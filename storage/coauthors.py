"""Who was asked to write a proposal together with its author, and who does (RULES 4)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import BigInteger, Column, Named, TypedColumns, delete, select

from storage.proposals import proposal
from storage.schema import Moment, Str, insert, table

if TYPE_CHECKING:
    from storage.store import Change, Look

ASKED, ACCEPTED, DECLINED = "asked", "accepted", "declined"


class Coauthors(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    proposal: Named[int] = Column(BigInteger, primary_key=True)
    member: Named[int] = Column(BigInteger, primary_key=True)
    state: Named[str] = Column(Str, nullable=False)
    at: Named[datetime] = Column(Moment, nullable=False)


coauthor = table("coauthor", Coauthors)
c = coauthor.c
sa.Index("ix_coauthor_member", c.community, c.member)


async def put(change: Change, number: int, who: int, state: str) -> None:
    """Say that a member was asked, has accepted or has declined."""
    key = {"community": change.community, "proposal": number, "member": who}
    fresh = insert(coauthor).values(**key, state=state, at=change.now)
    newest = {"state": fresh.excluded.state, "at": fresh.excluded.at}
    await change.run(fresh.on_conflict_do_update(index_elements=list(key), set_=newest))


async def drop(change: Change, number: int, who: int) -> None:
    """Take an invitation back, or whom it made a co-author."""
    mine = c.community == change.community, c.proposal == number, c.member == who
    await change.run(delete(coauthor).where(*mine))


async def of(look: Look, number: int) -> dict[int, str]:
    """Everybody who was asked about a proposal, by id, and where that stands. Never its author.

    Who was asked and is one with the author by now is no longer told apart from them.
    """
    same = proposal.c.community == c.community, proposal.c.id == c.proposal, proposal.c.by != c.member
    query = select(c.member, c.state).join(proposal, sa.and_(*same))
    mine = c.community == look.community, c.proposal == number
    return {row.member: row.state for row in await look.rows(query.where(*mine).order_by(c.member))}


async def accepted(look: Look, number: int) -> list[int]:
    """The co-authors of a proposal, by id."""
    return [who for who, state in (await of(look, number)).items() if state == ACCEPTED]


async def asked(look: Look, who: int) -> list[int]:
    """The proposals about which a member was asked and has not answered."""
    query = select(c.proposal).where(c.community == look.community, c.member == who, c.state == ASKED)
    return [row.proposal for row in await look.rows(query.order_by(c.proposal))]


async def erase(change: Change, gone: int) -> None:
    """Take a member who is forgotten off every proposal (RULES 7)."""
    await change.run(delete(coauthor).where(c.community == change.community, c.member == gone))

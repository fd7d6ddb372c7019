"""What the community should build: ideas, and one up-vote of each member (RULES 7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import BigInteger, Column, Named, TypedColumns, delete, func, select, update

from rules.errors import Refusal
from storage.schema import Moment, Str, insert, table

if TYPE_CHECKING:
    from storage.store import Change, Look

OPEN, READY = "open", "ready"  # between them the kind of proposal that it shall be


class Ideas(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    id: Named[int] = Column(BigInteger, primary_key=True)
    by: Named[int] = Column(BigInteger, nullable=False)
    what: Named[str] = Column(Str, nullable=False)
    at: Named[datetime] = Column(Moment, nullable=False)
    state: Named[str] = Column(Str, nullable=False)
    told: Named[datetime | None] = Column(Moment, nullable=True)
    hidden_by: Named[int | None] = Column(BigInteger, nullable=True)
    hidden_why: Named[str] = Column(Str, nullable=False)


class Ups(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    idea: Named[int] = Column(BigInteger, primary_key=True)
    member: Named[int] = Column(BigInteger, primary_key=True)
    at: Named[datetime] = Column(Moment, nullable=False)


idea = table("idea", Ideas)
up_ = table("idea_up", Ups)
i, u = idea.c, up_.c
sa.Index("ix_idea_up_member", u.community, u.member)


@dataclass(frozen=True, slots=True)
class Idea:
    """An idea with its up-votes; `told` is when its author heard that it has enough."""

    id: int
    by: int
    what: str
    at: datetime
    state: str
    told: datetime | None
    hidden_by: int | None
    hidden_why: str
    ups: int = 0


FACTS = tuple(column for column in i if column.name != "community")


async def add(change: Change, by: int, what: str) -> int:
    """Keep an idea; its number."""
    number = await change.next("idea")
    facts = {"id": number, "by": by, "what": what, "at": change.now, "state": OPEN, "told": None}
    await change.run(
        insert(idea), {"community": change.community, "hidden_by": None, "hidden_why": ""} | facts
    )
    return number


async def get(look: Look, number: int) -> Idea:
    """The idea of this number; Refusal if there is none."""
    found = await _ideas(look, i.id == number)
    if not found:
        raise Refusal(f"There is no idea #{number}; `idea list` shows those there are.")
    return found[0]


async def every(look: Look) -> list[Idea]:
    """All ideas, those with the most up-votes first, then the newest."""
    return sorted(await _ideas(look), key=lambda one: (-one.ups, -one.id))


async def of(look: Look, who: int) -> list[Idea]:
    """The ideas of a member, by number."""
    return await _ideas(look, i.by == who)


async def _ideas(look: Look, *where: Any) -> list[Idea]:
    mine = u.community == i.community, u.idea == i.id
    ups = select(func.count()).select_from(up_).where(*mine).scalar_subquery().label("ups")
    query = select(*FACTS, ups).where(i.community == look.community, *where).order_by(i.id)
    return [Idea(*row) for row in await look.rows(query)]


async def up(change: Change, number: int, who: int) -> bool:
    """Add a member's up-vote; False if it was there."""
    facts = {"community": change.community, "idea": number, "member": who, "at": change.now}
    return (await change.run(insert(up_).values(**facts).on_conflict_do_nothing())).rowcount == 1


async def down(change: Change, number: int, who: int) -> bool:
    """Take a member's up-vote back; False if there was none."""
    mine = u.community == change.community, u.idea == number, u.member == who
    return (await change.run(delete(up_).where(*mine))).rowcount == 1


async def ups_of(look: Look, who: int) -> list[int]:
    """The numbers of the ideas a member has up-voted."""
    query = select(u.idea).where(u.community == look.community, u.member == who).order_by(u.idea)
    return [row.idea for row in await look.rows(query)]


async def put(change: Change, number: int, **facts: Any) -> None:
    """Set state, told, hidden_by or hidden_why."""
    await change.run(update(idea).where(i.community == change.community, i.id == number).values(**facts))


async def erase_texts(change: Change, gone: int) -> None:
    """Erase what a member wrote; the counts stay (RULES 7)."""
    mine = i.community == change.community
    await change.run(update(idea).where(mine, i.by == gone).values(what=""))
    await change.run(update(idea).where(mine, i.hidden_by == gone).values(hidden_why=""))

"""What was done already, so that nothing is done twice; and what was asked and waits to be confirmed."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Column, Named, TypedColumns, func, select, update

from rules.errors import Refusal
from storage.schema import Json, Moment, Str, insert, pieces, table

if TYPE_CHECKING:
    from storage.store import Change, Look, Store


class Inboxes(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    key: Named[str] = Column(Str, primary_key=True)
    outcome: Named[Any] = Column(Json, nullable=False)
    at: Named[datetime] = Column(Moment, nullable=False)


class Drafts(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    id: Named[str] = Column(Str, primary_key=True)
    member: Named[int] = Column(BigInteger, nullable=False)
    asked: Named[Any] = Column(Json, nullable=False)
    expires: Named[datetime] = Column(Moment, nullable=False)
    done: Named[datetime | None] = Column(Moment, nullable=True)


inbox = table("inbox", Inboxes)
draft_ = table("draft", Drafts)


async def outcomes(look: Look, keys: Collection[str]) -> dict[str, Any]:
    """What was answered under these keys, where something was."""
    i = inbox.c
    query = select(i.key, i.outcome).where(i.community == look.community)
    return {
        row.key: row.outcome
        for some in pieces(sorted(keys))
        for row in await look.rows(query.where(i.key.in_(some)))
    }


async def answered(change: Change, outcomes_: Mapping[str, Any]) -> None:
    """Remember what was answered under keys, so that nothing is done twice."""
    mine = {"community": change.community, "at": change.now}
    rows = [mine | {"key": key, "outcome": outcome} for key, outcome in outcomes_.items()]
    if rows:
        await change.run(insert(inbox), rows)


async def draft(change: Change, member: int, asked: Any, expires: datetime) -> str:
    """Keep a request until its owner confirms it; its id."""
    number = secrets.token_hex(4)
    row = {"community": change.community, "id": number, "member": member, "asked": asked, "expires": expires}
    await change.run(insert(draft_), row | {"done": None})
    return number


async def community_of(store: Store, number: str) -> str | None:
    """The community in which a request waits to be confirmed."""
    async with store.read() as look:
        found = await look.rows(select(draft_.c.community).where(draft_.c.id == number))
    return str(found[0].community) if len(found) == 1 else None


async def unconfirmed(look: Look, member: int) -> int:
    """How many requests of a member still wait to be confirmed."""
    mine = draft_.c.community == look.community, draft_.c.member == member
    open_ = draft_.c.done.is_(None), draft_.c.expires >= look.now
    return int(await look.value(select(func.count()).select_from(draft_).where(*mine, *open_)))


async def confirm(change: Change, number: str, member: int) -> Any:
    """Use up a kept request, once, by its owner, in time; Refusal otherwise."""
    mine = draft_.c.community == change.community, draft_.c.id == number
    row = await change.row(
        select(draft_.c.member, draft_.c.asked, draft_.c.expires, draft_.c.done).where(*mine)
    )
    if row is None or row.member != member:
        raise Refusal("Only the person who asked can confirm that; please type the command yourself.")
    if row.done:
        raise Refusal("That was confirmed already and is done once only.")
    if row.expires < change.now:
        raise Refusal("That preview is too old to confirm; please type the command again.")
    await change.run(update(draft_).where(*mine).values(done=change.now))
    return row.asked

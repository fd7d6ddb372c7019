"""Which community somebody means in a 1:1 room with the bot: the only one, or the one chosen last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import BigInteger, Column, Named, TypedColumns, select

from storage import communities, members
from storage.schema import Moment, Str, insert, table

if TYPE_CHECKING:
    from storage.store import Change, Store


class Homes(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    platform: Named[str] = Column(Str, primary_key=True)
    account: Named[str] = Column(Str, primary_key=True)
    member: Named[int] = Column(BigInteger, nullable=False)
    chosen: Named[datetime] = Column(Moment, nullable=False)


home = table("home", Homes)
sa.Index("ix_home_account", home.c.platform, home.c.account)


@dataclass(frozen=True, slots=True)
class Home:
    """A community that somebody belongs to, and when they chose it for their 1:1 room."""

    id: str
    name: str
    chosen: datetime | None


async def of(store: Store, platform: str, account: str) -> list[Home]:
    """The communities of an account, the one chosen last first."""
    i, c, h = members.identity.c, communities.community.c, home.c
    same = sa.and_(h.community == i.community, h.platform == i.platform, h.account == i.account)
    query = select(c.id, c.name, h.chosen).join(members.identity, i.community == c.id)
    query = query.outerjoin(home, same).where(i.platform == platform, i.account == account)
    async with store.read() as look:
        found = [Home(*row) for row in await look.rows(query.order_by(c.name, c.id))]
    return sorted(found, key=lambda one: one.chosen.timestamp() if one.chosen else 0, reverse=True)


async def choose(change: Change, platform: str, account: str, member: int) -> None:
    """From now on the 1:1 room of an account speaks for this community."""
    key = {"community": change.community, "platform": platform, "account": account}
    fresh = insert(home).values(**key, member=member, chosen=change.now)
    facts = {"member": member, "chosen": change.now}
    await change.run(fresh.on_conflict_do_update(index_elements=list(key), set_=facts))

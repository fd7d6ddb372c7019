"""Many members at once: who they are, what they may do, and letting them in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from storage import communities, members
from storage.members import NEWCOMER, identity, member, role
from storage.schema import insert, pieces

if TYPE_CHECKING:
    from storage.store import Change, Look

Arrival = tuple[int, str, str, datetime]  # id, account, name, known since


async def known(look: Look, platform: str, accounts: Collection[str]) -> dict[str, int]:
    """The ids of the members behind accounts, as far as there are any."""
    i = identity.c
    mine = i.community == look.community, i.platform == platform
    query = select(i.account, i.member).where(*mine)
    return {
        row.account: row.member
        for some in pieces(sorted(accounts))
        for row in await look.rows(query.where(i.account.in_(some)))
    }


async def roles(look: Look, numbers: Collection[int]) -> dict[int, frozenset[str]]:
    """The roles of members by our own table; members without one are left out."""
    query = select(role.c.member, role.c.role).where(role.c.community == look.community)
    found: defaultdict[int, set[str]] = defaultdict(set)
    for some in pieces(sorted(numbers)):
        for row in await look.rows(query.where(role.c.member.in_(some))):
            found[row.member].add(row.role)
    return {number: frozenset(held) for number, held in found.items()}


async def admit(change: Change, platform: str, names: Mapping[str, str]) -> dict[str, int]:
    """The ids of the members behind accounts; whoever is new becomes one, under the name that comes with it."""
    found = await known(change, platform, names)
    fresh = [account for account in names if account not in found]
    first = await communities.following(change, "member", len(fresh)) if fresh else 0
    named = [(first + place, account, names[account], change.now) for place, account in enumerate(fresh)]
    await enter(change, platform, named)
    return found | {account: number for number, account, *_ in named}


async def enter(change: Change, platform: str, fresh: Sequence[Arrival]) -> None:
    """Make members of people nobody knew."""
    mine = {"community": change.community}
    for some in pieces(fresh):
        people = [
            mine | NEWCOMER | {"id": n, "name": members.entered(name, n), "known_since": since}
            for n, _, name, since in some
        ]
        accounts = [
            mine | {"platform": platform, "account": account, "member": n, "since": since}
            for n, account, _, since in some
        ]
        await change.run(insert(member), people)
        await change.run(insert(identity), accounts)

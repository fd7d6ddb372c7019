"""Many members at once: who they are, what they may do, and letting them in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import and_, select

from rules import dormancy
from storage import communities, members, presence
from storage.members import NEWCOMER, identity, member, role
from storage.schema import insert, pieces

if TYPE_CHECKING:
    from storage.store import Change, Look

Arrival = tuple[int, str, str, datetime]  # id, account, name, known since
Person = tuple[int, frozenset[str]]  # id, and the roles by our own table


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


async def admit(change: Change, platform: str, names: Mapping[str, str]) -> dict[str, Person]:
    """Who is behind accounts, and is seen today; who is new becomes a member, under the name that comes with it."""
    found, unseen = await _people(change, platform, names)
    await presence.note(change, unseen)
    fresh = [account for account in names if account not in found]
    first = await communities.following(change, "member", len(fresh)) if fresh else 0
    named = [(first + place, account, names[account], change.now) for place, account in enumerate(fresh)]
    await enter(change, platform, named)
    return found | {account: (number, frozenset()) for number, account, *_ in named}


async def _people(look: Look, platform: str, accounts: Collection[str]) -> tuple[dict[str, Person], set[int]]:
    """The members behind accounts, as far as there are any, and which of them were not seen today."""
    i, m, r = identity.c, member.c, role.c
    joined = identity.join(member, and_(m.community == i.community, m.id == i.member))
    joined = joined.outerjoin(role, and_(r.community == i.community, r.member == i.member))
    query = select(i.account, i.member, m.seen, r.role).select_from(joined)
    mine = query.where(i.community == look.community, i.platform == platform)
    ids: dict[str, int] = {}
    held: defaultdict[str, set[str]] = defaultdict(set)
    unseen: set[int] = set()
    for some in pieces(sorted(accounts)):
        for row in await look.rows(mine.where(i.account.in_(some))):
            ids[row.account] = row.member
            held[row.account] |= {row.role} - {None}
            unseen |= {row.member} if dormancy.unseen(row.seen, look.now) else set()
    return {account: (number, frozenset(held[account])) for account, number in ids.items()}, unseen


async def enter(change: Change, platform: str, fresh: Sequence[Arrival]) -> None:
    """Make members of people nobody knew."""
    mine = {"community": change.community}
    today = {"seen": dormancy.day(change.now)}
    for some in pieces(fresh):
        people = [
            mine | today | NEWCOMER | {"id": n, "name": members.entered(name, n), "known_since": since}
            for n, _, name, since in some
        ]
        accounts = [
            mine | {"platform": platform, "account": account, "member": n, "since": since}
            for n, account, _, since in some
        ]
        await change.run(insert(member), people)
        await change.run(insert(identity), accounts)

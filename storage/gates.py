"""How engaged a community is: what the gates of budgets are measured by (RULES 5)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from rules import dormancy
from rules.proposals import VOTING
from storage import contributions, members
from storage.contributions import LIVE, LOG
from storage.members import member
from storage.proposals import proposal
from storage.schema import NO
from storage.votes import ballot_

if TYPE_CHECKING:
    from storage.store import Look


async def figures(look: Look, window: int) -> dict[str, int]:
    """Active members, voters and attested contributions of so many seconds; new members count nowhere."""
    since, known = look.now - timedelta(seconds=window), await _known(look)
    return {
        "members": len(known & await _seen(look, since)),
        "voters": len(known & await _voted(look, since)),
        "contributions": await _attested(look, since, known),
    }


async def _known(look: Look) -> frozenset[int]:
    """Members who are here and not new."""
    m = member.c
    here = m.gone == NO, m.forgotten == NO, m.merged_into.is_(None)
    rows = await look.rows(select(m.id).where(m.community == look.community, *here))
    return frozenset(row.id for row in rows) - await members.new_members(look)


async def _seen(look: Look, since: datetime) -> frozenset[int]:
    """Who gave a sign since that day."""
    late = member.c.seen >= dormancy.day(since)
    rows = await look.rows(select(member.c.id).where(member.c.community == look.community, late))
    return frozenset(row.id for row in rows)


async def _voted(look: Look, since: datetime) -> frozenset[int]:
    """Who voted since then; of votes that are still open nothing is told."""
    b, p = ballot_.c, proposal.c
    closed = select(p.id).where(p.community == look.community, p.state != VOTING)
    rows = await look.rows(
        select(b.member)
        .distinct()
        .where(b.community == look.community, b.at >= since, b.proposal.in_(closed))
    )
    return frozenset(row.member for row in rows)


async def _attested(look: Look, since: datetime, known: frozenset[int]) -> int:
    """How many contributions of known members others of them attest."""
    return sum(
        one.kind == LOG
        and one.state == LIVE
        and one.by in known
        and bool(known.intersection(one.attested) - {one.by, *one.receivers})
        for one in await contributions.since(look, since)
    )

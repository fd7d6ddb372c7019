"""Everything that is kept about one member, as plain data for a file (RULES 7, export)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import BigInteger, select

from rules import ledger as accounts
from rules.amounts import Asset, plain
from storage import activity, assets, communities, contributions, ideas, ledger, members, polls
from storage.contributions import PRAISE, Work
from storage.schema import metadata

if TYPE_CHECKING:
    from storage.store import Look

PAGE = 500
WHO = (
    "member",
    "by",
    "author",
    "treasurer",
    "kept",
    "dropped",
    "heir",
    "hidden_by",
    "giver",
    "taker",
    "judge",
    "delegate",
    "claimant",
    "approver",
)  # columns that name a member
APART = {  # told in words of their own, or holding nothing but what was posted
    "member", "identity", "role", "contribution", "contribution_for", "attestation", "activity", "idea",
    "idea_up", "poll", "poll_vote", "posting", "balance", "inbox", "outbox", "shown", "blob",
}  # fmt: skip


async def of(look: Look, who: int) -> dict[str, Any]:
    """All that is kept about a member: JSON with moments as text and amounts as plain decimal numbers."""
    me = await members.get(look, who)
    written, given = await contributions.written_by(look, who), await contributions.given_to(look, who)
    facts = {
        "id": me.id, "name": me.name, "known_since": me.known_since, "wants": sorted(me.wants),
        "counts_activity": me.counts_activity, "takes_rewards": me.takes_rewards,
        "seen": me.seen.date().isoformat(),
    }  # fmt: skip
    found = {
        "community": (await communities.get(look)).name,
        "exported": look.now,
        "member": facts,
        "accounts": [{"platform": p, "account": a} for p, a in await members.identities(look, who)],
        "roles": [
            {"role": role, "source": source, "since": since}
            for role, one, source, since in await members.all_roles(look)
            if one == who
        ],
        **await _money(look, who),
        "contributions": [
            _work(one) for one in {w.id: w for w in (*written, *given)}.values() if one.kind != PRAISE
        ],
        "praise_given": [_work(one) for one in written if one.kind == PRAISE],
        "praise_received": [_work(one) for one in given if one.kind == PRAISE],
        "attestations": [
            {"contribution": n, "at": at} for n, at in await contributions.attested_by(look, who)
        ],
        "activity": await activity.of_member(look, who),
        **await _opinions(look, who),
        "other_records": await _others(look, who),
    }
    plainly: dict[str, Any] = _plain(found)
    return plainly


async def _money(look: Look, who: int) -> dict[str, Any]:
    known = {one.symbol: one for one in await assets.everything(look)}
    account = accounts.member(who)
    held = await ledger.balances(look, account)
    return {
        "balances": {asset: plain(amount, known[asset]) for asset, amount in held.items()},
        "ledger": await _entries(look, account, known),
    }


async def _entries(look: Look, account: str, known: dict[str, Asset]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    before = None
    while page := await ledger.history(look, account, limit=PAGE, before=before):
        for one in page:
            mine = {p.asset: plain(p.amount, known[p.asset]) for p in one.postings if p.account == account}
            found.append(
                {
                    "number": one.number,
                    "id": one.id,
                    "kind": one.kind,
                    "why": one.why,
                    "at": one.at,
                    "amounts": mine,
                }
            )
        before = page[-1].number
    return found[::-1]


def _work(one: Work) -> dict[str, Any]:
    names = ("id", "by", "what", "link", "category", "minutes", "at", "month", "state", "salt", "hash")
    rest = {"for": one.receivers, "attested_by": one.attested, "flags": one.flags}
    return {name: getattr(one, name) for name in names} | rest


async def _opinions(look: Look, who: int) -> dict[str, Any]:
    mine = await ideas.of(look, who)
    return {
        "ideas": [{"id": one.id, "what": one.what, "at": one.at, "ups": one.ups} for one in mine],
        "ideas_up_voted": await ideas.ups_of(look, who),
        "polls": [
            {"id": one.id, "question": one.question, "options": one.options, "at": one.at}
            for one in await polls.of(look, who)
        ],
        "poll_votes": [
            {"poll": n, "option": option, "at": at} for n, option, at in await polls.votes_of(look, who)
        ],
    }


async def _others(look: Look, who: int) -> dict[str, Any]:
    """Every other table that names the member, whichever feature keeps it."""
    found = {}
    for of_ in metadata.sorted_tables:
        naming = [of_.c[name] for name in WHO if name in of_.c and isinstance(of_.c[name].type, BigInteger)]
        if of_.name in APART or not naming or "community" not in of_.c:
            continue
        facts = [one for one in of_.c if one.name != "community"]
        mine = of_.c.community == look.community, sa.or_(*(one == who for one in naming))
        rows = await look.rows(select(*facts).where(*mine).order_by(*of_.primary_key.columns))
        if rows:
            found[of_.name] = [row._asdict() for row in rows]
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, (list, tuple)) else value

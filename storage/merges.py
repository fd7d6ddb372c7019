"""Two members who turn out to be one human, and the day in which that can be undone (RULES 1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Column, Named, TypedColumns, select, update

from rules import linking
from rules.errors import Refusal
from storage import members
from storage.members import Member, identity
from storage.schema import Json, Moment, Str, insert, table

if TYPE_CHECKING:
    from storage.store import Change, Look


class Merges(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    id: Named[int] = Column(BigInteger, primary_key=True)
    kept: Named[int] = Column(BigInteger, nullable=False)
    dropped: Named[int] = Column(BigInteger, nullable=False)
    at: Named[datetime] = Column(Moment, nullable=False)
    undone: Named[datetime | None] = Column(Moment, nullable=True)
    moved: Named[Any] = Column(Json, nullable=False)


merge_ = table("merge", Merges)
M = merge_.c


@dataclass(frozen=True, slots=True)
class Merge:
    """What was joined: the member who stays and the one who is part of them now."""

    id: int
    kept: int
    dropped: int
    at: datetime
    undone: datetime | None
    moved: Any

    @property
    def until(self) -> datetime:
        """The first moment at which it cannot be undone any more."""
        return self.at + linking.QUARANTINE


async def merge(change: Change, kept: int, dropped: int, *, more: Any = None) -> Merge:
    """Let one member be part of another: accounts, roles and wishes; the ledger and features move the rest.

    `more` is kept beside it for whoever has to undo the rest.
    """
    one, other = await members.get(change, kept), await members.get(change, dropped)
    if kept == dropped or not (one.present and other.present):
        raise Refusal("Only two different members who are both here can be joined.")
    moved = await _moved(change, one, other) | {"more": more}
    await members.move_identities(change, dropped, kept)
    await _move_roles(change, moved["roles"], kept, dropped)
    await members.alter(change, kept, **_joined(one, other))
    await members.alter(change, dropped, merged_into=kept)
    row = Merge(await change.next("merge"), kept, dropped, change.now, None, moved)
    facts = {"id": row.id, "kept": kept, "dropped": dropped, "at": row.at, "undone": None, "moved": moved}
    await change.run(insert(merge_), {"community": change.community} | facts)
    return row


def _joined(one: Member, other: Member) -> dict[str, Any]:
    """What is known of two members as one: the older, and no wish of either is passed over."""
    return {
        "known_since": min(one.known_since, other.known_since),
        "wants": sorted(one.wants | other.wants),
        "counts_activity": one.counts_activity and other.counts_activity,
        "takes_rewards": one.takes_rewards and other.takes_rewards,
        "founder": one.founder or other.founder,
        "seen": max(one.seen, other.seen),
    }


def _known(one: Member) -> dict[str, Any]:
    facts = {"wants": sorted(one.wants), "counts_activity": one.counts_activity}
    return facts | {"takes_rewards": one.takes_rewards, "founder": one.founder}


async def _moved(change: Change, one: Member, other: Member) -> dict[str, Any]:
    """All that is needed to tell the two apart again."""
    held = [row for row in await members.all_roles(change) if row[1] == other.id]
    has = await members.roles(change, one.id)
    return {
        "accounts": [list(pair) for pair in await members.identities(change, other.id)],
        "roles": [[what, source, what in has] for what, _, source, _ in held],
        "kept": _known(one) | {"known_since": one.known_since.isoformat(), "seen": one.seen.isoformat()},
    }


async def _move_roles(change: Change, held: list[list[Any]], kept: int, dropped: int) -> None:
    for what, source, _ in held:
        await members.revoke(change, dropped, what)
        await members.grant(change, kept, what, source)


async def get(look: Look, number: int) -> Merge:
    """The merge of this number; Refusal if there is none."""
    facts = (one for one in M if one.name != "community")
    row = await look.row(select(*facts).where(M.community == look.community, M.id == number))
    if row is None:
        raise Refusal(f"There is no merge {number}.")
    return Merge(*row)


async def latest(look: Look, member: int) -> Merge | None:
    """The newest merge that made a member what they are, unless it was undone."""
    mine = M.community == look.community, M.kept == member, M.undone.is_(None)
    row = await look.row(select(M.id).where(*mine).order_by(M.id.desc()).limit(1))
    return await get(look, row.id) if row else None


async def split(change: Change, number: int) -> Merge:
    """Undo a merge within 24 hours; Refusal later, or where a newer merge stands upon it."""
    row = await get(change, number)
    if row.undone:
        raise Refusal("That was undone already.")
    linking.may_undo(row.at, change.now)
    newest = await latest(change, row.kept)
    if (await members.get(change, row.kept)).merged_into or newest is None or newest.id != row.id:
        raise Refusal("Another account was joined since; undo that first.")
    facts = row.moved["kept"] | await _seen(change, row)
    known_since = datetime.fromisoformat(facts["known_since"])
    await members.alter(change, row.kept, **facts | {"known_since": known_since})
    await members.alter(change, row.dropped, merged_into=None)
    await _move_back(change, row)
    await change.run(
        update(merge_).where(M.community == change.community, M.id == number).values(undone=change.now)
    )
    return row


async def _seen(look: Look, row: Merge) -> dict[str, Any]:
    """When the kept member was last seen: as it was before, unless they were seen since."""
    now, other = await members.get(look, row.kept), await members.get(look, row.dropped)
    before = row.moved["kept"].get("seen")
    return {"seen": datetime.fromisoformat(before) if before and now.seen <= other.seen else now.seen}


async def _move_back(change: Change, row: Merge) -> None:
    """Give back the accounts and roles that came with the merge and are still there."""
    i = identity.c
    for platform, account in row.moved["accounts"]:
        mine = (
            i.community == change.community,
            i.platform == platform,
            i.account == account,
            i.member == row.kept,
        )
        await change.run(update(identity).where(*mine).values(member=row.dropped))
    held = await members.roles(change, row.kept)
    for what, source, both in row.moved["roles"]:
        if what not in held:
            continue  # it was laid down or revoked meanwhile
        if not both:
            await members.revoke(change, row.kept, what)
        await members.grant(change, row.dropped, what, source)

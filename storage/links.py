"""Codes that join accounts or bind a place, who tried them, and links that wait for both sides (RULES 1)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import BigInteger, Column, Named, TypedColumns, select, update

from rules import linking
from rules.errors import Refusal
from storage import members, merges
from storage.schema import NO, Flag, Moment, Str, insert, table

if TYPE_CHECKING:
    from storage.store import Change, Look, Store

ACCOUNT, PLACE = "account", "place"  # what a code is for
WAITING, DONE, REFUSED, UNDONE = "waiting", "done", "refused", "undone"
LAPSED, WITHDRAWN, TAKEN = "lapsed", "withdrawn", "taken"  # what else becomes of a claim
ANSWER_IN = timedelta(minutes=15)
CLAIM_LASTS = timedelta(days=14)


class Codes(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    code: Named[str] = Column(Str, primary_key=True)
    kind: Named[str] = Column(Str, nullable=False)
    member: Named[int] = Column(BigInteger, nullable=False)
    platform: Named[str] = Column(Str, nullable=False)
    account: Named[str] = Column(Str, nullable=False)
    made: Named[datetime] = Column(Moment, nullable=False)
    used: Named[datetime | None] = Column(Moment, nullable=True)


class Tries(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    id: Named[int] = Column(BigInteger, primary_key=True)
    member: Named[int] = Column(BigInteger, nullable=False)
    at: Named[datetime] = Column(Moment, nullable=False)


class Links(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    id: Named[int] = Column(BigInteger, primary_key=True)
    giver: Named[int] = Column(BigInteger, nullable=False)  # whose code it was
    giver_on: Named[str] = Column(Str, nullable=False)
    giver_as: Named[str] = Column(Str, nullable=False)
    taker: Named[int] = Column(BigInteger, nullable=False)  # who entered it
    taker_on: Named[str] = Column(Str, nullable=False)
    taker_as: Named[str] = Column(Str, nullable=False)
    giver_yes: Named[bool] = Column(Flag, nullable=False)
    taker_yes: Named[bool] = Column(Flag, nullable=False)
    at: Named[datetime] = Column(Moment, nullable=False)
    state: Named[str] = Column(Str, nullable=False)
    merge: Named[int | None] = Column(BigInteger, nullable=True)


code_ = table("link_code", Codes)
try_ = table("link_try", Tries)
link = table("link", Links)
k, t, n = code_.c, try_.c, link.c
sa.Index("ix_link_code_code", k.code)
sa.Index("ix_link_try_member", t.community, t.member, t.at)


@dataclass(frozen=True, slots=True)
class Code:
    """A code as it was made; `platform` and `account` are where its owner asked for it."""

    code: str
    kind: str
    member: int
    platform: str
    account: str
    made: datetime
    used: datetime | None


@dataclass(frozen=True, slots=True)
class Link:
    """Two members who may be one human, and which of them has said yes; with the account each speaks as.

    In a claim the giver was imported and has no voice, so a treasurer says yes instead.
    """

    id: int
    giver: int
    giver_on: str
    giver_as: str
    taker: int
    taker_on: str
    taker_as: str
    giver_yes: bool
    taker_yes: bool
    at: datetime
    state: str
    merge: int | None

    @property
    def until(self) -> datetime:
        return self.at + ANSWER_IN

    @property
    def claim(self) -> bool:
        return self.giver_on == members.IMPORTED

    @property
    def agreed(self) -> bool:
        return self.giver_yes and self.taker_yes

    def other(self, member: int) -> int:
        return self.taker if member == self.giver else self.giver

    def reach(self, member: int) -> tuple[str, str]:
        """The account with which one side speaks."""
        return (self.giver_on, self.giver_as) if member == self.giver else (self.taker_on, self.taker_as)


async def make(change: Change, kind: str, member: int, platform: str, account: str) -> str:
    """A fresh code; what its owner was given for the same purpose before works no longer."""
    mine = k.community == change.community, k.kind == kind, k.member == member, k.used.is_(None)
    await change.run(update(code_).where(*mine).values(used=change.now))
    code = linking.code([secrets.randbits(32) for _ in range(linking.LENGTH)])
    facts = {"code": code, "kind": kind, "member": member, "platform": platform, "account": account}
    await change.run(insert(code_), {"community": change.community, "made": change.now, "used": None} | facts)
    return code


async def find(look: Look, kind: str, code: str) -> Code | None:
    """The code of this community, whether or not it still works."""
    facts = (one for one in k if one.name != "community")
    mine = k.community == look.community, k.kind == kind, k.code == code
    row = await look.row(select(*facts).where(*mine))
    return Code(*row) if row else None


async def community_of(store: Store, text: str) -> str:
    """The community that a code for places belongs to: the place that uses it has none yet; else Refusal."""
    mine = k.kind == PLACE, k.code == linking.read(text)
    async with store.read() as look:
        found: str | None = await look.value(
            select(k.community).where(*mine).order_by(k.made.desc()).limit(1)
        )
    if found is None:
        raise Refusal("I do not know this code; the admin of the community makes one with `setup place`.")
    return found


async def use(change: Change, code: str) -> None:
    """Use a code up."""
    mine = k.community == change.community, k.code == code
    await change.run(update(code_).where(*mine).values(used=change.now))


async def tried(change: Change, member: int) -> None:
    """Count that somebody entered a code, right or wrong."""
    row = {"community": change.community, "id": await change.next("link_try"), "member": member}
    await change.run(insert(try_), row | {"at": change.now})


async def tries(look: Look, member: int) -> list[datetime]:
    """When somebody entered codes in the last hour."""
    recent = t.community == look.community, t.member == member, t.at > look.now - linking.TRIES_IN
    return [row.at for row in await look.rows(select(t.at).where(*recent).order_by(t.at))]


async def propose(change: Change, code: Code, taker: int, platform: str, account: str) -> Link:
    """Ask both sides whether they are one human."""
    giver = code.member, code.platform, code.account
    return await _ask(change, giver, (taker, platform, account), taker_yes=False)


async def claim(change: Change, imported: members.Member, taker: int, platform: str, account: str) -> Link:
    """Ask the treasurers whether somebody is who an import speaks of, as they say themselves."""
    giver = imported.id, members.IMPORTED, members.key(imported.name)
    return await _ask(change, giver, (taker, platform, account), taker_yes=True)


async def _ask(
    change: Change, giver: tuple[int, str, str], taker: tuple[int, str, str], *, taker_yes: bool
) -> Link:
    number = await change.next("link")
    sides = dict(zip(("giver", "giver_on", "giver_as"), giver, strict=True))
    sides |= dict(zip(("taker", "taker_on", "taker_as"), taker, strict=True))
    facts = {"id": number, "giver_yes": False, "taker_yes": taker_yes, "at": change.now, "state": WAITING}
    await change.run(insert(link), {"community": change.community, "merge": None} | sides | facts)
    return await get(change, number)


async def get(look: Look, number: int) -> Link:
    """The link of this number; Refusal if there is none."""
    found = await _links(look, n.id == number)
    if not found:
        raise Refusal(f"There is no link #{number}; `link` starts one.")
    return found[0]


async def of(look: Look, merge: int) -> Link:
    """The link that led to a merge."""
    found = await _links(look, n.merge == merge)
    if not found:
        raise Refusal("This link is too old to be undone.")
    return found[0]


async def waiting(look: Look, member: int) -> list[Link]:
    """The links that still wait for this member's yes."""
    gives, takes = n.giver == member, n.taker == member
    mine = sa.or_(sa.and_(gives, n.giver_yes == NO), sa.and_(takes, n.taker_yes == NO))
    found = await _links(look, mine, n.state == WAITING, n.giver_on != members.IMPORTED)
    return [one for one in found if look.now <= one.until]


async def claims(look: Look) -> list[Link]:
    """Every claim to be somebody imported, whatever became of it, by number."""
    return await _links(look, n.giver_on == members.IMPORTED)


async def _links(look: Look, *where: sa.ColumnElement[bool]) -> list[Link]:
    facts = (one for one in n if one.name != "community")
    rows = await look.rows(select(*facts).where(n.community == look.community, *where).order_by(n.id))
    return [Link(*row) for row in rows]


async def agree(change: Change, number: int, member: int) -> Link:
    """Note one side's yes."""
    one = await get(change, number)
    said = {"giver_yes": True} if member == one.giver else {"taker_yes": True}
    await _put(change, number, **said)
    return await get(change, number)


async def close(change: Change, number: int, state: str, merge: int | None = None) -> None:
    """Say what became of a link."""
    await _put(change, number, state=state, merge=merge)


async def _put(change: Change, number: int, **facts: object) -> None:
    await change.run(update(link).where(n.community == change.community, n.id == number).values(**facts))


async def erase(change: Change, member: int) -> None:
    """Forget which accounts somebody linked; that they did stays in the ledger, without names."""
    mine = n.community == change.community
    await change.run(update(link).where(mine, n.giver == member).values(giver_as=""))
    await change.run(update(link).where(mine, n.taker == member).values(taker_as=""))
    kept = select(merges.M.dropped).where(merges.M.community == change.community, merges.M.kept == member)
    await change.run(update(link).where(mine, n.giver.in_(kept)).values(giver_as=""))
    await change.run(update(link).where(mine, n.taker.in_(kept)).values(taker_as=""))


async def quarantined(look: Look, member: int) -> datetime | None:
    """Until when a fresh link keeps a member from sending, withdrawing, approving; None if none does."""
    latest = await merges.latest(look, member)
    return latest.until if latest and linking.quarantined(latest.at, look.now) else None


async def may_move(look: Look, member: int) -> None:
    """Check that a member may send, withdraw or approve; Refusal while a link of theirs is fresh."""
    latest = await merges.latest(look, member)
    linking.may_move(latest.at if latest else None, look.now)

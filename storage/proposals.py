"""Proposals: what is asked of everybody, who stands behind it, and where it is on its way (RULES 4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import BigInteger, Column, Named, TypedColumns, delete, func, select, update

from rules import proposals as rules
from rules.errors import Refusal
from storage import adopted, blobs
from storage.schema import Flag, Json, Moment, Str, insert, table

if TYPE_CHECKING:
    from storage.store import Change, Look


class Proposals(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    id: Named[int] = Column(BigInteger, primary_key=True)
    kind: Named[str] = Column(Str, nullable=False)
    by: Named[int] = Column(BigInteger, nullable=False)
    title: Named[str] = Column(Str, nullable=False)
    text: Named[str] = Column(Str, nullable=False)
    payload: Named[Any] = Column(Json, nullable=False)
    fingerprint: Named[str] = Column(Str, nullable=False)  # of kind and payload
    level: Named[str] = Column(Str, nullable=False)
    state: Named[str] = Column(Str, nullable=False)
    why: Named[str] = Column(Str, nullable=False)  # of where it stands, for people to read
    at: Named[datetime] = Column(Moment, nullable=False)
    since: Named[datetime] = Column(Moment, nullable=False)  # in this state
    until: Named[datetime | None] = Column(Moment, nullable=True)  # when the state ends by itself
    opened: Named[datetime | None] = Column(Moment, nullable=True)  # the second of the snapshot
    extended: Named[bool] = Column(Flag, nullable=False)  # by a late swing
    delayed: Named[bool] = Column(Flag, nullable=False)  # by an outage
    paused: Named[bool] = Column(Flag, nullable=False)  # once, by a guardian
    terms: Named[Any] = Column(Json, nullable=False)  # the parameters that hold for it
    result: Named[Any] = Column(Json, nullable=False)


class Versions(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    proposal: Named[int] = Column(BigInteger, primary_key=True)
    version: Named[int] = Column(BigInteger, primary_key=True)
    by: Named[int] = Column(BigInteger, nullable=False)
    title: Named[str] = Column(Str, nullable=False)
    text: Named[str] = Column(Str, nullable=False)
    payload: Named[Any] = Column(Json, nullable=False)
    at: Named[datetime] = Column(Moment, nullable=False)


class Sponsors(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    proposal: Named[int] = Column(BigInteger, primary_key=True)
    member: Named[int] = Column(BigInteger, primary_key=True)
    at: Named[datetime] = Column(Moment, nullable=False)


proposal = table("proposal", Proposals)
version_ = table("proposal_version", Versions)
sponsor_ = table("sponsor", Sponsors)
p, v, s = proposal.c, version_.c, sponsor_.c
sa.Index("ix_proposal_by", p.community, p.by)
sa.Index("ix_sponsor_member", s.community, s.member)
CHARTER = "charter"
NAMING = ("spend", "role", "allocation")  # kinds whose titles are made from names
TEXTS = ("signal", CHARTER, adopted.KIND)  # kinds whose payload says what their text says
FACTS = tuple(column for column in p if column.name != "community")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal; `terms` are the parameters in force when discussion, later voting, began."""

    id: int
    kind: str
    by: int
    title: str
    text: str
    payload: Any
    fingerprint: str
    level: str
    state: str
    why: str
    at: datetime
    since: datetime
    until: datetime | None
    opened: datetime | None
    extended: bool
    delayed: bool
    paused: bool
    terms: Any
    result: Any

    @property
    def live(self) -> bool:
        return self.state in rules.LIVE

    @property
    def subject(self) -> str:
        return f"proposal/{self.id}"


async def add(
    change: Change, kind: str, by: int, title: str, text: str, payload: Mapping[str, Any], level: str
) -> Proposal:
    """A new draft."""
    number = await change.next("proposal")
    facts: dict[str, Any] = {
        "id": number, "kind": kind, "by": by, "title": title, "text": text, "payload": dict(payload),
        "fingerprint": rules.fingerprint(kind, payload), "level": level, "state": rules.DRAFT, "why": "",
        "at": change.now, "since": change.now, "until": None, "opened": None, "extended": False,
        "delayed": False, "paused": False, "terms": {}, "result": {},
    }  # fmt: skip
    await change.run(insert(proposal), {"community": change.community} | facts)
    one = Proposal(**facts)
    await keep(change, one, by)
    return one


async def keep(change: Change, one: Proposal, by: int) -> None:
    """Keep what a proposal says now as a version of it."""
    mine = v.community == change.community, v.proposal == one.id
    number = int(await change.value(select(func.count()).select_from(version_).where(*mine))) + 1
    facts = {"proposal": one.id, "version": number, "by": by, "title": one.title, "text": one.text}
    row = {"community": change.community, "payload": one.payload, "at": change.now} | facts
    await change.run(insert(version_), row)
    if one.kind == adopted.KIND:
        await blobs.put(change, one.text.encode())


async def put(change: Change, number: int, **facts: Any) -> Proposal:
    """Set facts of a proposal; what it is then."""
    mine = p.community == change.community, p.id == number
    await change.run(update(proposal).where(*mine).values(**facts))
    return await get(change, number)


async def enter(
    change: Change, one: Proposal, state: str, *, until: datetime | None = None, why: str = "", **facts: Any
) -> Proposal:
    """Let a proposal be in another state from now on."""
    return await put(change, one.id, state=state, since=change.now, until=until, why=why, **facts)


async def get(look: Look, number: int) -> Proposal:
    """The proposal of this number; Refusal if there is none."""
    found = await _proposals(look, p.id == number)
    if not found:
        raise Refusal(f"There is no proposal #{number}; `proposal list` shows those there are.")
    return found[0]


async def live(look: Look) -> list[Proposal]:
    """What is under way, by number."""
    return await _proposals(look, p.state.in_(rules.LIVE))


async def every(look: Look) -> list[Proposal]:
    """All proposals, by number."""
    return await _proposals(look)


async def of(look: Look, who: int) -> list[Proposal]:
    """The proposals of a member, by number."""
    return await _proposals(look, p.by == who)


async def same(look: Look, fingerprint: str) -> list[Proposal]:
    """The proposals that would do the same."""
    return await _proposals(look, p.fingerprint == fingerprint)


async def versions(look: Look, number: int) -> Sequence[Any]:
    """What a proposal has said, oldest first."""
    mine = v.community == look.community, v.proposal == number
    columns = [one for one in v if one.name not in ("community", "proposal")]
    return await look.rows(select(*columns).where(*mine).order_by(v.version))


async def sponsor(change: Change, number: int, who: int) -> None:
    """Let a member stand behind a proposal."""
    row = {"community": change.community, "proposal": number, "member": who, "at": change.now}
    await change.run(insert(sponsor_).on_conflict_do_nothing(), row)


async def unsponsor(change: Change, number: int, who: int | None = None) -> None:
    """Take sponsorships back: one, or all of them after an edit."""
    some = () if who is None else (s.member == who,)
    await change.run(delete(sponsor_).where(s.community == change.community, s.proposal == number, *some))


async def sponsors(look: Look, number: int) -> list[int]:
    """Who stands behind a proposal, by id."""
    query = select(s.member).where(s.community == look.community, s.proposal == number)
    return [row.member for row in await look.rows(query.order_by(s.member))]


async def sponsored(look: Look, who: int) -> int:
    """How many proposals under way a member sponsors."""
    same_ = p.community == s.community, p.id == s.proposal
    query = select(func.count()).select_from(sponsor_.join(proposal, sa.and_(*same_)))
    mine = s.community == look.community, s.member == who, p.state.in_(rules.LIVE)
    return int(await look.value(query.where(*mine)))


async def texts_of(look: Look, who: int) -> list[str]:
    """Every title, text and option of a member's proposals, and of versions they wrote of others'."""
    mine = v.community == look.community, sa.or_(v.by == who, p.by == who)
    same_ = p.community == v.community, p.id == v.proposal
    query = select(v.title, v.text, v.payload).join(proposal, sa.and_(*same_)).where(*mine)
    rows = await look.rows(query)
    return [text for row in rows for text in (row.title, row.text, *_words(row.payload))]


def _words(payload: Mapping[str, Any]) -> list[str]:
    """What people have written into a payload."""
    return [*payload.get("options", ()), *(title for title, _ in payload.get("milestones", ()))]


def _worded(one: Proposal) -> bool:
    """Whether it is carried out word by word."""
    return one.kind in (CHARTER, adopted.KIND) or "milestones" in one.payload


async def unname(change: Change, clean: Callable[[str], str]) -> None:
    """Take a name out of the titles that were made for people, who may name others than their author."""
    for one in await every(change):
        if one.kind in NAMING and (title := clean(one.title)) != one.title:
            await put(change, one.id, title=title)
            mine = v.community == change.community, v.proposal == one.id, v.title == one.title
            await change.run(update(version_).where(*mine).values(title=title))


async def decided(look: Look, who: int) -> bool:
    """Whether nothing that a member proposed is still on its way."""
    return not any(one.live for one in await of(look, who))


async def erase_texts(change: Change, gone: int) -> None:
    """Erase what a member wrote; what was decided stays, and what had not opened is cancelled (RULES 7).

    What is being voted on or carried out word by word is left until that is over.
    """
    before = await prompts(change)
    for one in await of(change, gone):
        if _worded(one) and one.live and one.state not in rules.EDITABLE:
            continue
        facts: dict[str, Any] = {"title": "", "text": ""}
        if one.state in rules.EDITABLE:
            facts |= {"state": rules.CANCELLED, "since": change.now, "until": None, "why": "Its author left."}
            await change.disarm("proposal.open", str(one.id))
        blanked = {"payload": rules.blanked(one.payload)} if one.kind in TEXTS or _worded(one) else {}
        facts |= blanked
        await put(change, one.id, **facts)
        mine = v.community == change.community, v.proposal == one.id
        blank: dict[str, Any] = {"title": "", "text": ""} | blanked
        await change.run(update(version_).where(*mine).values(**blank))
    newer = version_.alias("newer").c
    later = newer.community == v.community, newer.proposal == v.proposal, newer.version > v.version
    theirs = v.community == change.community, v.by == gone, select(newer.version).where(*later).exists()
    await change.run(update(version_).where(*theirs).values(text=""))
    await adopted.drop(change, before - await prompts(change))
    for number in await _sponsored_drafts(change, gone):
        await unsponsor(change, number, gone)


async def prompts(look: Look) -> set[str]:
    """The hashes of all prompts whose texts stand in a proposal or in an earlier version of one."""
    same_ = p.community == v.community, p.id == v.proposal
    query = select(v.payload).join(proposal, sa.and_(*same_))
    rows = await look.rows(query.where(v.community == look.community, p.kind == adopted.KIND, v.text != ""))
    return {row.payload["prompt"] for row in rows}


async def _sponsored_drafts(look: Look, who: int) -> list[int]:
    same_ = p.community == s.community, p.id == s.proposal
    query = select(s.proposal).select_from(sponsor_.join(proposal, sa.and_(*same_)))
    mine = s.community == look.community, s.member == who, p.state.in_(rules.EDITABLE)
    return [row.proposal for row in await look.rows(query.where(*mine))]


async def _proposals(look: Look, *where: sa.ColumnElement[bool]) -> list[Proposal]:
    query = select(*FACTS).where(p.community == look.community, *where).order_by(p.id)
    return [Proposal(**row._asdict()) for row in await look.rows(query)]

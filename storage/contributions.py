"""What people did: contributions, praise, who they are for, and who attests them."""

from __future__ import annotations

import hashlib
import secrets
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import BigInteger, Column, Named, TypedColumns, delete, func, select, update

from rules.errors import Refusal
from storage.members import member
from storage.schema import NO, Moment, Str, insert, table

if TYPE_CHECKING:
    from storage.store import Change, Look

LOG, PRAISE, BOUNTY = "log", "praise", "bounty"  # the last: done for a bounty, by its poster
LIVE, WITHDRAWN, HIDDEN = "live", "withdrawn", "hidden"
BATCH = 5000


class Contributions(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    id: Named[int] = Column(BigInteger, primary_key=True)
    kind: Named[str] = Column(Str, nullable=False)
    by: Named[int] = Column(BigInteger, nullable=False)
    what: Named[str] = Column(Str, nullable=False)
    link: Named[str] = Column(Str, nullable=False)
    category: Named[str] = Column(Str, nullable=False)
    minutes: Named[int] = Column(BigInteger, nullable=False)
    at: Named[datetime] = Column(Moment, nullable=False)
    month: Named[str] = Column(Str, nullable=False)
    state: Named[str] = Column(Str, nullable=False)
    salt: Named[str] = Column(Str, nullable=False)
    hash: Named[str] = Column(Str, nullable=False)


class Receivers(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    contribution: Named[int] = Column(BigInteger, primary_key=True)
    member: Named[int] = Column(BigInteger, primary_key=True)


class Attestations(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    contribution: Named[int] = Column(BigInteger, primary_key=True)
    member: Named[int] = Column(BigInteger, primary_key=True)
    at: Named[datetime] = Column(Moment, nullable=False)


class Flags(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    contribution: Named[int] = Column(BigInteger, primary_key=True)
    member: Named[int] = Column(BigInteger, primary_key=True)
    act: Named[str] = Column(Str, primary_key=True)  # flag, hide or unhide
    reason: Named[str] = Column(Str, nullable=False)
    at: Named[datetime] = Column(Moment, nullable=False)


contribution = table("contribution", Contributions)
receiver = table("contribution_for", Receivers)
attestation = table("attestation", Attestations)
moderation = table("moderation", Flags)
c = contribution.c
sa.Index("ix_contribution_month", c.community, c.month, c.id)
sa.Index("ix_contribution_for_member", receiver.c.community, receiver.c.member)


@dataclass(frozen=True, slots=True)
class Work:
    """A contribution or praise with whom it is for, who attests it and how many flags it has."""

    id: int
    kind: str
    by: int
    what: str
    link: str
    category: str
    minutes: int
    at: datetime
    month: str
    state: str
    salt: str
    hash: str
    receivers: tuple[int, ...] = ()
    attested: tuple[int, ...] = ()
    flags: int = 0

    @property
    def people(self) -> frozenset[int]:
        """Everybody it is by or for."""
        return frozenset((self.by, *self.receivers))


FACTS: tuple[Any, ...] = tuple(column for column in c if column.name != "community")


def sealed(text: str, salt: str) -> str:
    """The salted hash that stands for a text once salt and text are erased."""
    return hashlib.sha256(f"{salt}{text}".encode()).hexdigest()


def row(
    community: str, number: int, kind: str, by: int, what: str, at: datetime, month: str, **more: Any
) -> dict[str, Any]:
    salt = secrets.token_hex(8)
    facts = {
        "community": community,
        "id": number,
        "kind": kind,
        "by": by,
        "what": what,
        "at": at,
        "month": month,
    }
    rest = {"link": "", "category": "", "minutes": 0, "state": LIVE, "salt": salt, "hash": sealed(what, salt)}
    return facts | rest | more


async def add(
    change: Change, kind: str, by: int, receivers: Iterable[int], what: str, month: str, **more: Any
) -> int:
    """Record a contribution or praise; its number. `more`: link, category, minutes."""
    number = await change.next("contribution")
    await change.run(
        insert(contribution), row(change.community, number, kind, by, what, change.now, month, **more)
    )
    mine = {"community": change.community, "contribution": number}
    await change.run(insert(receiver), [mine | {"member": one} for one in sorted(set(receivers))])
    return number


async def add_many(change: Change, rows: Sequence[tuple[dict[str, Any], Sequence[int]]]) -> None:
    """Record many at once; each row as `row` makes it, with its receivers."""
    for start in range(0, len(rows), BATCH):
        some = rows[start : start + BATCH]
        await change.run(insert(contribution), [facts for facts, _ in some])
        pairs = [(facts["id"], one) for facts, receivers in some for one in sorted(set(receivers))]
        await change.run(
            insert(receiver),
            [{"community": change.community, "contribution": n, "member": one} for n, one in pairs],
        )


async def get(look: Look, number: int) -> Work:
    """The contribution of this number; Refusal if there is none."""
    found = await _works(look, c.id == number)
    if not found:
        raise Refusal(f"There is no contribution #{number}.")
    return found[0]


async def of_month(look: Look, month: str) -> list[Work]:
    """Every contribution of a month, withdrawn and hidden ones too, by number."""
    return await _works(look, c.month == month)


async def since(look: Look, moment: datetime) -> list[Work]:
    """What was logged or praised since then, in order."""
    return await _works(look, c.at >= moment)


async def listed(
    look: Look, *, who: int | None = None, month: str | None = None, limit: int = 21
) -> list[Work]:
    """The newest contributions that were not withdrawn, for a member and of a month where given."""
    newest = select(c.id).where(*_there(look, who, month)).order_by(c.id.desc()).limit(limit)
    numbers = [one.id for one in await look.rows(newest)]
    return sorted(await _works(look, c.id.in_(numbers)), key=lambda work: -work.id) if numbers else []


def _there(look: Look, who: int | None, month: str | None) -> list[sa.ColumnElement[bool]]:
    where = [c.community == look.community, c.state != WITHDRAWN]
    if who is not None:
        mine = select(receiver.c.contribution).where(
            receiver.c.community == look.community, receiver.c.member == who
        )
        where.append(c.id.in_(mine))
    return where if month is None else [*where, c.month == month]


async def _works(look: Look, where: Any) -> list[Work]:
    """Contributions with all that belongs to them: four queries, however many they are."""
    chosen = select(c.id).where(c.community == look.community, where)
    rows = await look.rows(select(*FACTS).where(c.community == look.community, where).order_by(c.id))
    receivers = await _pairs(look, receiver, chosen)
    attested = await _pairs(look, attestation, chosen)
    flagged = select(moderation.c.contribution, func.count().label("flags")).where(
        moderation.c.community == look.community,
        moderation.c.contribution.in_(chosen),
        moderation.c.act == "flag",
    )
    flags = {
        one.contribution: one.flags for one in await look.rows(flagged.group_by(moderation.c.contribution))
    }
    whole: list[Any] = [  # the first column is the number
        (*one, tuple(receivers.get(one[0], ())), tuple(attested.get(one[0], ())), flags.get(one[0], 0))
        for one in rows
    ]
    return [Work(*one) for one in whole]


async def _pairs(look: Look, of: Any, chosen: Any) -> dict[int, list[int]]:
    query = select(of.c.contribution, of.c.member).where(
        of.c.community == look.community, of.c.contribution.in_(chosen)
    )
    found: defaultdict[int, list[int]] = defaultdict(list)
    for number, one in await look.rows(query.order_by(of.c.contribution, of.c.member)):
        found[number].append(one)
    return found


async def edit(change: Change, number: int, what: str) -> int:
    """Put another text in its place, under a new salt; how many attestations of the old one end with it."""
    salt = secrets.token_hex(8)
    mine = c.community == change.community, c.id == number
    await change.run(update(contribution).where(*mine).values(what=what, salt=salt, hash=sealed(what, salt)))
    theirs = attestation.c.community == change.community, attestation.c.contribution == number
    return (await change.run(delete(attestation).where(*theirs))).rowcount


async def set_state(change: Change, number: int, state: str) -> None:
    await change.run(
        update(contribution).where(c.community == change.community, c.id == number).values(state=state)
    )


async def attest(change: Change, number: int, who: int) -> bool:
    """Note an attestation; False if it was there."""
    facts = {"community": change.community, "contribution": number, "member": who, "at": change.now}
    return (await change.run(insert(attestation).values(**facts).on_conflict_do_nothing())).rowcount == 1


async def moderate(change: Change, number: int, who: int, act: str, reason: str) -> None:
    """Note a flag, a hiding or its undoing with its public reason; the same person's last one stands."""
    key = {"community": change.community, "contribution": number, "member": who, "act": act}
    fresh = insert(moderation).values(**key, reason=reason, at=change.now)
    await change.run(
        fresh.on_conflict_do_update(index_elements=list(key), set_={"reason": reason, "at": change.now})
    )


async def moderations(look: Look, number: int) -> list[tuple[str, int, str, datetime]]:
    """What moderators did with it: act, by whom, why, when."""
    m = moderation.c
    query = select(m.act, m.member, m.reason, m.at).where(
        m.community == look.community, m.contribution == number
    )
    return [tuple(one) for one in await look.rows(query.order_by(m.at, m.act, m.member))]


async def erase_texts(change: Change, gone: int) -> None:
    """Erase texts and salts of what a member wrote and of praise for nobody else; hashes stay (RULES 7).

    The member must be marked as forgotten before.
    """
    mine = c.community == change.community
    blank = update(contribution).values(what="", salt="", link="", category="")
    await change.run(blank.where(mine, c.by == gone))
    await change.run(blank.where(mine, c.kind == PRAISE, c.id.in_(_only_for(change, gone))))
    m = moderation.c
    await change.run(
        update(moderation).where(m.community == change.community, m.member == gone).values(reason="")
    )


def _only_for(look: Look, gone: int) -> sa.Select[int]:
    """What was for this member and for nobody who is still here."""
    r, other = receiver.c, receiver.alias("other").c
    same = (member.c.community == other.community) & (member.c.id == other.member)
    here = sa.exists().where(
        other.community == r.community,
        other.contribution == r.contribution,
        same,
        member.c.forgotten == NO,
    )
    return select(r.contribution).where(r.community == look.community, r.member == gone, ~here)


async def reasons_of(look: Look, who: int) -> list[str]:
    """Every reason a member gave as a moderator."""
    m = moderation.c
    query = select(m.reason).where(m.community == look.community, m.member == who)
    return [row.reason for row in await look.rows(query)]


async def written_by(look: Look, who: int) -> list[Work]:
    """Everything a member wrote, by number."""
    return await _works(look, c.by == who)


async def given_to(look: Look, who: int) -> list[Work]:
    """Everything that is for a member, by number."""
    mine = select(receiver.c.contribution).where(
        receiver.c.community == look.community, receiver.c.member == who
    )
    return await _works(look, c.id.in_(mine))


async def attested_by(look: Look, who: int) -> list[tuple[int, datetime]]:
    """What a member attested, and when."""
    a = attestation.c
    rows = await look.rows(select(a.contribution, a.at).where(a.community == look.community, a.member == who))
    return sorted((row.contribution, row.at) for row in rows)


async def same_since(look: Look, who: int, what: str, since: datetime) -> int | None:
    """The number of what a member logged in the same words since a moment."""
    mine = c.community == look.community, c.by == who, c.kind == LOG, c.state == LIVE, c.at >= since
    found: int | None = await look.value(select(func.max(c.id)).where(*mine, c.what == what))
    return found


async def categories(look: Look, month: str) -> list[str]:
    """The categories used since a month, the most used first."""
    mine = c.community == look.community, c.month >= month, c.category != ""
    query = select(c.category, func.count().label("times")).where(*mine).group_by(c.category)
    return [
        row.category for row in sorted(await look.rows(query), key=lambda row: (-row.times, row.category))
    ]


async def number_of(look: Look, *, who: int | None = None, month: str | None = None) -> int:
    """How many contributions there are that were not withdrawn, for a member and of a month where given."""
    return int(
        await look.value(select(func.count()).select_from(contribution).where(*_there(look, who, month)))
    )

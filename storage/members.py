"""Members: one human in one community, by whatever accounts; their roles and what they want to be told."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import BigInteger, Column, Named, TypedColumns, delete, select, update

from rules import dormancy
from rules.errors import Refusal
from storage.communities import community
from storage.schema import NO, AnyRow, Flag, Json, Moment, Str, insert, pieces, table

if TYPE_CHECKING:
    from storage.store import Change, Look

NEW = timedelta(days=14)
KINDS = ("votes", "duties", "bounties", "rewards")
WANTED = ["duties", "rewards"]  # what a member is told until they say otherwise
IMPORTED = (
    "import"  # where people live who were only read about; an account there is a name as `key` spells it
)
LONGEST_NAME = 64  # characters
LEFT = "someone who left"
NEWCOMER = {
    "wants": WANTED,
    "counts_activity": True,
    "takes_rewards": True,
    "founder": False,
    "gone": False,
    "forgotten": False,
    "merged_into": None,
}


class Members(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    id: Named[int] = Column(BigInteger, primary_key=True)
    name: Named[str] = Column(Str, nullable=False)
    known_since: Named[datetime] = Column(Moment, nullable=False)
    wants: Named[Any] = Column(Json, nullable=False)
    counts_activity: Named[bool] = Column(Flag, nullable=False)
    takes_rewards: Named[bool] = Column(Flag, nullable=False)
    founder: Named[bool] = Column(Flag, nullable=False)
    gone: Named[bool] = Column(Flag, nullable=False)
    forgotten: Named[bool] = Column(Flag, nullable=False)
    merged_into: Named[int | None] = Column(BigInteger, nullable=True)
    seen: Named[datetime] = Column(Moment, nullable=False)  # the day only, as rules/dormancy.py has it


class Identities(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    platform: Named[str] = Column(Str, primary_key=True)
    account: Named[str] = Column(Str, primary_key=True)
    member: Named[int] = Column(BigInteger, nullable=False)
    since: Named[datetime] = Column(Moment, nullable=False)


class Roles(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    member: Named[int] = Column(BigInteger, primary_key=True)
    role: Named[str] = Column(Str, primary_key=True)
    source: Named[str] = Column(Str, nullable=False)
    since: Named[datetime] = Column(Moment, nullable=False)


member = table("member", Members)
identity = table("identity", Identities)
role = table("role", Roles)
sa.Index("ix_identity_member", identity.c.community, identity.c.member)


@dataclass(frozen=True, slots=True)
class Member:
    """A member as everybody may see them, and what they want."""

    id: int
    name: str
    known_since: datetime
    wants: frozenset[str]
    counts_activity: bool
    takes_rewards: bool
    founder: bool
    gone: bool
    forgotten: bool
    merged_into: int | None
    seen: datetime

    @property
    def present(self) -> bool:
        return not (self.gone or self.forgotten or self.merged_into)


FACTS = tuple(column for column in member.c if column.name != "community")


def _member(row: AnyRow) -> Member:
    facts = row._asdict()
    return Member(**facts | {"wants": frozenset(facts["wants"])})


async def find(look: Look, platform: str, account: str) -> Member | None:
    """The member behind an account."""
    mine = (
        identity.c.community == look.community,
        identity.c.platform == platform,
        identity.c.account == account,
    )
    same = (member.c.community == identity.c.community) & (member.c.id == identity.c.member)
    row = await look.row(select(*FACTS).join(identity, same).where(*mine))
    return _member(row) if row else None


async def get(look: Look, number: int) -> Member:
    """The member of this id; Refusal if there is none."""
    row = await look.row(select(*FACTS).where(member.c.community == look.community, member.c.id == number))
    if row is None:
        raise Refusal(f"There is no member {number}.")
    return _member(row)


async def everybody(look: Look) -> list[Member]:
    """All members who are present, by id."""
    rows = await look.rows(select(*FACTS).where(member.c.community == look.community).order_by(member.c.id))
    return [one for one in map(_member, rows) if one.present]


async def named(look: Look, text: str) -> Member:
    """The member of this name; Refusal names a near one, or says that several share it."""
    wanted = key(clean(text))
    people = await everybody(look)
    found = [one for one in people if key(one.name) == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        raise Refusal(f"{len(found)} people here are called {text}; mention the one you mean.")
    near = difflib.get_close_matches(wanted, [key(one.name) for one in people], 1)
    hint = f" Did you mean @{next(one.name for one in people if key(one.name) == near[0])}?" if near else ""
    raise Refusal(
        f"I know nobody called {text[:40]} here.{hint or ' People become members with their first command.'}"
    )


async def is_imported(look: Look, number: int) -> bool:
    """Whether nobody speaks for a member yet: all of their accounts are imported."""
    return {platform for platform, _ in await identities(look, number)} == {IMPORTED}


async def imported(look: Look) -> list[Member]:
    """The members nobody speaks for yet, by id."""
    i = identity.c
    spoken = select(i.member).where(i.community == look.community, i.platform != IMPORTED)
    read = select(i.member).where(i.community == look.community, i.platform == IMPORTED)
    mine = member.c.community == look.community, member.c.id.in_(read), member.c.id.not_in(spoken)
    rows = await look.rows(select(*FACTS).where(*mine).order_by(member.c.id))
    return [one for one in map(_member, rows) if one.present]


async def admit(change: Change, platform: str, account: str, name: str, *, founder: bool = False) -> Member:
    """Make a member of somebody new, or find the member behind the account."""
    if known := await find(change, platform, account):
        return known
    number = await change.next("member")
    row = {
        "community": change.community,
        "id": number,
        "name": entered(name, number),
        "known_since": change.now,
        "seen": dormancy.day(change.now),
    }
    await change.run(insert(member), NEWCOMER | row | {"founder": founder})
    await identify(change, number, platform, account)
    return await get(change, number)


def entered(name: str, number: int) -> str:
    """The name under which somebody new is entered."""
    return clean(name)[:LONGEST_NAME].strip() or f"member {number}"


def clean(text: str) -> str:
    """A name on one line that can be stored and typed, without what nobody sees and without an @ before it."""
    shown = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(" ".join(shown.split()).removeprefix("@").split())


def key(text: str) -> str:
    """How a name is compared: in small letters, however its accents are coded."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


async def identify(change: Change, number: int, platform: str, account: str) -> None:
    """Give a member one more account."""
    key = {"community": change.community, "platform": platform, "account": account}
    await change.run(insert(identity), key | {"member": number, "since": change.now})


async def identities(look: Look, number: int) -> list[tuple[str, str]]:
    """The accounts of a member: platform and account, the oldest first."""
    query = select(identity.c.platform, identity.c.account)
    query = query.where(identity.c.community == look.community, identity.c.member == number)
    rows = await look.rows(query.order_by(identity.c.since, identity.c.platform, identity.c.account))
    return [(row.platform, row.account) for row in rows]


async def accounts(look: Look, numbers: Iterable[int], platform: str) -> tuple[str, ...]:
    """The accounts of members on a platform."""
    i = identity.c
    mine = i.community == look.community, i.platform == platform, i.member.in_(list(numbers))
    query = select(i.account).where(*mine).order_by(i.member, i.account)
    return tuple(row.account for row in await look.rows(query))


async def drop_identity(change: Change, platform: str, account: str) -> None:
    """Forget an account."""
    mine = (
        identity.c.community == change.community,
        identity.c.platform == platform,
        identity.c.account == account,
    )
    await change.run(delete(identity).where(*mine))


async def move_identities(change: Change, old: int, new: int) -> None:
    """Let the accounts of one member be another's."""
    mine = identity.c.community == change.community, identity.c.member == old
    await change.run(update(identity).where(*mine).values(member=new))


async def alter(change: Change, number: int, **facts: Any) -> None:
    """Set what is known of a member: name, wants, counts_activity, takes_rewards, gone, merged_into …"""
    mine = member.c.community == change.community, member.c.id == number
    await change.run(update(member).where(*mine).values(**facts))


async def name(look: Look, number: int) -> str:
    """The name behind an id."""
    return (await names(look, [number]))[number]


async def names(look: Look, numbers: Iterable[int]) -> dict[int, str]:
    """The names behind ids; 0 is the bot itself."""
    wanted = sorted(set(numbers))
    found = {0: "the bot"} | {number: LEFT for number in wanted if number}
    query = select(member.c.id, member.c.name).where(member.c.community == look.community)
    for some in pieces(wanted):
        found |= {row.id: row.name for row in await look.rows(query.where(member.c.id.in_(some)))}
    return found


async def wanting(look: Look, kind: str) -> frozenset[int]:
    """Who wants private notes of a kind."""
    wants = sa.type_coerce(member.c.wants, sa.Text).contains(f'"{kind}"', autoescape=True)
    rows = await look.rows(select(member.c.id).where(member.c.community == look.community, wants))
    return frozenset(row.id for row in rows)


async def called(look: Look) -> list[tuple[str, int]]:
    """Every name, handle and account by which a member can be known, with the member's id."""
    m, i = member.c, identity.c
    there = m.community == look.community, m.forgotten == NO, m.merged_into.is_(None)
    named = await look.rows(select(m.name, m.id).where(*there))
    accounts = await look.rows(select(i.account, i.member).where(i.community == look.community))
    return sorted({(name, number) for name, number in (*map(tuple, named), *map(tuple, accounts))})


async def roles(look: Look, number: int) -> frozenset[str]:
    """The roles a member holds by our own table."""
    query = select(role.c.role).where(role.c.community == look.community, role.c.member == number)
    return frozenset(row.role for row in await look.rows(query))


async def holders(look: Look, wanted: str) -> list[int]:
    """Who holds a role, by id."""
    query = select(role.c.member).where(role.c.community == look.community, role.c.role == wanted)
    return [row.member for row in await look.rows(query.order_by(role.c.member))]


async def all_roles(look: Look) -> list[tuple[str, int, str, datetime]]:
    """Every role held: role, member, source, since."""
    query = select(role.c.role, role.c.member, role.c.source, role.c.since).where(
        role.c.community == look.community
    )
    return [tuple(row) for row in await look.rows(query.order_by(role.c.role, role.c.member))]


async def grant(change: Change, number: int, what: str, source: str) -> None:
    """Give a role; who has it keeps it."""
    row = {
        "community": change.community,
        "member": number,
        "role": what,
        "source": source,
        "since": change.now,
    }
    await change.run(insert(role).values(**row).on_conflict_do_nothing())


async def revoke(change: Change, number: int, what: str) -> None:
    """Take a role away."""
    mine = role.c.community == change.community, role.c.member == number, role.c.role == what
    await change.run(delete(role).where(*mine))


async def new_members(look: Look) -> frozenset[int]:
    """Who is known for less than 14 days; founders and all in the first fortnight are not new (RULES 1)."""
    founded = await look.value(select(community.c.founded).where(community.c.id == look.community))
    if look.now < founded + NEW:
        return frozenset()
    late = member.c.known_since > look.now - NEW, member.c.founder == NO
    rows = await look.rows(select(member.c.id).where(member.c.community == look.community, *late))
    return frozenset(row.id for row in rows)


async def is_new(look: Look, number: int) -> bool:
    """Whether a member is new (RULES 1)."""
    return number in await new_members(look)

"""The charter of a community: every version of every article, each under a salted hash that an entry holds (RULES 2, 4)."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Column, Named, TypedColumns, select, update

from rules import charter as rules
from rules.errors import Refusal
from storage import alarms, ledger
from storage.contributions import sealed
from storage.members import member
from storage.schema import YES, Moment, Str, insert, table

if TYPE_CHECKING:
    from storage.store import Change, Look

ADOPTED, AMENDED = "charter", "amendment"  # kinds of entries
ADOPT = "charter.adopt"  # the alarm of a community that is older than its charter


class Articles(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    article: Named[int] = Column(BigInteger, primary_key=True)
    version: Named[int] = Column(BigInteger, primary_key=True)
    name: Named[str] = Column(Str, nullable=False)
    text: Named[str] = Column(Str, nullable=False)
    salt: Named[str] = Column(Str, nullable=False)  # '' once the text is erased
    hash: Named[str] = Column(Str, nullable=False)
    by: Named[int] = Column(BigInteger, nullable=False)  # whose proposal it was; 0 is the shipped charter
    proposal: Named[int] = Column(BigInteger, nullable=False)
    at: Named[datetime] = Column(Moment, nullable=False)


charter = table("charter", Articles)
c = charter.c
FACTS = tuple(column for column in c if column.name != "community")


@dataclass(frozen=True, slots=True)
class Version:
    """What an article says, or has said; `proposal` is 0 where it came with the shipped charter."""

    article: int
    version: int
    name: str
    text: str
    salt: str
    hash: str
    by: int
    proposal: int
    at: datetime

    @property
    def page(self) -> str:
        """Name and text together, which the hash covers."""
        return f"{self.name}\n{self.text}"


async def adopt(change: Change, articles: Sequence[rules.Article]) -> str:
    """Begin with these articles; the hash of all of them."""
    made = [await _add(change, n, 1, one, by=0, proposal=0) for n, one in enumerate(articles, 1)]
    return rules.fingerprint((one.article, one.hash) for one in made)


async def amend(change: Change, number: int, to: rules.Article, *, by: int, proposal: int) -> Version:
    """Let an article say something else from now on, and book that; number 0 is a new article."""
    before = await get(change, number) if number else None
    number = number or 1 + max((one.article for one in await now(change)), default=0)
    made = await _add(change, number, 1 + (before.version if before else 0), to, by=by, proposal=proposal)
    await lapse(change)
    data: dict[str, Any] = {"article": number, "version": made.version, "proposal": proposal}
    data |= {"hash": made.hash, "before": before.hash if before else ""}
    why = f"proposal/{proposal}"
    await ledger.post(change, f"{why}/charter", AMENDED, by=0, why=why, data=data)
    return made


async def _add(
    change: Change, number: int, version: int, one: rules.Article, *, by: int, proposal: int
) -> Version:
    salt = secrets.token_hex(8)
    mark = sealed(f"{one.name}\n{one.text}", salt)
    made = Version(number, version, one.name, one.text, salt, mark, by, proposal, change.now)
    facts = {column.name: getattr(made, column.name) for column in FACTS}
    await change.run(insert(charter), {"community": change.community} | facts)
    return made


async def now(look: Look) -> list[Version]:
    """What every article says, in order."""
    return list({one.article: one for one in await every(look)}.values())


async def get(look: Look, number: int) -> Version:
    """What an article says; Refusal if there is none of this number."""
    return (await versions(look, number))[-1]


async def versions(look: Look, number: int) -> list[Version]:
    """What an article has said, the oldest first; Refusal if there is none of this number."""
    found = [one for one in await every(look) if one.article == number]
    if not found:
        raise Refusal(f"There is no article {number}; `charter show` lists those there are.")
    return found


async def every(look: Look) -> list[Version]:
    """All versions of all articles, article by article, the oldest first."""
    rows = await look.rows(select(*FACTS).where(c.community == look.community).order_by(c.article, c.version))
    return [Version(*row) for row in rows]


async def lapse(change: Change) -> None:
    """Erase what has been replaced and was proposed by somebody who is forgotten; what is in force stays (RULES 7)."""
    newer = charter.alias("newer").c
    later = newer.community == c.community, newer.article == c.article, newer.version > c.version
    replaced = select(newer.version).where(*later).exists()
    gone = select(member.c.id).where(member.c.community == change.community, member.c.forgotten == YES)
    mine = c.community == change.community, c.by.in_(gone), replaced
    await change.run(update(charter).where(*mine).values(name="", text="", salt=""))


async def verify(look: Look) -> str:
    """The first version that is not as it was adopted, in words, or nothing."""
    found = await every(look)
    for one in found:
        if one.salt and sealed(one.page, one.salt) != one.hash:
            return _wrong(one.article, one.version)
    return await _begun(look, found) or await _amended(look, found)


async def _begun(look: Look, found: Iterable[Version]) -> str:
    """Compare the first articles with what genesis has booked, or what was booked when the charter came."""
    first = [(one.article, one.hash) for one in found if not one.proposal]
    entries = [*await ledger.decisions(look, "genesis"), *await ledger.decisions(look, ADOPTED)]
    booked = {entry.data["charter"] for entry in entries}
    waits = not first and await alarms.moment(look, ADOPT, "")
    if booked and not waits and rules.fingerprint(first) not in booked:
        return "The charter that the community began with is not what was booked."
    return ""


async def _amended(look: Look, found: Iterable[Version]) -> str:
    """Compare each amendment with its entry, both ways."""
    held: dict[tuple[int, int], Any] = {(one.article, one.version): one.hash for one in found}
    booked = {}
    for entry in await ledger.decisions(look, AMENDED):
        data = entry.data
        place = data["article"], data["version"]
        booked[place] = data["hash"]
        if held.get(place) != data["hash"] or held.get((place[0], place[1] - 1), "") != data["before"]:
            return _wrong(*place)
    later = [place for one in found if one.proposal and (place := (one.article, one.version)) not in booked]
    return _wrong(*later[0]) if later else ""


def _wrong(article: int, version: int) -> str:
    return f"Version {version} of article {article} of the charter is not what was adopted."

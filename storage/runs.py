"""The reward run of each month, from its open days to its published bundle (REWARDS 1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, Column, Named, TypedColumns, select, update

from rules import moments, months
from rules.errors import Refusal
from rules.moments import Month
from storage import communities, parameters
from storage.schema import Json, Moment, Str, insert, table

if TYPE_CHECKING:
    from storage.store import Change, Look


class Runs(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    month: Named[str] = Column(Str, primary_key=True)
    state: Named[str] = Column(Str, nullable=False)
    tries: Named[int] = Column(BigInteger, nullable=False)
    frozen: Named[datetime | None] = Column(Moment, nullable=True)
    hash: Named[str] = Column(Str, nullable=False)
    prompt: Named[str] = Column(Str, nullable=False)
    settings: Named[Any] = Column(Json, nullable=False)
    pots: Named[Any] = Column(Json, nullable=False)
    drawn: Named[str] = Column(
        Str, nullable=False
    )  # 32 random bytes in hex, from after the digest was hashed
    seed: Named[str] = Column(Str, nullable=False)
    scorer: Named[str] = Column(Str, nullable=False)
    version: Named[str] = Column(Str, nullable=False)
    scores: Named[Any] = Column(Json, nullable=False)
    amounts: Named[Any] = Column(Json, nullable=False)
    payout: Named[int | None] = Column(BigInteger, nullable=True)
    window: Named[datetime | None] = Column(Moment, nullable=True)
    bundle: Named[str] = Column(Str, nullable=False)
    fault: Named[str] = Column(Str, nullable=False, server_default="")
    unmeasured: Named[str] = Column(Str, nullable=False, server_default="")


class Digests(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    month: Named[str] = Column(Str, primary_key=True)
    digest: Named[Any] = Column(Json, nullable=False)


class Drafts(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    month: Named[str] = Column(Str, primary_key=True)
    attempt: Named[int] = Column(BigInteger, primary_key=True)
    scorer: Named[str] = Column(Str, nullable=False)
    version: Named[str] = Column(Str, nullable=False)
    scores: Named[Any] = Column(Json, nullable=False)
    reasons: Named[Any] = Column(Json, nullable=False)
    raw: Named[str] = Column(Str, nullable=False)
    at: Named[datetime] = Column(Moment, nullable=False)


class Choices(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    month: Named[str] = Column(Str, primary_key=True)
    member: Named[int] = Column(BigInteger, primary_key=True)
    way: Named[str] = Column(Str, nullable=False)


run = table("run", Runs)
digest_ = table("digest", Digests, append_only=True)
draft = table("run_draft", Drafts, append_only=True)
choice = table("run_choice", Choices)
r = run.c
BLANK: dict[str, Any] = {
    "state": months.OPEN, "tries": 0, "frozen": None, "hash": "", "prompt": "", "settings": {}, "pots": {},
    "drawn": "", "seed": "", "scorer": "", "version": "", "scores": {}, "amounts": {}, "payout": None,
    "window": None, "bundle": "", "fault": "", "unmeasured": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Run:
    """A month's run. `scores` by member and `amounts` by asset and member have text keys, as JSON has.

    `fault` says why it could not be judged, `unmeasured` why the model could not be watched.
    """

    month: str
    state: str
    tries: int
    frozen: datetime | None
    hash: str
    prompt: str
    settings: dict[str, Any]
    pots: dict[str, int]
    drawn: str
    seed: str
    scorer: str
    version: str
    scores: dict[str, int]
    amounts: dict[str, dict[str, int]]
    payout: int | None
    window: datetime | None
    bundle: str
    fault: str
    unmeasured: str

    @property
    def subject(self) -> str:
        return f"run/{self.month}"

    @property
    def title(self) -> str:
        return Month.parse(self.month).title


class Drafted(NamedTuple):
    """What a scorer said: scores by member (as text), and for each a reason with the works it rests on."""

    scorer: str
    version: str
    scores: dict[str, int]
    reasons: dict[str, dict[str, Any]]
    raw: str


async def arm(change: Change, month: Month) -> None:
    """Open a month and set the alarm of its freeze."""
    await change.run(
        insert(run).values(community=change.community, month=str(month), **BLANK).on_conflict_do_nothing()
    )
    await change.alarm("freeze", str(month), await freeze_at(change, month))


async def freeze_at(look: Look, month: Month) -> datetime:
    return moments.freeze_at(
        month, await zone(look), timedelta(seconds=await parameters.get(look, "freeze_after"))
    )


async def zone(look: Look) -> ZoneInfo:
    """Where the community's months begin and end."""
    return moments.zone((await communities.get(look)).zone)


async def this_month(look: Look) -> Month:
    """The month it is in the community's zone."""
    return Month.of(look.now, await zone(look))


async def find(look: Look, month: str) -> Run | None:
    facts = (one for one in r if one.name != "community")
    row = await look.row(select(*facts).where(r.community == look.community, r.month == month))
    return Run(*row) if row else None


async def get(look: Look, month: str) -> Run:
    """The run of a month; Refusal if there is none."""
    found = await find(look, month)
    if found is None:
        raise Refusal(f"There is no reward run for {Month.parse(month).title}.")
    return found


async def every(look: Look) -> list[Run]:
    facts = (one for one in r if one.name != "community")
    return [
        Run(*row)
        for row in await look.rows(select(*facts).where(r.community == look.community).order_by(r.month))
    ]


async def latest(look: Look) -> Run | None:
    """The newest run that has been frozen."""
    return next((one for one in reversed(await every(look)) if one.state != months.OPEN), None)


async def frozen(look: Look, month: str) -> bool:
    """Whether nothing of this month can change any more."""
    found = await find(look, month)
    return found is not None and found.state != months.OPEN


async def move(change: Change, month: str, to: str, **facts: Any) -> None:
    """Take a step of its life and set facts with it; ValueError for a step that is none."""
    state = months.move((await get(change, month)).state, to)
    await put(change, month, state=state, **facts)


async def put(change: Change, month: str, **facts: Any) -> None:
    await change.run(update(run).where(r.community == change.community, r.month == month).values(**facts))


async def keep_digest(change: Change, month: str, digest: dict[str, Any]) -> None:
    await change.run(insert(digest_), {"community": change.community, "month": month, "digest": digest})


async def digest(look: Look, month: str) -> dict[str, Any] | None:
    query = select(digest_.c.digest).where(digest_.c.community == look.community, digest_.c.month == month)
    found: dict[str, Any] | None = await look.value(query)
    return found


async def keep_draft(change: Change, month: str, attempt: int, **facts: Any) -> None:
    """Keep what a scorer said, before anything is made of it."""
    mine = {"community": change.community, "month": month, "attempt": attempt, "at": change.now}
    await change.run(insert(draft).values(**mine, **facts).on_conflict_do_nothing())


async def drafted(look: Look, month: str, attempt: int) -> Drafted | None:
    """What a scorer said of a month in an attempt, if it has answered."""
    d = draft.c
    query = select(d.scorer, d.version, d.scores, d.reasons, d.raw)
    mine = d.community == look.community, d.month == month, d.attempt == attempt
    row = await look.row(query.where(*mine))
    return Drafted(*row) if row else None


async def choose(change: Change, month: str, member: int, way: str) -> dict[int, str]:
    """Keep which way out a treasurer chooses for a run; what everybody has chosen."""
    key = {"community": change.community, "month": month, "member": member}
    fresh = insert(choice).values(**key, way=way)
    await change.run(fresh.on_conflict_do_update(index_elements=list(key), set_={"way": way}))
    mine = choice.c.community == change.community, choice.c.month == month
    return {
        row.member: row.way for row in await change.rows(select(choice.c.member, choice.c.way).where(*mine))
    }


async def forget_choices(change: Change, month: str) -> None:
    """A choice was carried out; the next one starts afresh."""
    await change.run(choice.delete().where(choice.c.community == change.community, choice.c.month == month))

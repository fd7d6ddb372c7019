"""What belongs to a member in the tables of every feature: handed over when two are one, and back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import bindparam, delete, select, update

from rules import ledger as accounts
from rules.errors import Refusal
from rules.ledger import Posting
from storage import ledger, links, members, merges
from storage.activity import activity
from storage.bounties import bounty, reviewer, step_
from storage.charter import charter
from storage.coauthors import coauthor
from storage.contributions import attestation, contribution, moderation, receiver
from storage.delegations import delegation
from storage.deposits import deposit
from storage.disputes import dispute, juror, round_
from storage.founding import offer
from storage.grants import submission
from storage.handover import batch_, code_, fact, transit_, wallet_
from storage.homes import home
from storage.ideas import idea, up_
from storage.locks import lock_
from storage.merges import Merge
from storage.objections import objection, word
from storage.payouts import payout, vote
from storage.polls import poll, vote_
from storage.proposals import proposal, sponsor_, version_
from storage.reminders import reminder
from storage.runs import choice
from storage.schema import NO, YES, Moment, insert, metadata
from storage.trials import trial
from storage.vesting import vesting_
from storage.votes import ballot_, voter

if TYPE_CHECKING:
    from storage.links import Link
    from storage.store import Change, Look

Log = list[list[Any]]
Held = dict[tuple[int, str], int]  # by the place in HOLDS, and asset
# Lines of payouts and objections to them keep the member they were frozen with, because a bundle proves them;
# what such a line pays is passed on by `forward`.
PLACES: tuple[tuple[sa.Table[Any], str], ...] = (
    (contribution, "by"),
    (receiver, "member"),
    (attestation, "member"),
    (moderation, "member"),
    (activity, "member"),
    (payout, "by"),
    (vote, "member"),
    (objection, "by"),
    (word, "treasurer"),
    (deposit, "by"),
    (deposit, "judge"),
    (offer, "member"),
    (offer, "by"),
    (idea, "by"),
    (idea, "hidden_by"),
    (up_, "member"),
    (choice, "member"),
    (poll, "by"),
    (poll, "hidden_by"),
    (vote_, "member"),
    (home, "member"),
    (lock_, "member"),
    (delegation, "member"),
    (delegation, "delegate"),
    (proposal, "by"),
    (version_, "by"),
    (sponsor_, "member"),
    (coauthor, "member"),
    (charter, "by"),
    (reminder, "member"),
    (vesting_, "member"),
    (wallet_, "member"),
    (code_, "member"),
    (transit_, "member"),
    (batch_, "by"),
    (fact, "by"),
    (fact, "judge"),
    (deposit, "member"),
    (bounty, "by"),
    (bounty, "claimant"),
    (bounty, "approver"),
    (bounty, "hidden_by"),
    (reviewer, "member"),
    (step_, "member"),
    (submission, "by"),
    (submission, "judge"),
    (dispute, "by"),
    (round_, "by"),
    (juror, "member"),
    (trial, "by"),
)
# Only of votes that are open: how a decision came about is not rewritten.
OPEN: tuple[tuple[sa.Table[Any], str], ...] = ((voter, "member"), (voter, "delegate"), (ballot_, "member"))
SUMS: dict[str, str] = {activity.name: "number", voter.name: "power"}  # what adds up where both have a row
VOTED = proposal.c.state == "voting"
HOLDS = accounts.member, accounts.locked  # whatever a member's tokens lie in


async def join(change: Change, link: Link, by: int | None = None) -> Merge:
    """Make one member of two: the older is kept. Money, work and words move in one change.

    The entry names who decided it: a treasurer (`by`), else the member themselves.
    """
    one, other = await members.get(change, link.giver), await members.get(change, link.taker)
    kept, dropped = sorted((one, other), key=lambda who: (who.known_since, who.id))
    log = await _void(change, kept.id, dropped.id)
    for of, column in PLACES:
        log += await _hand_over(change, of, column, dropped.id, kept.id)
    log += await _wake(change, kept.id, dropped.id)
    for of, column in OPEN:
        log += await _hand_over(change, of, column, dropped.id, kept.id, of.c.proposal.in_(_open(change)))
    held = await _holds(change, dropped.id)
    await _book(change, f"link/{link.id}", link, dropped.id, kept.id, held, by)
    merge = await merges.merge(change, kept.id, dropped.id, more=log)
    await links.close(change, link.id, links.DONE, merge.id)
    return merge


def _open(change: Change) -> sa.Select[Any]:
    """The numbers of the votes that are open."""
    return select(proposal.c.id).where(proposal.c.community == change.community, VOTED)


async def part(change: Change, link: Link, by: int | None = None) -> Merge:
    """Undo a fresh link: each gets back what was theirs; what came since stays with the one who was kept."""
    if link.merge is None:
        raise Refusal("This link joined nobody, so there is nothing to undo.")
    merge = await merges.get(change, link.merge)
    back = await _passed_on(change, link, merge.dropped)
    has = await _holds(change, merge.kept)
    if any(has.get(what, 0) < amount for what, amount in back.items()):
        raise Refusal("What came with the link has been spent, so it cannot be undone any more.")
    merge = await merges.split(change, merge.id)
    await _book(change, f"link/{link.id}/undone", link, merge.kept, merge.dropped, back, by)
    decided = await _decided(change)
    for record in reversed(merge.moved["more"]):
        if (kept := _without(record, decided)) is not None:
            await UNDO[kept[0]](change, merge, *kept[1:])
    await links.close(change, link.id, links.UNDONE, merge.id)
    return merge


async def forward(change: Change, paid: Iterable[int]) -> None:
    """Pass on what was paid to members who are part of another by now."""
    now = await followed(change, paid)
    for number, kept in sorted(now.items()):
        if kept == number:
            continue
        held = await _holds(change, number)
        latest = await links.of(change, (await _merge_of(change, number)).id)
        if held:
            name = f"forward/{await change.next('forward')}"
            await _book(change, name, latest, number, kept, held)


async def followed(look: Look, numbers: Iterable[int]) -> dict[int, int]:
    """Who each of these members is now: themselves, or whom they were joined with."""
    m = members.member.c
    rows = await look.rows(
        select(m.id, m.merged_into).where(m.community == look.community, m.merged_into.is_not(None))
    )
    into = {row.id: row.merged_into for row in rows}
    found = {}
    for number in numbers:
        now = number
        while now in into:
            now = into[now]
        found[number] = now
    return found


async def _merge_of(look: Look, dropped: int) -> Merge:
    m = merges.merge_.c
    mine = m.community == look.community, m.dropped == dropped, m.undone.is_(None)
    row = await look.row(select(m.id).where(*mine).order_by(m.id.desc()).limit(1))
    if row is None:
        raise LookupError(f"Member {dropped} is part of nobody.")
    return await merges.get(look, row.id)


async def _holds(look: Look, who: int) -> Held:
    """Every balance of a member: what is liquid, and what is locked."""
    return {
        (place, asset): amount
        for place, account in enumerate(HOLDS)
        for asset, amount in (await ledger.balances(look, account(who))).items()
    }


async def _book(
    change: Change, name: str, link: Link, old: int, new: int, held: Held, by: int | None = None
) -> None:
    """One entry that moves every balance of one member to another; without money it is a decision."""
    lines = [
        posting
        for (place, asset), amount in sorted(held.items())
        for posting in (
            Posting(HOLDS[place](old), asset, -amount),
            Posting(HOLDS[place](new), asset, amount),
        )
    ]
    kind = "forward" if name.startswith("forward") else "unlink" if name.endswith("undone") else "link"
    data = {"from": old, "to": new}
    await ledger.post(change, name, kind, lines, by=by or new, why=f"link/{link.id}", data=data)


async def _passed_on(look: Look, link: Link, dropped: int) -> Held:
    """What left the accounts of the dropped member because of a link."""
    total: Held = {}
    for place, account in enumerate(one(dropped) for one in HOLDS):
        for entry in await ledger.history(look, account, limit=1000):
            for posting in entry.postings if entry.why == f"link/{link.id}" else ():
                if posting.account == account:
                    what = place, posting.asset
                    total[what] = total.get(what, 0) - posting.amount
    return {what: amount for what, amount in total.items() if amount > 0}


# rows


async def _void(change: Change, one: int, other: int) -> Log:
    """Attestations and delegations between the two are void."""
    d = delegation.c
    log = await _take_away(change, delegation, [d.member.in_((one, other)), d.delegate.in_((one, other))])
    for giver, of in ((one, other), (other, one)):
        theirs = select(receiver.c.contribution).where(
            receiver.c.community == change.community, receiver.c.member == of
        )
        written = select(contribution.c.id).where(
            contribution.c.community == change.community, contribution.c.by == of
        )
        a = attestation.c
        between = a.contribution.in_(theirs) | a.contribution.in_(written)
        log += await _take_away(change, attestation, [a.member == giver, between])
    return log


async def _wake(change: Change, kept: int, dropped: int) -> Log:
    """In a vote in which both have a part they are dormant only if each of them was."""
    v = voter.c
    there = v.community == change.community, v.proposal.in_(_open(change))
    awake = select(v.proposal).where(*there, v.member == dropped, v.dormant == NO)
    asleep = select(v.proposal).where(*there, v.member == kept, v.dormant == YES, v.proposal.in_(awake))
    numbers = [row.proposal for row in await change.rows(asleep)]
    if not numbers:
        return []
    await _rest(change, kept, numbers, dormant=False)
    return [["woken", voter.name, [{"proposal": number} for number in numbers]]]


async def _rest(change: Change, who: int, numbers: Sequence[int], *, dormant: bool) -> None:
    v = voter.c
    mine = v.community == change.community, v.member == who, v.proposal.in_(numbers)
    await change.run(update(voter).where(*mine).values(dormant=dormant))


async def _take_away(change: Change, of: sa.Table[Any], where: Sequence[Any]) -> Log:
    """Delete rows and write them down."""
    mine = [of.c.community == change.community, *where]
    rows = [row._asdict() for row in await change.rows(select(*of.c).where(*mine))]
    if not rows:
        return []
    await change.run(delete(of).where(*mine))
    return [["gone", of.name, [_plain(row) for row in rows]]]


async def _hand_over(
    change: Change, of: sa.Table[Any], column: str, old: int, new: int, *only: sa.ColumnElement[bool]
) -> Log:
    """Rename a member in one column. Where both have a row of the same thing, the later one counts."""
    here = of.c[column]
    names = [one.name for one in of.primary_key if one.name not in ("community", column)]
    mine = sa.and_(of.c.community == change.community, *only)
    rows = [row._asdict() for row in await change.rows(select(*of.c).where(mine, here == old))]
    if not rows:
        return []
    log: Log = []
    if column in {one.name for one in of.primary_key}:
        theirs = await change.rows(select(*of.c).where(mine, here == new))
        twins = {tuple(row[one] for one in names): row for row in (one._asdict() for one in theirs)}
        for row in rows:
            if twin := twins.get(tuple(row[one] for one in names)):
                log += await _settle(change, of, column, row, twin)
        rows = [row._asdict() for row in await change.rows(select(*of.c).where(mine, here == old))]
    await change.run(update(of).where(mine, here == old).values({column: new}))
    moved = [{one: row[one] for one in names} for row in rows]
    return [*log, ["moved", of.name, column, moved]] if moved else log


async def _settle(
    change: Change, of: sa.Table[Any], column: str, row: dict[str, Any], twin: dict[str, Any]
) -> Log:
    """Two rows of the same thing: counts add up, of words the later is kept."""
    loses = twin if "at" in row and row["at"] > twin["at"] else row
    log: Log = []
    if counted := SUMS.get(of.name):
        loses = row
        await _add(change, twin, row[counted], of)
        log.append(["added", _plain(twin), row[counted], of.name])
    where = [one == loses[one.name] for one in of.primary_key if one.name != "community"]
    return log + await _take_away(change, of, where)


async def _add(change: Change, key: dict[str, Any], number: int, of: sa.Table[Any]) -> None:
    column = of.c[SUMS[of.name]]
    mine = [one == key[one.name] for one in of.primary_key if one.name != "community"]
    await change.run(
        update(of).where(of.c.community == change.community, *mine).values({column: column + number})
    )


# undoing what was written down


async def _decided(look: Look) -> set[int]:
    """The proposals whose vote is not open, or not any more."""
    query = select(proposal.c.id).where(proposal.c.community == look.community, ~VOTED)
    return {row.id for row in await look.rows(query)}


def _without(record: list[Any], decided: set[int]) -> list[Any] | None:
    """A record without the rows of votes that closed meanwhile; None where nothing is left of it."""
    what, *facts = record
    name = facts[-1] if what == "added" else facts[0]
    if name not in {of.name for of, _ in OPEN}:
        return record
    if what == "added":
        return None if facts[0]["proposal"] in decided else record
    rows = [row for row in facts[-1] if row["proposal"] not in decided]
    return [what, *facts[:-1], rows] if rows else None


async def _bring_back(change: Change, merge: Merge, name: str, rows: list[dict[str, Any]]) -> None:
    of = metadata.tables[name]
    again = insert(of).on_conflict_do_nothing()
    await change.run(again, [_rich(of, row) | {"community": change.community} for row in rows])


async def _hand_back(
    change: Change, merge: Merge, name: str, column: str, moved: list[dict[str, Any]]
) -> None:
    of = metadata.tables[name]
    where = [of.c[one] == bindparam(f"old_{one}") for one in moved[0]]
    back = update(of).where(of.c.community == change.community, of.c[column] == merge.kept, *where)
    rows = [{f"old_{one}": value for one, value in key.items()} for key in moved]
    await change.run(back.values({column: merge.dropped}), rows)


async def _subtract(
    change: Change, merge: Merge, key: dict[str, Any], number: int, name: str = activity.name
) -> None:
    await _add(change, key, -number, metadata.tables[name])


async def _lull(change: Change, merge: Merge, _name: str, rows: list[dict[str, Any]]) -> None:
    await _rest(change, merge.kept, [row["proposal"] for row in rows], dormant=True)


UNDO: dict[str, Callable[..., Awaitable[None]]] = {
    "gone": _bring_back,
    "moved": _hand_back,
    "added": _subtract,
    "woken": _lull,
}


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """A row as JSON, without its community."""
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in row.items()
        if name != "community"
    }


def _rich(of: sa.Table[Any], row: dict[str, Any]) -> dict[str, Any]:
    """A row as the database takes it."""
    return {
        name: datetime.fromisoformat(value) if value and isinstance(of.c[name].type, Moment) else value
        for name, value in row.items()
    }

"""What is kept of one member, to be handed over, and to be erased (RULES 7)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import reduce
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import BigInteger, Column, Named, TypedColumns, delete, select, update

from rules import dormancy, months
from rules import ledger as accounts
from rules.addresses import short
from rules.charter import parts
from rules.ledger import Entry, Posting
from storage import (
    activity,
    bounties,
    charter,
    coauthors,
    contributions,
    delegations,
    disputes,
    founding,
    grants,
    ideas,
    inbox,
    joining,
    ledger,
    links,
    locks,
    members,
    merges,
    milestones,
    objections,
    outbox,
    payouts,
    polls,
    proposals,
    reactions,
    reminders,
    runs,
    settings,
    transit,
    trials,
    vesting,
    votes,
    wallets,
)
from storage.members import member
from storage.schema import Moment, Str, canonical, insert, metadata, table

if TYPE_CHECKING:
    from storage.store import Change, Look

ERASED = "This text was erased because its author left."
FINAL = (months.OPEN, months.PAID, months.QUIET, months.CARRIED)
MECHANICS = {
    "call",
    "cast",
    "key",
    "tone",
    "path",
    "blob",
    "data",
    "mentions",
}  # what a card does, not what it says
SHORTEST = 8  # characters: shorter texts would be found inside other words


class Heirs(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    member: Named[int] = Column(BigInteger, primary_key=True)
    heir: Named[int] = Column(BigInteger, nullable=False)  # 0 is the treasury
    at: Named[datetime] = Column(Moment, nullable=False)


heir_ = table("heir", Heirs)


async def heir(look: Look, who: int) -> str:
    """The account that has what a member left: of whom they named, or of theirs in turn, or the treasury."""
    seen = {who}
    while (found := await _named(look, who)) is not None:
        if found == 0 or found in seen:
            return accounts.TREASURY
        seen.add(who := found)
    return accounts.member(who)


async def _named(look: Look, who: int) -> int | None:
    mine = heir_.c.community == look.community, heir_.c.member == who
    found: int | None = await look.value(select(heir_.c.heir).where(*mine))
    if found is None:
        found = (await members.get(look, who)).merged_into
    return found


async def hand_over(change: Change, who: int) -> Entry | None:
    """Book what a member who left still holds to their heir, and what their ended locks held; None if that is nothing."""
    await locks.release_ended(change, who)
    await transit.give_back(change, who)
    await transit.erase(change, who)
    held, to = await ledger.balances(change, accounts.member(who)), await heir(change, who)
    if not held or to == accounts.member(who):
        return None
    lines = [(asset, amount) for asset, amount in sorted(held.items())]
    out = [Posting(accounts.member(who), asset, -amount) for asset, amount in lines]
    into = [Posting(to, asset, amount) for asset, amount in lines]
    turn = await change.next(f"forget/{who}")
    name = f"forget/{who}" if turn == 1 else f"forget/{who}/{turn}"
    return await ledger.post(
        change, name, "forget", [*out, *into], by=who if turn == 1 else 0, why=f"forget/{who}"
    )


async def owed(look: Look, who: int) -> bool:
    """Whether something of a member who left is still to come: from a lock, an allocation, a bounty, a payout, a month, a vote."""
    if await locks.of(look, who) or await vesting.parts(look, who) or not await proposals.decided(look, who):
        return True
    if await transit.held(look, [who]):
        return True
    if any(who in (one.claimant, None if one.budget else one.by) for one in await bounties.live(look)):
        return True
    if await disputes.owes(look, who):
        return True
    for payout in await payouts.unpaid(look):
        waits = [one for one in await payouts.lines(look, payout.id) if one.state in payouts.UNPAID]
        if who in (await joining.followed(look, {one.member for one in waits})).values():
            return True
    return any(run.state not in FINAL for run in await runs.every(look))


async def forget(change: Change, who: int, to: int) -> Entry | None:
    """Erase accounts, name and texts. Entries stay under the id; what is held goes to `to` (0: treasury)."""
    texts, names = await _texts(change, who), await _names(change, who)
    await change.run(
        insert(heir_), {"community": change.community, "member": who, "heir": to, "at": change.now}
    )
    entry = await hand_over(change, who)
    await wallets.remove(change, who)
    await delegations.end_all(change, who)
    everybody = sa.or_(member.c.id == who, member.c.merged_into == who)
    blank = {
        "name": members.LEFT,
        "wants": [],
        "counts_activity": False,
        "takes_rewards": False,
        "forgotten": True,
        "seen": dormancy.day(change.now),
    }
    await change.run(update(member).where(member.c.community == change.community, everybody).values(**blank))
    await contributions.erase_texts(change, who)
    await ideas.erase_texts(change, who)
    await polls.erase_texts(change, who)
    await proposals.erase_texts(change, who)
    await trials.erase(change, who)
    await bounties.erase(change, who)
    await disputes.erase(change, who)
    await coauthors.erase(change, who)
    await charter.lapse(change)
    await votes.erase_texts(change, who)
    await reminders.erase(change, who)
    await grants.erase_texts(change, who)
    await milestones.lapse(change, who)
    await activity.erase(change, who)
    await _reasons(change, who)
    for offer in await founding.offers(change, who):
        if offer.state == founding.OPEN:
            await founding.answer(change, offer.id, founding.EXPIRED)
            await change.disarm("offer.expire", str(offer.id))
    await _accounts(change, who)
    await _cards(change, texts, names)
    await proposals.unname(change, cleaner((), names))
    return entry


async def _names(look: Look, who: int) -> list[str]:
    """What a member, and whoever was joined with them, has been called."""
    both = sa.or_(member.c.id == who, member.c.merged_into == who)
    rows = await look.rows(select(member.c.name).where(member.c.community == look.community, both))
    return sorted({row.name for row in rows}, key=lambda name: (-len(name), name))


async def _texts(look: Look, who: int) -> list[str]:
    """What has to be found and replaced in stored messages, longest first."""
    wrote = [text for one in await contributions.written_by(look, who) for text in (one.what, one.link)]
    wrote += [one.what for one in await contributions.given_to(look, who) if one.receivers == (who,)]
    wrote += [one.what for one in await ideas.of(look, who)]
    wrote += await contributions.reasons_of(look, who)
    wrote += [one.hidden_why for one in await ideas.every(look) if one.hidden_by == who]
    wrote += [one.hidden_why for one in await polls.every(look) if one.hidden_by == who]
    wrote += [text for one in await polls.of(look, who) for text in (one.question, *one.options)]
    wrote += [reason for _, _, reason, _ in await votes.of(look, who)]
    wrote += await bounties.texts_of(look, who)
    wrote += await grants.texts_of(look, who)
    wrote += await disputes.texts_of(look, who)
    wrote += [one for text in await proposals.texts_of(look, who) for one in (text, *parts(text))]
    wrote += [one.why for one in await transit.of(look, who)]
    known = await transit.addresses(look, who)
    wrote += [*known, *map(short, known)]
    return sorted({text for text in wrote if len(text) >= SHORTEST}, key=lambda text: (-len(text), text))


async def _reasons(change: Change, who: int) -> None:
    o, v, m = objections.objection.c, payouts.vote.c, merges.M
    mine = change.community
    await change.run(update(objections.objection).where(o.community == mine, o.by == who).values(reason=""))
    await change.run(update(payouts.vote).where(v.community == mine, v.member == who).values(reason=""))
    joined = m.community == mine, sa.or_(m.kept == who, m.dropped == who)
    await change.run(update(merges.merge_).where(*joined).values(moved={}))
    await links.erase(change, who)


async def _accounts(change: Change, who: int) -> None:
    """Private notes and drafts of a member go with the accounts."""
    box, shown, draft = outbox.outbox.c, outbox.shown.c, inbox.draft_.c
    for platform, account in await members.identities(change, who):
        mine = box.community == change.community, box.platform == platform, box.account == account
        await change.run(delete(outbox.outbox).where(*mine))
        private = shown.community == change.community, shown.platform == platform, shown.room == f"@{account}"
        await change.run(delete(outbox.shown).where(*private))
        seen = reactions.seen.c
        theirs = seen.community == change.community, seen.platform == platform, seen.account == account
        await change.run(delete(reactions.seen).where(*theirs))
        told = sa.type_coerce(draft.asked, sa.Text).contains(f"<{platform}:{account}>", autoescape=True)
        await change.run(delete(inbox.draft_).where(draft.community == change.community, told))
        await _remembered(change, platform, account)
    await change.run(delete(inbox.draft_).where(draft.community == change.community, draft.member == who))
    for of in metadata.sorted_tables:  # whichever feature keeps accounts
        if {"community", "platform", "account", "member"} <= set(of.c.keys()):
            await change.run(delete(of).where(of.c.community == change.community, of.c.member == who))


async def _remembered(change: Change, platform: str, account: str) -> None:
    """What the process remembers of an account, unless it is somebody in another community, too."""
    i, s = members.identity.c, settings.setting.c
    other = i.platform == platform, i.account == account, i.community != change.community
    if await change.value(sa.select(i.community).where(*other).limit(1)) is None:
        mine = s.key.startswith(f"{platform}/", autoescape=True)
        named = sa.or_(s.value == account, s.key.endswith(f"/{account}", autoescape=True))
        await change.run(delete(settings.setting).where(mine, named))


async def _cards(change: Change, texts: Sequence[str], names: Sequence[str]) -> None:
    """Take names and texts out of every message that is kept."""
    clean = cleaner(texts, names)
    told = re.compile("|".join(re.escape(canonical(word)[1:-1]) for word in (*texts, *names)))
    kept = (
        (outbox.outbox, "card"),
        (outbox.shown, "card"),
        (inbox.inbox, "outcome"),
        (inbox.draft_, "asked"),
    )
    for of, column in kept:
        key = [one for one in of.primary_key.columns if one.name != "community"]
        raw = sa.type_coerce(of.c[column], sa.Text)
        for *place, text in await change.rows(select(*key, raw).where(of.c.community == change.community)):
            if told.search(text):
                this = [one == value for one, value in zip(key, place, strict=True)]
                put = update(of).where(of.c.community == change.community, *this)
                await change.run(put.values({column: clean(json.loads(text))}))


def _erased(where: str, text: str) -> str:
    return where.replace(text, ERASED)


def cleaner(texts: Sequence[str], names: Sequence[str]) -> Callable[[Any], Any]:
    """What replaces texts by a note and names by nobody's, in the JSON of a card."""
    called = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")

    def clean(value: Any) -> Any:
        if isinstance(value, str):
            return called.sub(members.LEFT, reduce(_erased, (one for one in texts if one in value), value))
        if isinstance(value, list):
            return [clean(one) for one in value]
        if isinstance(value, dict):
            if "choices" in value:
                return value | {
                    "choices": [[key, clean(label), says] for key, label, says in value["choices"]]
                }
            return {key: one if key in MECHANICS else clean(one) for key, one in value.items()}
        return value

    return clean

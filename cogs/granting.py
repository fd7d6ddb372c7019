"""Grants by proposal: a spend with milestones, and the proposal that stops one (RULES 4, 5)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.card import CHAIN, Card
from cogs import granted
from rules import grants as rules
from rules.amounts import figure, show
from rules.errors import Refusal
from rules.ledger import SHOWN
from rules.wording import count, listed
from storage import assets, grants, joining, members, milestones

if TYPE_CHECKING:
    from storage.proposals import Proposal
    from storage.store import Change, Look

Payload = Mapping[str, Any]
Lines = list[tuple[str, str]]


def meant(payload: Payload) -> bool:
    """Whether a spend is about a grant."""
    return "milestones" in payload or "stop" in payload


async def check(look: Look, payload: Payload) -> None:
    """Refusal where a grant cannot be made, or stopped, like this today."""
    if "stop" in payload:
        one = await grants.get(look, payload["stop"])
        if one.state != grants.OPEN:
            raise Refusal(f"Grant #{one.id} is {one.state} already, so nothing of it is left to stop.")
        return
    now = await joining.followed(look, (*payload["to"], *payload["reviewers"]))
    there = {who: await members.get(look, now[who]) for who in now}
    if any(there[who].forgotten for who in payload["to"]):
        raise Refusal("Somebody whom it pays has left and was forgotten, so it cannot be granted like this.")
    imported = {who for who in payload["reviewers"] if await members.is_imported(look, now[who])}
    here = [now[who] for who in payload["reviewers"] if there[who].present and who not in imported]
    rules.apart([now[who] for who in payload["to"]], here)


async def lines(look: Look, payload: Payload) -> Lines:
    """What it would do, for its card."""
    if "stop" in payload:
        one = await grants.get(look, payload["stop"])
        asset, who = await assets.get(look, one.asset), await granted.recipients(look, one)
        left = show(one.total - await grants.paid(look, one), asset)
        open_ = f", of which {left} are not paid" if one.state == grants.OPEN else ""
        rest = "what is neither paid nor in an open payout goes back to the treasury"
        return [("Stops", f"grant #{one.id} of {who}{open_}: {rest}")]
    asset, names = await assets.get(look, payload["asset"]), await members.names(look, payload["to"])
    parts = " in equal parts" if len(payload["to"]) > 1 else ""
    who = listed([names[one] for one in payload["to"]])
    reviewers = await members.names(look, payload["reviewers"])
    return [
        ("Grants", f"{show(payload['amount'], asset)} to {who}{parts}, each milestone when it is reached"),
        ("Milestones", "; ".join(f"{title} {figure(part, asset)}" for title, part in payload["milestones"])),
        ("Reviewed by", listed([reviewers[one] for one in payload["reviewers"]], "or")),
        ("From", "the treasury into escrow; treasurers approve what each milestone pays"),
    ]


async def act(change: Change, one: Proposal) -> str:
    """Open the grant, or stop it; one sentence about what was done."""
    if "stop" in one.payload:
        return await _stop(change, one, await grants.get(change, one.payload["stop"]))
    grant = await milestones.begin(change, one.id, one.payload)
    await granted.show(change, grant)
    whole = show(grant.total, await assets.get(change, grant.asset))
    them = count(len(grant.milestones), "milestone")
    told = f"Proposal #{one.id} grants {whole} to you for {them}, as grant #{grant.id}"
    card = Card(f"{told}: `grant submit` tells that one is reached.", fields=chain(change), tone="good")
    for who in sorted((await milestones.people(change, grant)).recipients):
        await change.whisper(who, card)
    return f"Grant #{grant.id} is open: {whole} wait in escrow for {them}."


async def _stop(change: Change, one: Proposal, grant: grants.Grant) -> str:
    back = await milestones.stop(change, grant, one.id)
    grant = await grants.get(change, grant.id)
    told = f"Grant #{grant.id} is stopped: {show(back, await assets.get(change, grant.asset))} went back to the treasury."
    if any(of.state == grants.APPROVED for of in grant.milestones):
        told += " What an open payout waits for follows, if that ends unpaid."
    await granted.step(change, grant, told, "warn", moved=True)
    await granted.show(change, grant)
    for who in sorted((await milestones.people(change, grant)).recipients):
        await change.whisper(who, Card(told, fields=chain(change), tone="warn"))
    return told


def chain(change: Change) -> tuple[tuple[str, str], ...]:
    return ((CHAIN, change.head[:SHOWN]),)

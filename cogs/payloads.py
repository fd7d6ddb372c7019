"""What each kind of proposal would do: checked when it is made, shown on its card, done once it has passed (RULES 4)."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from cogs import allocating, articles, budget, choosing, disputing, granting, prompting
from cogs.corrections import SOURCES, affordable, minted, rearm, renewed
from cogs.invitation import TREASURER, article
from cogs.seats import end, fits
from rules import approvals, gates, grants, parameters
from rules import ledger as accounts
from rules.amounts import show
from rules.errors import Refusal
from rules.wording import count, listed
from storage import assets, budgets, deposits, founding, joining, ledger, members, payouts, runs, settling
from storage import parameters as values
from storage.payouts import Due

if TYPE_CHECKING:
    from bot.command import Money
    from storage.proposals import Proposal
    from storage.store import Change, Look

Payload = Mapping[str, Any]
MODERATOR = "moderator"
SPEND = settling.SPEND
Lines = list[tuple[str, str]]


def signal(title: str, text: str, among: Payload = MappingProxyType({})) -> dict[str, Any]:
    """A statement is known by the hash of its words, so that they can be erased; `among` has form and options, if any."""
    kept = {name: among[name] for name in ("form", "options") if name in among}
    words = "\n".join((title, text, *kept.get("options", ())))
    return {"hash": hashlib.sha256(words.encode()).hexdigest()} | kept


async def reworded(look: Look, one: Proposal, text: str) -> Payload:
    """What a proposal would do with another text; Refusal where that cannot be."""
    if one.kind == "signal":
        return signal(one.title, text, one.payload)
    if one.kind == articles.KIND:
        return await articles.payload(look, one.payload["article"], one.payload["name"], text)
    if one.kind == prompting.KIND:
        return await prompting.reworded(look, one, text)
    return dict(one.payload)


async def check(look: Look, kind: str, payload: Payload) -> None:
    """Refusal where a payload could not be carried out today."""
    if kind in CHECKS:
        await CHECKS[kind](look, payload)


async def lines(look: Look, one: Proposal) -> Lines:
    """What a proposal would do, for its card."""
    if one.kind == articles.KIND:
        return await articles.lines(look, one)
    if one.kind == allocating.KIND:
        return await allocating.lines(look, one)
    if one.kind == prompting.KIND:
        return await prompting.lines(look, one)
    if disputing.meant(one.payload):
        return await disputing.asks(look, one.payload)
    return await LINES[one.kind](look, one.payload) if one.kind in LINES else choosing.facts(one)


async def execute(change: Change, one: Proposal) -> str:
    """Do what was decided; one sentence about what was done. Refusal where that cannot be done now."""
    await check(change, one.kind, one.payload)
    return await ACTS[one.kind](change, one)


# parameter


async def _valid(look: Look, payload: Payload) -> None:
    name, new = payload["name"], payload["value"]
    one, now = parameters.get(name), await values.every(look)
    if one.check(new) == now[name]:
        raise Refusal(f"{name} is {one.show(new)} already.")
    then = parameters.check_change(now, name, new, len(await members.holders(look, TREASURER)))
    await minted(look, then, await assets.governance(look), await runs.this_month(look), 0)


async def _parameter_lines(look: Look, payload: Payload) -> Lines:
    one = parameters.get(payload["name"])
    now = await values.get(look, one.name)
    return [
        ("Sets", f"{one.name} to {one.show(payload['value'])}; it is {one.show(now)}"),
        ("It is", one.about),
    ]


async def _set(change: Change, one: Proposal) -> str:
    name, new = one.payload["name"], one.payload["value"]
    data = {"name": name, "value": new, "proposal": one.id}
    entry = await ledger.post(
        change, f"{one.subject}/parameter", "parameter", by=0, why=one.subject, data=data
    )
    await values.put(change, {name: new}, entry.number)
    if name == "freeze_after":
        await rearm(change)
    return f"{name} is {parameters.get(name).show(new)} from now on."


# spend


def awaited(amount: Money, source: str) -> dict[str, Any]:
    """What a payment says that waits for a deposit."""
    return {"after": {"asset": amount.asset.symbol, "amount": amount.amount, "source": source}}


async def _affordable(look: Look, payload: Payload) -> None:
    """What a payment waits for may be the money itself, so it is checked without that until it is here."""
    if granting.meant(payload):
        await granting.check(look, payload)
    after = payload.get("after", {})
    await _covered(look, payload, after["amount"] if after.get("asset") == payload["asset"] else 0)


async def _covered(look: Look, payload: Payload, coming: int = 0) -> None:
    asset, whole = await assets.get(look, payload["asset"]), grants.whole(payload)
    waits = (await payouts.pending(look, accounts.TREASURY)).get(asset.symbol, 0)
    free = await ledger.balance_of(look, accounts.TREASURY, asset.symbol) - waits
    if free + coming < whole:
        raise Refusal(
            f"The treasury has {show(max(free, 0), asset)} that nothing waits for, and this is {show(whole, asset)}."
        )


async def _spend_lines(look: Look, payload: Payload) -> Lines:
    if granting.meant(payload):
        return await granting.lines(look, payload)
    asset, names = await assets.get(look, payload["asset"]), await members.names(look, payload["to"])
    each = " each" if len(payload["to"]) > 1 else ""
    who = listed([names[one] for one in payload["to"]])
    pays = f"{who} {show(payload['amount'], asset)}{each}"
    waits = [("Waits for", await _stated(look, payload["after"]))] if "after" in payload else []
    return [("Pays", pays), ("From", "the treasury, once treasurers approve"), *waits]


async def _stated(look: Look, after: Payload) -> str:
    """The deposit that a payment waits for."""
    amount = show(after["amount"], await assets.get(look, after["asset"]))
    return (
        f"a deposit of {amount} or more ({after['source']}), recorded after this was proposed and confirmed"
    )


async def _arrived(change: Change, one: Proposal) -> None:
    """Refusal until the stated deposit is confirmed; it then serves this payment and no other."""
    after = one.payload["after"]
    found = await deposits.unused(change, after["asset"], after["amount"], after["source"], one.at)
    if found is None:
        raise Refusal(f"It waits for {await _stated(change, after)}.")
    await deposits.serve(change, found, one.id)
    data = {"deposit": found, "proposal": one.id}
    await ledger.post(change, f"{one.subject}/deposit", "condition", by=0, why=one.subject, data=data)


async def _spend(change: Change, one: Proposal) -> str:
    if granting.meant(one.payload):
        return await granting.act(change, one)
    if "after" in one.payload:
        await _arrived(change, one)
        await _covered(change, one.payload)
    due = [Due(who, one.payload["asset"], one.payload["amount"]) for who in one.payload["to"]]
    about = f"proposal #{one.id}"
    number = await payouts.ask(change, SPEND, "", due, reason=about, source=accounts.TREASURY)
    return f"Payout #{number} waits for the treasurers."


# role


async def _whose(look: Look, payload: Payload) -> int:
    """Whose role it is: of the member named, or of whoever they were joined with."""
    who: int = payload["member"]
    return (await joining.followed(look, [who]))[who]


async def _seat(look: Look, payload: Payload) -> None:
    who, role, grant = await _whose(look, payload), payload["role"], payload["grant"]
    name, held = await members.name(look, who), await members.roles(look, who)
    if not (await members.get(look, who)).present or await members.is_imported(look, who):
        raise Refusal(f"{name} is not here to hold a role.")
    if grant:
        await fits(look, who, role)
    elif role not in held:
        raise Refusal(f"{name} is no {role}.")
    elif role == TREASURER:
        await _enough(look)


async def _enough(look: Look) -> None:
    """Refusal where one treasurer less could not approve a payout any more."""
    there = len(await members.holders(look, TREASURER)) - 1
    needed = await values.get(look, "approvals_needed")
    if approvals.short(needed, there):
        raise Refusal(
            f"{needed} treasurers must approve a payout and {there} would be left; "
            "first name a successor, or lower approvals_needed."
        )


async def _role_lines(look: Look, payload: Payload) -> Lines:
    name, role = await members.name(look, await _whose(look, payload)), payload["role"]
    if not payload["grant"]:
        return [("Ends", f"{name} is no longer {article(role)}")]
    asks = "" if role == MODERATOR else ", if they accept within 14 days"
    return [("Appoints", f"{name} as {role}{asks}")]


async def _seats(change: Change, one: Proposal) -> str:
    who, role = await _whose(change, one.payload), one.payload["role"]
    name = await members.name(change, who)
    if not one.payload["grant"]:
        await end(change, who, role, by=0)
        return f"{name} is no longer {article(role)}."
    if role == MODERATOR:
        data = {"member": who, "role": role, "grant": True, "proposal": one.id}
        await ledger.post(change, f"{one.subject}/role", "role", by=0, why=one.subject, data=data)
        await members.grant(change, who, role, "proposal")
        return f"{name} is a moderator from now on."
    await founding.invite(change, who, role, founding.ELECTED)
    return f"{name} is asked to be {article(role)}: `role accept` or `role decline` within 14 days."


# budget


async def _allowed(look: Look, payload: Payload) -> None:
    asset = await assets.get(look, payload["asset"])
    whole = payload["amount"] * payload["months"]
    await affordable(look, payload["purpose"], asset, payload["source"], whole, payload.get("gate"))


async def _budget_lines(look: Look, payload: Payload) -> Lines:
    asset = await assets.get(look, payload["asset"])
    monthly = f"{show(payload['amount'], asset)} a month for {payload['purpose']}, for {count(payload['months'], 'month')}"
    opens = [("Opens with", gates.asked(payload["gate"]))] if "gate" in payload else []
    return [("Budget", monthly), ("From", SOURCES[payload["source"]]), *opens]


async def _budget(change: Change, one: Proposal) -> str:
    told = one.payload
    asset = await assets.get(change, told["asset"])
    number, first, data = await renewed(
        change, told["purpose"], asset, told["source"], told["amount"], told["months"], told.get("gate")
    )
    data |= {"proposal": one.id}
    await ledger.post(change, f"{one.subject}/budget", "budget", by=0, why=one.subject, data=data)
    if "gate" in told:
        await budget.watch(change, number)
        return f"Budget #{number} opens with {gates.asked(told['gate'])}."
    await budgets.open_period(change, await runs.this_month(change))
    return f"Budget #{number} begins with {first.title}."


async def _nothing(change: Change, one: Proposal) -> str:
    return "It is recorded; nothing else happens by itself."


CHECKS: dict[str, Callable[[Look, Payload], Awaitable[None]]] = {
    "parameter": _valid,
    SPEND: _affordable,
    "role": _seat,
    "budget": _allowed,
    articles.KIND: articles.check,
    allocating.KIND: allocating.check,
    prompting.KIND: prompting.check,
}
LINES: dict[str, Callable[[Look, Payload], Awaitable[Lines]]] = {
    "parameter": _parameter_lines,
    SPEND: _spend_lines,
    "role": _role_lines,
    "budget": _budget_lines,
}
ACTS: dict[str, Callable[[Change, Proposal], Awaitable[str]]] = {
    "signal": _nothing,
    "parameter": _set,
    SPEND: _spend,
    "role": _seats,
    "budget": _budget,
    articles.KIND: articles.act,
    allocating.KIND: allocating.act,
    prompting.KIND: prompting.act,
}

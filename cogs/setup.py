"""Founding a community: a plan, the people who accept it, and the first entry of its ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Literal

from bot.card import CHAIN, Card
from bot.command import HOST, Arg, Cog, Context, Member, Members, command
from cogs import articles
from cogs.invitation import (
    FOUNDER,
    GUARDIAN,
    ROLES,
    SUBJECT,
    TOPIC,
    TREASURER,
    Plan,
    asked,
    born,
    invitation,
    offered,
)
from prompts import scorer
from rules import genesis as rules
from rules import ledger as accounts
from rules import moments, parameters
from rules.amounts import show
from rules.errors import Refusal
from rules.genesis import Genesis
from rules.wording import count, listed
from storage import assets, blobs, budgets, communities, founding, ledger, members, runs
from storage import parameters as values

if TYPE_CHECKING:
    from bot.deps import Deps
    from storage.founding import Offer
    from storage.store import Change, Look

WEEK = timedelta(days=7)
MOST_TREASURERS = 15
HALF = 5000  # hundredths of a percent
Preset = Literal["small circle", "growing community", "large DAO"]
People = Annotated[Members | None, Arg("who founds it and gets the first tokens, if anybody", most=50)]
Signers = Annotated[Members | None, Arg("who is asked to approve payouts, two or more", most=MOST_TREASURERS)]


class Setup(Cog):
    """`setup` plans and invites, `setup finish` founds."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("setup", role=HOST, form=True, founds=True)
    async def plan(
        self,
        ctx: Context,
        change: Change,
        preset: Annotated[Preset, Arg("how large and careful the community is")],
        name: Annotated[str, Arg("what the community is called", most=60)] = "Our community",
        token: Annotated[str, Arg("symbol of its token, such as LEAF", most=12)] = "TOKEN",  # noqa: S107 - a symbol
        rewards: Annotated[int, Arg("whole tokens a month for rewards", ge=0, le=10**9)] = 10_000,
        months: Annotated[int, Arg("for how many months", ge=0, le=rules.MOST_MONTHS)] = 3,
        founders: People = None,
        treasurers: Signers = None,
        guardian: Annotated[Member | None, Arg("who may veto, if anybody")] = None,
        tokens: Annotated[
            int, Arg("whole tokens for each founder", ge=0, le=rules.FOUNDER_TOKENS)
        ] = rules.FOUNDER_TOKENS,
        zone: Annotated[str, Arg("time zone, such as Europe/Lisbon", most=40)] = "UTC",
        charter: Annotated[str, Arg("what you are together for, in a few words", most=500)] = "",
    ) -> Card:
        """Plan a community and invite its founders and treasurers."""
        if (await communities.get(change)).running:
            more = "`setup parameter`, `setup budget` and `setup invite` correct it"
            raise Refusal(f"This community is founded already; {more}.")
        plan: Plan = {"preset": preset, "name": name, "token": token.upper(), "rewards": rewards}
        plan |= {
            "months": months,
            "founder_tokens": tokens,
            "zone": str(moments.zone(zone)),
            "charter": charter,
        }
        plan |= {"admin": ctx.me, "founders": [*(founders or ())], "treasurers": [*(treasurers or ())]}
        plan["guardians"] = [] if guardian is None else [guardian]
        before = await founding.planned(change)
        await offered(change, plan, anew=before is None or terms_of(before) != terms_of(plan))
        people = count(len({one for one, _ in asked(plan)}), "person", "people")
        return Card(f"{people} invited. When they have accepted: `setup finish`.")

    @command("setup finish", role=HOST, founds=True, confirm=True)
    async def finish(self, ctx: Context, change: Change) -> Card:
        """Found the community with everybody who has accepted."""
        plan = await founding.planned(change)
        if plan is None or (await communities.get(change)).running:
            raise Refusal("There is nothing to finish: plan a community with `setup` first, once.")
        yes = await founding.accepted(change)
        people = {role: [one for one in plan[place] if (one, role) in yes] for role, place in ROLES.items()}
        rules.enough(len(people[TREASURER]), parameters.preset(plan["preset"])["approvals_needed"])
        charter = await articles.begin(change, plan["name"], plan["token"], plan["charter"])
        genesis = born(plan, people, charter)
        open_ = [one for one in await founding.offers(change) if one.state == founding.OPEN]
        await found(change, genesis)
        await lapse(change)
        card = await birth(change, genesis, plan["charter"], open_)
        await change.show(TOPIC, await invitation(change), subject=SUBJECT)
        told = replace(card, title=f"{genesis.name} is founded", tone="good")
        await change.say(TOPIC, told, subject="genesis")
        return card


def terms_of(plan: Plan) -> Plan:
    """What a plan says beside who is asked."""
    return {name: value for name, value in plan.items() if name not in (*ROLES.values(), "admin")}


async def found(change: Change, genesis: Genesis) -> None:
    """Write genesis: entry 1, parameters, token, roles, the first budgets, the first month's alarms."""
    named = {"name": genesis.name, "preset": genesis.preset, "zone": genesis.zone}
    await communities.alter(change, **named, state=communities.RUNNING, founded=change.now)
    data, by = genesis.data(), genesis.admin
    entry = await ledger.post(change, "genesis", "genesis", genesis.postings(), by=by, why="setup", data=data)
    await assets.add(change, genesis.token)
    await values.put(change, dict(genesis.values), entry.number)
    await blobs.put(change, scorer.PROMPT.read_bytes())
    await members.grant(change, genesis.admin, "admin", "genesis")
    for one in genesis.treasurers:
        await members.grant(change, one, TREASURER, "genesis")
    for one in genesis.founders:
        await members.alter(change, one, founder=True)
    if genesis.guardian is not None:
        await members.grant(change, genesis.guardian, GUARDIAN, "genesis")
    await begin(change, genesis)


async def begin(change: Change, genesis: Genesis) -> None:
    """Open the first month: its budget, its freeze, and what comes back every month and week."""
    month = await runs.this_month(change)
    if genesis.rewards and genesis.months:
        symbol, amount = genesis.token.symbol, genesis.rewards
        await budgets.add(change, budgets.REWARDS, symbol, budgets.MINT, amount, month, genesis.months)
    await budgets.open_period(change, month)
    start = month.next().start(moments.zone(genesis.zone))
    await change.alarm("budget.period", str(month.next()), start)
    await change.alarm("audit.head", "", change.now + WEEK)
    await runs.arm(change, month)


async def lapse(change: Change) -> None:
    """Genesis is written, so nobody becomes its founder any more; treasurers may still accept in time."""
    for one in await founding.offers(change):
        if one.state == founding.OPEN and one.role == FOUNDER:
            await founding.answer(change, one.id, founding.EXPIRED)


async def birth(look: Look, genesis: Genesis, charter: str, open_: list[Offer]) -> Card:
    """What genesis says, for everybody to read; `open_` are the offers that nobody has answered."""
    people = [genesis.admin, *genesis.founders, *genesis.treasurers, *(one.member for one in open_)]
    names = await members.names(look, [*people, genesis.guardian or 0])
    set_ = {one: parameters.get(one).show(value) for one, value in genesis.values.items()}
    late = [one.member for one in open_ if one.role == FOUNDER]
    asked_ = [f"{names[one.member]} ({one.role})" for one in open_ if one.role != FOUNDER]
    fields = (
        ("Charter", charter),
        ("Preset", genesis.preset),
        ("Token", genesis.token.symbol + cap(genesis)),
        ("Founders", founders(genesis, names)),
        ("Treasurers", f"{listed([names[one] for one in genesis.treasurers])}{signatures(genesis)}"),
        ("Guardian", names[genesis.guardian] if genesis.guardian else ""),
        ("Admin", names[genesis.admin]),
        ("Rewards", rewards(genesis)),
        ("Largest reward", largest(genesis.values["reward_cap"])),
        ("Months", f"in {genesis.zone}; frozen {set_['freeze_after']} after their end"),
        ("Objections", f"within {set_['objection_window']} after the rewards are shown"),
        ("Still asked", listed(asked_)),
        ("No founder for want of an answer", listed([names[one] for one in late])),
        (CHAIN, (await ledger.head(look))[: accounts.SHOWN]),
    )
    shown = tuple((name, text) for name, text in fields if text)
    return Card("\n".join(genesis.warnings()), title=f"Found {genesis.name}", fields=shown)


def cap(genesis: Genesis) -> str:
    """The supply cap in words."""
    most = genesis.values["supply_cap"]
    return f", at most {most:,}" if most else ", without a cap"


def founders(genesis: Genesis, names: dict[int, str]) -> str:
    """What each founder begins with."""
    if not genesis.founders:
        return "none"
    each = show(genesis.founder_tokens, genesis.token) + (" each" if len(genesis.founders) > 1 else "")
    return f"{each} for {listed([names[one] for one in genesis.founders])}"


def signatures(genesis: Genesis) -> str:
    """How many treasurers a payout needs."""
    return f"; {genesis.values['approvals_needed']} of {len(genesis.treasurers)} approve each payout"


def rewards(genesis: Genesis) -> str:
    """What each of the first months pays."""
    if not (genesis.rewards and genesis.months):
        return "none yet"
    return f"{show(genesis.rewards, genesis.token)} a month for {count(genesis.months, 'month')}"


def largest(cap: int) -> str:
    """What one member gets at most (REWARDS 1.4), from hundredths of a percent."""
    most = f"{parameters.get('reward_cap').show(cap)} of a month's rewards"
    return most if cap >= HALF else f"{most}, more where few took part, at most half"

"""Founding a community: a plan, the people who accept it, and the first entry of its ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Annotated, Any, Literal

from bot.card import Card
from bot.command import HOST, Arg, Cog, Context, Member, Members, command
from bot.deps import Deps
from cogs.invitation import invitation
from prompts import scorer
from rules import genesis as rules
from rules import ledger as accounts
from rules import moments, parameters
from rules.amounts import Asset, show
from rules.errors import Refusal
from rules.genesis import Genesis
from rules.wording import count, listed
from storage import assets, budgets, communities, founding, ledger, members, runs
from storage import parameters as values
from storage.store import Change, Look

TOPIC, SUBJECT = "general", "setup"
WEEK = timedelta(days=7)
Preset = Literal["small circle", "growing community", "large DAO"]


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
        token: Annotated[str, Arg("symbol of its token, such as LEAF", most=12)] = "TOKEN",
        rewards: Annotated[int, Arg("whole tokens a month for rewards", ge=0, le=10**9)] = 10_000,
        months: Annotated[int, Arg("for how many months, until proposals decide", ge=0, le=12)] = 3,
        founders: Annotated[Members | None, Arg("who founds it with tokens; nobody if left out", most=50)] = None,
        treasurers: Annotated[Members | None, Arg("who is asked to approve payouts", most=30)] = None,
        guardian: Annotated[Member | None, Arg("who may veto, if anybody")] = None,
        founder_tokens: Annotated[int, Arg("whole tokens for each founder", ge=0, le=10**6)] = rules.FOUNDER_TOKENS,
        zone: Annotated[str, Arg("time zone, such as Europe/Lisbon", most=40)] = "UTC",
    ) -> Card:
        """Plan a community and invite its founders and treasurers."""
        if (await communities.get(change)).running:
            raise Refusal("This community is founded already; `setup parameter`, `setup budget` and `setup invite` correct it.")
        wanted = {
            "preset": preset, "name": name, "token": token.upper(), "rewards": rewards, "months": months,
            "founder_tokens": founder_tokens, "zone": str(moments.zone(zone)), "admin": ctx.me,
            "founders": list(founders or ()), "treasurers": list(treasurers or ()), "guardian": guardian,
        }  # fmt: skip
        asked = asked_for(wanted)
        planned(wanted, wanted["founders"], wanted["treasurers"], guardian)
        await founding.keep(change, wanted)
        await founding.withdraw(change, set(asked))
        for member, role in asked:
            await founding.invite(change, member, role, ctx.me)
        await change.show(TOPIC, await invitation(change), subject=SUBJECT)
        return Card(f"{count(len({one for one, _ in asked}), 'person', 'people')} invited. When they have accepted: `setup finish`.")

    @command("setup finish", role=HOST, founds=True, confirm=True)
    async def finish(self, ctx: Context, change: Change) -> Card:
        """Found the community with everybody who has accepted."""
        wanted = await founding.planned(change)
        if wanted is None or (await communities.get(change)).running:
            raise Refusal("There is nothing to finish: plan a community with `setup` first, once.")
        yes = {(one.member, one.role) for one in await founding.offers(change) if one.state == founding.ACCEPTED}
        founders, treasurers = ([one for one in wanted[which] if (one, role) in yes]
                                for which, role in (("founders", "founder"), ("treasurers", "treasurer")))  # fmt: skip
        guardian = wanted["guardian"] if (wanted["guardian"], "guardian") in yes else None
        rules.enough(len(treasurers), parameters.preset(wanted["preset"])["approvals_needed"])
        born = planned(wanted, founders, treasurers, guardian)
        await found(change, born)
        card = await birth(change, born)
        chain = ("Chain", (await ledger.head(change))[: accounts.SHOWN])
        await change.say(TOPIC, replace(card, tone="good", fields=(*card.fields, chain)), subject="genesis")
        return card


def asked_for(wanted: dict[str, Any]) -> list[tuple[int, str]]:
    """Who is offered what."""
    found = [(one, "founder") for one in wanted["founders"]] + [(one, "treasurer") for one in wanted["treasurers"]]
    return [*found, *([(wanted["guardian"], "guardian")] if wanted["guardian"] else [])]


def planned(wanted: dict[str, Any], founders: list[int], treasurers: list[int], guardian: int | None) -> Genesis:
    """The genesis these people would make; Refusal for what cannot be."""
    token, values_ = Asset(wanted["token"], rules.DECIMALS), parameters.preset(wanted["preset"])
    needed = values_["approvals_needed"]
    if len(treasurers) < needed:
        raise Refusal(f"{count(needed, 'treasurer')} must approve each payout; name at least as many with treasurers=@ana,@ben.")
    unit = 10**token.decimals
    born = Genesis(
        wanted["name"], wanted["preset"], wanted["zone"], token, wanted["admin"], tuple(founders), tuple(treasurers), guardian,
        wanted["founder_tokens"] * unit, wanted["rewards"] * unit, wanted["months"], values_, "", scorer.prompt_hash(),
    )  # fmt: skip
    born.check()
    return born


async def found(change: Change, born: Genesis) -> None:
    """Write genesis: entry 1, parameters, token, roles, the first budgets, the first month's alarm."""
    await communities.alter(
        change, name=born.name, preset=born.preset, zone=born.zone, state=communities.RUNNING, founded=change.now
    )
    entry = await ledger.post(change, "genesis", "genesis", born.postings(), by=born.admin, why="setup", data=born.data())
    await assets.add(change, born.token)
    await values.put(change, dict(born.values), entry.number)
    await members.grant(change, born.admin, "admin", "genesis")
    for one in born.treasurers:
        await members.grant(change, one, "treasurer", "genesis")
    for one in born.founders:
        await members.alter(change, one, founder=True)
    if born.guardian is not None:
        await members.grant(change, born.guardian, "guardian", "genesis")
    month = await runs.this_month(change)
    if born.rewards and born.months:
        await budgets.add(change, budgets.REWARDS, born.token.symbol, budgets.MINT, born.rewards, month, born.months)
    await budgets.open_period(change, month)
    await change.alarm("budget.period", str(month.next()), month.next().start(moments.zone(born.zone)))
    await change.alarm("audit.head", "", change.now + WEEK)
    await runs.arm(change, month)


async def birth(look: Look, born: Genesis) -> Card:
    """What genesis says, for everybody to read."""
    names = await members.names(look, [born.admin, *born.founders, *born.treasurers])
    treasurers = listed([names[one] for one in born.treasurers])
    tokens = f"{show(born.founder_tokens, born.token)} each for {listed([names[one] for one in born.founders])}" if born.founders else "none"
    rewards = f"{show(born.rewards, born.token)} a month for {count(born.months, 'month')}" if born.rewards else "none yet"
    needed = born.values["approvals_needed"]
    return Card(
        "\n".join(born.warnings()),
        title=f"Found {born.name}",
        fields=(
            ("Preset", born.preset),
            ("Token", f"{born.token.symbol}, at most {born.values['supply_cap']:,}"),
            ("Founders", tokens),
            ("Treasurers", f"{treasurers}; {needed} of {len(born.treasurers)} approve each payout"),
            ("Rewards", rewards),
            ("Months", f"in {born.zone}, frozen {parameters.get('freeze_after').show(born.values['freeze_after'])} after their end"),
        ),
    )

"""Making proposals, standing behind them, changing and ending them (RULES 4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal

from bot.card import Card, Grid
from bot.command import (
    GUARDIAN,
    Arg,
    Attachment,
    Cog,
    Context,
    Member,
    Members,
    Money,
    alarm,
    command,
    extended,
)
from cogs import choosing, coauthors, counting, debating, deciding, opinions, overview, payloads, prompting
from cogs.corrections import Purpose
from cogs.debating import Number
from cogs.treasury import Source
from cogs.work import total
from rules import charter, gates, genesis, levels
from rules import parameters as registry
from rules import proposals as rules
from rules.amounts import show
from rules.errors import Refusal
from rules.proposals import DISCUSSION, DRAFT, QUEUED, VETOED
from rules.wording import count, listed
from storage import members, parameters
from storage import proposals as store

if TYPE_CHECKING:
    from bot.deps import Deps
    from storage.proposals import Proposal
    from storage.store import Change, Look

PAGE = 20
Title = Annotated[str, Arg("a title in one line", most=rules.LONGEST_TITLE)]
Text = Annotated[str, Arg("what it says, for everybody to read", rest=True, most=rules.LONGEST_TEXT)]
Why = Annotated[str, Arg("why, for everybody to read", rest=True, most=rules.LONGEST_TEXT)]
Role = Literal["treasurer", "guardian", "moderator"]


class Proposals(Cog):
    """A proposal does what it says by itself, once it has passed."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("proposal signal", form=True, confirm=True)
    async def signal(self, ctx: Context, change: Change, title: Title, text: Text) -> Card:
        """Propose that the community says something; nothing else happens by itself."""
        return await draft(change, ctx.me, "signal", title, text, payloads.signal(rules.title(title), text))

    @command("proposal parameter", form=True, confirm=True)
    async def parameter(
        self,
        ctx: Context,
        change: Change,
        name: Annotated[str, Arg("which, as `params show` lists them", most=60)],
        value: Annotated[str, Arg("its new value, such as 30%", most=200)],
        why: Why,
    ) -> Card:
        """Propose another value of a rule."""
        one = registry.get(name)
        new = one.parse(value)
        title = f"Set {one.name} to {one.show(new)}"
        return await draft(change, ctx.me, "parameter", title, why, {"name": one.name, "value": new})

    @command("proposal spend", form=True, confirm=True)
    async def spend(
        self,
        ctx: Context,
        change: Change,
        who: Annotated[Members, Arg("who is paid", most=20)],
        amount: Annotated[Money, Arg("how much each, such as 500")],
        why: Why,
        *,
        after: Annotated[Money | None, Arg("pay only once so much has come in, such as 500 USDC")] = None,
        source: Annotated[Source, Arg("where that has to come from")] = "sale",
    ) -> Card:
        """Propose to pay somebody from the treasury, at once or after a deposit."""
        names = await members.names(change, who)
        each = " each" if len(who) > 1 else ""
        title = f"Pay {listed([names[one] for one in who])} {show(amount.amount, amount.asset)}{each}"
        payload = {"to": sorted(set(who)), "asset": amount.asset.symbol, "amount": amount.amount}
        payload |= payloads.awaited(after, source) if after else {}
        return await draft(change, ctx.me, payloads.SPEND, title[: rules.LONGEST_TITLE], why, payload)

    @command("proposal role", form=True, confirm=True)
    async def role(
        self,
        ctx: Context,
        change: Change,
        turn: Annotated[Literal["grant", "revoke"], Arg("give the role, or take it")],
        role: Annotated[Role, Arg("which role")],
        who: Annotated[Member, Arg("whose")],
        why: Why,
    ) -> Card:
        """Propose who is treasurer, guardian or moderator, or no longer is."""
        name = await members.name(change, who)
        title = f"Make {name} a {role}" if turn == "grant" else f"End that {name} is a {role}"
        payload = {"member": who, "role": role, "grant": turn == "grant"}
        return await draft(change, ctx.me, "role", title, why, payload)

    @command("proposal budget", form=True, confirm=True)
    async def budget(
        self,
        ctx: Context,
        change: Change,
        purpose: Purpose,
        amount: Annotated[Money, Arg("how much a month, such as 500")],
        months: Annotated[int, Arg("for how many months", ge=1, le=genesis.MOST_MONTHS)],
        source: Annotated[Literal["mint", "treasury"], Arg("new tokens, or what the treasury holds")],
        why: Why,
        *,
        gate: Annotated[str, Arg(f"what the community has to reach first: {gates.EXAMPLE}", most=120)] = "",
    ) -> Card:
        """Propose what may be spent each month; it takes the place of the budget before."""
        title = f"{show(amount.amount, amount.asset)} a month for {purpose}, for {count(months, 'month')}"
        payload: dict[str, Any] = {"purpose": purpose, "asset": amount.asset.symbol, "amount": amount.amount}
        payload |= {"gate": gates.parse(gate)} if gate else {}
        return await draft(
            change, ctx.me, "budget", title, why, payload | {"months": months, "source": source}
        )

    @command("proposal edit", form=True, confirm=True)
    async def edit(
        self,
        ctx: Context,
        change: Change,
        number: Number,
        text: Annotated[str, Arg("all that it says then", rest=True, most=rules.LONGEST_TEXT)] = "",
        *,
        file: Annotated[Attachment | None, Arg("or the text as an .md file")] = None,
    ) -> Card:
        """Change what a proposal of yours says; sponsors and discussion begin anew."""
        one, text = await coauthors.written(change, ctx.me, number), prompting.either(text, file)
        if one.state not in rules.EDITABLE:
            raise Refusal(f"Proposal #{number} is {debating.STATES[one.state]}, so it cannot be changed.")
        if not (said := charter.changes(one.text, text)):
            raise Refusal("That is what it says already.")
        payload = await payloads.reworded(change, one, text)
        changes = "\n".join(said)
        same = rules.fingerprint(one.kind, payload)
        rules.may_repeat(await beaten(change, same), change.now)
        one = await store.put(change, number, text=text, payload=payload, fingerprint=same)
        await store.keep(change, one, ctx.me)
        told = await coauthors.tell(change, one, ctx.me, changes[:1500])
        if one.state != DRAFT:
            await debating.step(change, one, f"{told}:\n{changes[:1500]}")
        one = await debating.anew(change, one)
        await debating.show(change, one)
        facts = (("Then", debating.STATES[one.state]),)
        return Card(changes[:1500], title=f"Change proposal #{number}", fields=facts)

    @command("proposal sponsor")
    async def sponsor(self, ctx: Context, change: Change, number: Number) -> Card:
        """Stand behind a draft, or no longer; enough power opens its discussion."""
        one = await store.get(change, number)
        if one.state != DRAFT:
            raise Refusal(f"Proposal #{number} is {debating.STATES[one.state]}, so it takes no sponsors.")
        if one.by == ctx.me:
            raise Refusal("You stand behind your own proposal anyway; ask others.")
        if ctx.me in await store.sponsors(change, number):
            await store.unsponsor(change, number, ctx.me)
            await debating.show(change, one)
            return Card(f"You no longer stand behind proposal #{number}.", private=True)
        rules.may_sponsor(
            await store.sponsored(change, ctx.me), await parameters.get(change, "max_open_per_member")
        )
        if not (await debating.castable(change, one.kind)).get(ctx.me):
            raise Refusal("A sponsor needs votes, and you hold none and were given none.")
        await store.sponsor(change, number, ctx.me)
        if (await debating.begin(change, one)).state == DRAFT:
            await debating.show(change, one)
        return Card(f"You stand behind proposal #{number}.", private=True)

    @command("proposal cancel", confirm=True)
    async def cancel(self, ctx: Context, change: Change, number: Number) -> Card:
        """Take your proposal back before voting opens."""
        one = await mine(change, ctx.me, number)
        if one.state not in rules.EDITABLE:
            raise Refusal(
                f"Proposal #{number} is {debating.STATES[one.state]}; only before voting opens can it be taken back."
            )
        await debating.cancel(change, one, f"{await members.name(change, ctx.me)} took it back.")
        return Card(one.title, title=f"Take proposal #{number} back")

    @command("proposal list")
    async def list(self, ctx: Context, look: Look) -> Card:
        """What is open for a decision, in the order of its end, and the proposals that are over."""
        over = [one for one in await store.every(look) if not one.live][::-1]
        open_ = await overview.lines(look)
        if not open_ and not over:
            return Card("There are no proposals yet; `proposal signal` makes the first.")
        told = [
            f"- #{one.id} {one.title or 'text erased'}: {debating.STATES[one.state]}" for one in over[:PAGE]
        ]
        told = ["**Over**", *told] if over else []
        body = "\n".join([*(open_ or [overview.NONE]), *told]) + total(len(over), PAGE)
        return Card(body, title=overview.TITLE)

    @command("proposal show")
    async def show(self, ctx: Context, look: Look, number: Number) -> Card:
        """Show a proposal and where it stands."""
        one = await store.get(look, number)
        return await prompting.handed(look, await debating.card(look, one))

    @command("proposal history")
    async def history(self, ctx: Context, look: Look, number: Number) -> Card:
        """Show what a proposal has said before."""
        one = await store.get(look, number)
        said = await store.versions(look, number)
        names = await members.names(look, {row.by for row in said})
        body = "\n\n".join(f"**Version {row.version}** by {names[row.by]}\n{row.text}" for row in said)
        return Card(body, title=f"Versions of proposal #{one.id}")

    @command("proposal result")
    async def result(self, ctx: Context, look: Look, number: Number) -> Card:
        """Show how a vote came out, and who voted how."""
        one = await store.get(look, number)
        if not one.result:
            raise Refusal(f"Proposal #{number} is {debating.STATES[one.state]}; there is no result yet.")
        rows = tuple(
            (name, choosing.spelled(one, ballot.choice), ballot.reason)
            for name, ballot in await deciding.reasoned(look, one)
        )
        more = f"\n… and {len(rows) - PAGE:,} more" if len(rows) > PAGE else ""
        grid = Grid(("Who", "Vote", "Reason"), rows[:PAGE]) if rows else None
        return Card(
            "\n".join(counting.printed(one)) + more, title=f"Result of proposal #{number}", table=grid
        )

    @command("proposal retry")
    async def retry(self, ctx: Context, change: Change, number: Number) -> Card:
        """Try at once to carry out what has passed and could not be done."""
        one = await queued(change, number)
        if not one.why or one.until is None or change.now < one.until:
            then = dict(await debating.planned(change, one)).get("Carried out", "a later day")
            raise Refusal(f"Proposal #{number} is carried out by itself on {then}.")
        one = await deciding.carry_out(change, one)
        return Card(one.why, private=True)

    @command("proposal veto", role=GUARDIAN, confirm=True)
    async def veto(self, ctx: Context, change: Change, number: Number, why: Why) -> Card:
        """Stop what has passed before it is carried out, with a public reason."""
        one = await stoppable(change, number)
        if not await parameters.get(change, "veto"):
            raise Refusal("This community has switched the veto off.")
        if await passed_again(change, one):
            raise Refusal("The same was vetoed once and has passed again, so it stands.")
        one = await store.enter(change, one, VETOED, why=f"{await members.name(change, ctx.me)}: {why}")
        await deciding.done(change, one, f"Proposal #{number} is vetoed. {one.why}", tone="warn")
        return Card(one.title, title=f"Veto proposal #{number}", fields=(("Reason", why),))

    @command("proposal pause", role=GUARDIAN, confirm=True)
    async def pause(self, ctx: Context, change: Change, number: Number, why: Why) -> Card:
        """Put off what has passed by 14 days, once."""
        one = await stoppable(change, number)
        rules.may_pause(number, paused=one.paused)
        due = one.until or change.now
        one = await store.put(change, number, until=rules.paused(due), paused=True, why="")
        await change.alarm(deciding.EXECUTE, str(number), max(change.now, due) + rules.PAUSE)
        told = f"{await members.name(change, ctx.me)} pauses proposal #{number}: {why}"
        await debating.step(change, one, told)
        await debating.show(change, one)
        return Card(one.title, title=f"Pause proposal #{number}", fields=(("Reason", why),))

    @alarm("proposal.open")
    async def opens(self, change: Change, subject: str) -> None:
        """The discussion is over, and voting opens."""
        one = await store.get(change, int(subject))
        if one.state != DISCUSSION:
            return
        if why := await prompting.untried(change, one, model=bool(self.deps.scorer.model)):
            await debating.wait(change, one, why)
        else:
            await debating.open_vote(change, one)

    @extended("proposal.open")
    async def later(self, change: Change, subject: str, end: datetime) -> None:
        """The bot was away: the discussion is open longer, and the card says so."""
        await debating.show(change, await store.put(change, int(subject), until=end, delayed=True))

    @alarm(deciding.EXECUTE)
    async def due(self, change: Change, subject: str) -> None:
        """What has passed is carried out."""
        await deciding.carry_out(change, await store.get(change, int(subject)))


async def draft(
    change: Change, me: int, kind: str, title: str, text: str, payload: Mapping[str, Any]
) -> Card:
    """Make a draft, and open its discussion where its author has the power for that."""
    title = rules.title(title)
    await payloads.check(change, kind, payload)
    theirs, same = await store.of(change, me), rules.fingerprint(kind, payload)
    lost = max((one.since for one in theirs if one.state == rules.DEFEATED), default=None)
    rules.may_repeat(await beaten(change, same), change.now)
    most = await parameters.get(change, "max_open_per_member")
    rules.may_draft(sum(one.live for one in theirs), most, lost, change.now)
    high = await counting.level(change, kind, payload)
    one = await store.add(change, kind, me, title, text, payload, high)
    await opinions.promoted(change, me, kind)
    one = await debating.begin(change, one)
    if one.state == DRAFT:
        await debating.show(change, one)
    facts = [
        ("Kind", f"{kind}, {high}"),
        *await payloads.lines(change, one),
        ("Then", debating.STATES[one.state]),
    ]
    return Card(text, title=f"Propose: {title}", fields=tuple(facts))


async def beaten(look: Look, fingerprint: str) -> datetime | None:
    """When the same was defeated last."""
    same = await store.same(look, fingerprint)
    return max((one.since for one in same if one.state == rules.DEFEATED), default=None)


async def mine(look: Look, me: int, number: int) -> Proposal:
    """A proposal of the speaker's own; Refusal otherwise."""
    one = await store.get(look, number)
    if one.by != me:
        raise Refusal(f"Only {await members.name(look, one.by)}, whose proposal it is, can do that.")
    return one


async def queued(look: Look, number: int) -> Proposal:
    """A proposal that has passed and waits; Refusal otherwise."""
    one = await store.get(look, number)
    if one.state != QUEUED:
        raise Refusal(
            f"Proposal #{number} is {debating.STATES[one.state]}, so there is nothing to carry out."
        )
    return one


async def stoppable(look: Look, number: int) -> Proposal:
    """What a guardian may stop: never what is about guardians or the veto; Refusal otherwise."""
    one = await queued(look, number)
    about_them = one.payload.get("role") == "guardian" or one.payload.get("name") == "veto"
    if about_them:
        raise Refusal("A guardian cannot stop what is about guardians or the veto.")
    return one


async def passed_again(look: Look, one: Proposal) -> bool:
    """Whether the same was vetoed before and has passed at the constitutional level now."""
    vetoed = [other for other in await store.same(look, one.fingerprint) if other.state == VETOED]
    return bool(vetoed) and one.level == levels.CONSTITUTIONAL

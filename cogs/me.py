"""What is mine: tokens, work, rewards, what waits for me, and what I am told; and which community this is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from bot.card import Card
from bot.command import Arg, Cog, Context, command
from cogs import handed
from cogs.amounts import owned, spelled
from cogs.duties import waiting
from cogs.vested import brief
from rules import ledger as accounts
from rules import moments
from rules.amounts import figure, show
from rules.errors import Refusal
from rules.moments import Month
from rules.wording import count, listed
from storage import (
    assets,
    communities,
    contributions,
    ledger,
    links,
    members,
    merges,
    parameters,
    powers,
    runs,
)

if TYPE_CHECKING:
    from bot.deps import Deps
    from rules.ledger import Entry
    from storage.members import Member
    from storage.store import Change, Look

Kind = Literal["votes", "duties", "bounties", "rewards"]
NOBODY = "You are not a member here yet. Your first act makes you one: try `contribution log` or `idea new`."
REWARD = "rewards"  # the kind of a ledger entry that pays a month


class Me(Cog):
    """Answers only about the speaker and about the community as a whole."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("me", private=True)
    async def me(self, ctx: Context, look: Look) -> Card:
        """Show your tokens, work and rewards, and what waits for you."""
        if ctx.member is None:
            return Card(NOBODY)
        who = await members.get(look, ctx.member)
        month = await runs.this_month(look)
        work = await contributions.number_of(look, who=who.id, month=str(month))
        roles = sorted(await members.roles(look, who.id))
        mine = [f"<{platform}:{account}>" for platform, account in await members.identities(look, who.id)]
        duties = [f"- {line}" for line in await waiting(look, who.id)]
        fields = (
            ("Tokens", await owned(look, who.id)),
            ("Allocated", await brief(look, who.id)),
            ("To be paid out", await handed.unclaimed(look, who.id)),
            ("On its way", await handed.brief(look, who.id)),
            ("Votes", await votes(look, who.id)),
            (month.title, count(work, "contribution")),
            ("Last reward", await last_reward(look, who.id)),
            ("Roles", listed(roles)),
            ("Accounts", ", ".join(mine)),
            ("Private notes", told(who.wants)),
            ("Opted out", listed([name for name, takes in opted(who) if not takes])),
        )
        body = "\n".join(duties) or "Nothing waits for you."
        shown = tuple((name, text) for name, text in fields if text)
        return Card(await fresh(look, who.id) + body, title=who.name, fields=shown)

    @command("notify", private=True)
    async def notify(
        self,
        ctx: Context,
        change: Change,
        turn: Annotated[Literal["on", "off"], Arg("whether you want the notes")],
        kind: Annotated[Kind, Arg("which private notes")],
    ) -> Card:
        """Choose what the bot tells you privately."""
        wants = (await members.get(change, ctx.me)).wants
        new = wants | {kind} if turn == "on" else wants - {kind}
        if new == wants:
            raise Refusal(f"Notes about {kind} are {turn} already; you get notes about {told(wants)}.")
        await members.alter(change, ctx.me, wants=sorted(new))
        return Card(f"You get private notes about {told(new)}.")

    @command("community")
    async def community(self, ctx: Context, look: Look) -> Card:
        """Show which community this is."""
        one = await communities.get(look)
        zone = moments.zone(one.zone)
        token = await assets.governance(look)
        minted = -await ledger.balance_of(look, accounts.ISSUANCE, token.symbol)
        cap = await parameters.get(look, "supply_cap")
        treasurers = await members.holders(look, "treasurer")
        names = await members.names(look, treasurers)
        needed = await parameters.get(look, "approvals_needed")
        places = [f"{platform} ({room})" for platform, room in await communities.places(look)]
        approve = f"; {needed} must approve a payout"
        return Card(
            "",
            title=one.name,
            fields=(
                ("Founded", f"{moments.when(one.founded, zone)}, as a {one.preset}"),
                ("Members", f"{len(await members.everybody(look)):,}"),
                ("Token", show(minted, token) + (f" of at most {cap:,}" if cap else "")),
                ("Treasurers", (listed([names[who] for who in treasurers]) or "nobody") + approve),
                ("Time zone", one.zone),
                ("Places", ", ".join(places)),
                ("Chain", (await ledger.head(look))[: accounts.SHOWN]),
            ),
        )


def opted(who: Member) -> tuple[tuple[str, bool], ...]:
    """What a member takes part in unless they said otherwise."""
    return ("rewards", who.takes_rewards), ("activity counts", who.counts_activity)


def told(wants: frozenset[str]) -> str:
    """The kinds of private notes a member gets."""
    return listed(sorted(wants)) or "nothing"


async def fresh(look: Look, me: int) -> str:
    """A line about a link that can still be undone."""
    until = await links.quarantined(look, me)
    if until is None:
        return ""
    zone = moments.zone((await communities.get(look)).zone)
    when = moments.when(until, zone)
    told_ = f"Your accounts were linked lately: until {when} you cannot send, withdraw or approve."
    return f"{told_} `link undo` parts them again.\n"


async def votes(look: Look, me: int) -> str:
    """A member's own votes; nothing to say where there are none."""
    whole = (await powers.own(look, me)).whole
    return figure(whole, await assets.governance(look)) if whole else ""


async def last_reward(look: Look, me: int) -> str:
    """What the newest paid month brought a member, also under the name of who they were joined from."""
    latest = await merges.latest(look, me)
    mine = [me, *([latest.dropped] if latest else [])]
    paid = [entry for one in mine for entry in await ledger.history(look, accounts.member(one), limit=50)]
    paid = [entry for entry in paid if entry.kind == REWARD]
    if not paid:
        return "none yet"
    newest = max(paid, key=lambda entry: entry.number)
    month = Month.parse(newest.id.split("/")[1])
    got = await spelled(look, credited(newest, {accounts.member(one) for one in mine}))
    return f"{got} for {month.title}"


def credited(entry: Entry, mine: set[str]) -> dict[str, int]:
    """What an entry brought to some accounts, by asset."""
    found: dict[str, int] = {}
    for line in entry.postings:
        if line.account in mine and line.amount > 0:
            found[line.asset] = found.get(line.asset, 0) + line.amount
    return found

"""What is planned for a community, and the card on which people accept their part in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bot.card import Button, Card
from bot.command import Call
from prompts import scorer
from rules import genesis as rules
from rules import parameters
from rules.amounts import Asset
from rules.errors import Refusal
from rules.genesis import Genesis
from rules.wording import count
from storage import communities, founding, members

if TYPE_CHECKING:
    from storage.store import Change, Look

TOPIC, SUBJECT = "general", "setup"
FOUNDER, TREASURER, GUARDIAN = "founder", "treasurer", "guardian"
ROLES = {FOUNDER: "founders", TREASURER: "treasurers", GUARDIAN: "guardians"}  # role → its place in a plan
SIGNS = {founding.ACCEPTED: "✓", founding.OPEN: "…", founding.DECLINED: "✗"}
ACCEPT = Button("Accept", Call.to("role accept"), "✅")
DECLINE = Button("Decline", Call.to("role decline"), "❌")
Plan = dict[str, Any]


def asked(plan: Mapping[str, Any]) -> list[tuple[int, str]]:
    """Who is offered what."""
    return [(one, role) for role, place in ROLES.items() for one in plan[place]]


def born(plan: Mapping[str, Any], people: Mapping[str, Sequence[int]], charter: str = "") -> Genesis:
    """The genesis that these people would make, by role; Refusal for what cannot be."""
    token, values = Asset(plan["token"], rules.DECIMALS), parameters.preset(plan["preset"])
    needed, there = values["approvals_needed"], len(people[TREASURER])
    if there < needed:
        more = f"name at least {needed} with treasurers=@ana,@ben"
        raise Refusal(f"{count(needed, 'treasurer')} must approve each payout; {more}.")
    if len(people[GUARDIAN]) > 1:
        raise Refusal("A community begins with one guardian; name only one.")
    unit = 10**token.decimals
    found = Genesis(
        name=plan["name"],
        preset=plan["preset"],
        zone=plan["zone"],
        token=token,
        admin=plan["admin"],
        founders=tuple(people[FOUNDER]),
        treasurers=tuple(people[TREASURER]),
        guardian=next(iter(people[GUARDIAN]), None),
        founder_tokens=plan["founder_tokens"] * unit,
        rewards=plan["rewards"] * unit,
        months=plan["months"],
        values=values,
        charter=charter,
        prompt=scorer.prompt_hash(),
    )
    found.check()
    return found


async def offered(change: Change, plan: Plan, *, anew: bool) -> None:
    """Keep a plan and offer what it says; with `anew` whoever had accepted is asked again."""
    born(plan, {role: plan[place] for role, place in ROLES.items()})
    await founding.keep(change, plan)
    await founding.withdraw(change, set() if anew else set(asked(plan)))
    for member, role in asked(plan):
        await founding.invite(change, member, role, plan["admin"])
    await change.show(TOPIC, await invitation(change), subject=SUBJECT)


async def invitation(look: Look) -> Card:
    """The card on which people accept, with who has; without buttons once the community is founded."""
    plan = await founding.planned(look) or {}
    newest = {(one.member, one.role): one for one in await founding.offers(look)}
    offers = [one for one in newest.values() if one.state != founding.EXPIRED]
    names = await members.names(look, [one.member for one in offers])
    people = {
        role: ", ".join(f"{names[one.member]} {SIGNS[one.state]}" for one in offers if one.role == role)
        for role in ROLES
    }
    running = (await communities.get(look)).running
    waiting = () if running else tuple(sorted({one.member for one in offers if one.state == founding.OPEN}))
    fields = [(f"{role.capitalize()}s", text) for role, text in people.items() if text]
    return Card(
        "This community has been founded." if running else terms(plan),
        title=f"Founding {plan['name']}",
        fields=() if running else tuple(fields),
        buttons=(ACCEPT, DECLINE) if waiting else (),
        mentions=waiting,
    )


def terms(plan: Mapping[str, Any]) -> str:
    """What people agree to."""
    each = (
        f" Each founder begins with {plan['founder_tokens']:,} {plan['token']}." if plan["founders"] else ""
    )
    rewards = f"{plan['rewards']:,} a month in rewards, for {count(plan['months'], 'month')}"
    rewards = rewards if plan["rewards"] and plan["months"] else "no rewards yet"
    charter = f"\n“{plan['charter']}”" if plan["charter"] else ""
    return (
        f"A {plan['preset']} with the token {plan['token']}: {rewards}.{each}{charter}\n"
        "Nobody is appointed unasked: whoever is named here accepts or declines within 14 days."
    )


def article(role: str, people: int = 1) -> str:
    """`an admin`, `a treasurer`, of several people `treasurers`."""
    if people > 1:
        return f"{role}s"
    return f"an {role}" if role == "admin" else f"a {role}"

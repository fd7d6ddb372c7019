"""What is open between members, so that nobody comes to stand on both sides of it (RULES 1, link)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules import linking
from rules.linking import Matter
from rules.moments import Month
from storage import bounties, disputed, disputes, grants, joining, members, milestones, objections, payouts

if TYPE_CHECKING:
    from storage.payouts import Payout
    from storage.store import Look

OPEN_LINES = payouts.UNPAID


async def matters(look: Look) -> list[Matter]:
    """Everything open that has sides; a deposit has none before its second treasurer, which ends it."""
    found = [await _payout(look, one) for one in await payouts.unpaid(look)]
    return (
        found
        + await _objections(look)
        + await _bounties(look)
        + [await _dispute(look, one) for one in await disputes.live(look)]
        + [await grant(look, one) for one in await grants.running(look)]
    )


async def grant(look: Look, one: grants.Grant) -> Matter:
    """Whom a grant pays, and who reviews its milestones or has approved one that is not paid."""
    who, last = await milestones.people(look, one), await grants.submissions(look, one.id)
    waits = [of.number for of in one.milestones if of.state == grants.APPROVED]
    judges = {judge for number in waits if number in last and (judge := last[number].judge)}
    return linking.grant(f"grant #{one.id}", who.recipients, who.reviewers | judges)


async def _payout(look: Look, payout: Payout) -> Matter:
    """Who gains from what is still unpaid, and who has filed it, approved it or refused it."""
    lines = await payouts.lines(look, payout.id)
    gains = [one.member for one in lines if one.state in OPEN_LINES]
    now = await joining.followed(look, gains)
    deciders = [one.member for one in await payouts.votes(look, payout.id)]
    deciders += [one.yes for one in lines if one.yes]
    by_hand = [payout.by] if payout.filer is not None else []
    return linking.payout(title(payout), now.values(), [*deciders, *by_hand])


def title(payout: Payout) -> str:
    """A payout in words."""
    if payout.kind == "rewards":
        return f"the rewards of {Month.parse(payout.subject).title} (payout #{payout.id})"
    return f"payout #{payout.id}"


async def _bounties(look: Look) -> list[Matter]:
    """Each bounty that somebody has claimed and that is not paid."""
    found = []
    for one in await bounties.live(look):
        if one.claimant is not None:
            judges = [*one.reviewers, *([one.approver] if one.approver else [])]
            found.append(linking.bounty(f"bounty #{one.id}", [one.claimant], [one.by], judges))
    return found


async def _dispute(look: Look, one: disputes.Dispute) -> Matter:
    """Who filed it, whose money it is and who else stands against it, and every juror it has had."""
    kind = disputed.of(one)
    filers = {one.by, *await kind.backers(look, one)}
    others = await kind.people(look, one) | await kind.opponents(look, one)
    against = set((await joining.followed(look, others)).values())
    turns = [await disputes.jury(look, one, turn) for turn in range(1, one.round + 1)]
    jurors = [seat.member for seats in turns for seat in seats]
    return linking.dispute(f"dispute #{one.id}", filers, against - filers, jurors)


async def _objections(look: Look) -> list[Matter]:
    """Each held or objected line once, with everybody who objects to it or has said how to settle it."""
    found: dict[tuple[str, int], set[int]] = {}
    for one in await objections.unsettled(look):
        found.setdefault((one.month, one.member), set()).add(one.by)
    names = await members.names(look, [member for _, member in found])
    now = await joining.followed(look, [member for _, member in found])
    return [
        linking.objection(
            f"the objection to {names[member]}'s rewards of {Month.parse(month).title}",
            objectors,
            [now[member]],
            await objections.words(look, month, member),
        )
        for (month, member), objectors in found.items()
    ]

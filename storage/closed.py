"""Votes that have closed, with everything that their results follow from (RULES 3, 4)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from rules import past as rules
from rules.forms import Form
from rules.ledger import Entry
from rules.levels import CONSTITUTIONAL
from rules.past import Moment
from rules.power import Weights
from rules.simulation import NEEDS, Cast, Vote
from rules.tallying import Snapshot
from rules.verdict import Thresholds
from storage import ledger, past, proposals, votes

if TYPE_CHECKING:
    from storage.proposals import Proposal
    from storage.store import Look

RESULT = "result"
BOOKED, SHOWN = "the ledger", "the proposal"


async def every(look: Look) -> list[Vote]:
    """All of them, by number."""
    there = [one for one in await proposals.every(look) if one.result]
    results = {entry.why: entry for entry in await ledger.decisions(look, RESULT)}
    begun = {one.id: await _snapshot(look, one) for one in there}
    ended = {one.id: results[one.subject].number for one in there if one.subject in results}
    moments = await past.moments(look, {*begun.values(), *ended.values()})
    history = await past.parameters(look)
    found = []
    for one in there:
        start, booked = begun[one.id], results.get(one.subject)
        end = moments[ended.get(one.id, start)]
        weights = Weights.of(past.in_force(history, start))
        found.append(await _vote(look, one, booked, moments[start], end, weights))
    return found


async def _snapshot(look: Look, one: Proposal) -> int:
    """The last entry before the snapshot; votes of older releases know only its second."""
    known = one.terms.get("entry")
    return int(known if known is not None else await past.last(look, one.opened or look.now))


async def _vote(
    look: Look, one: Proposal, booked: Entry | None, start: Moment, end: Moment, weights: Weights
) -> Vote:
    """A vote; accounts that were linked while it was open count as one from its beginning."""
    terms, opened = one.terms, one.opened or one.since
    cast = await votes.ballots(look, one.id)
    return Vote(
        id=one.id,
        title=one.title,
        kind=one.kind,
        level=one.level,
        snapshot=await _powers(look, one, end),
        held=rules.joined(start.at(opened), rules.since(start, end)),
        weights=weights,
        thresholds=Thresholds(*(terms[name] for name in NEEDS)),
        extension=timedelta(seconds=terms["extension"]),
        sealed=terms["sealed"],
        opened=opened,
        planned=None if one.delayed else opened + timedelta(seconds=terms["voting"]),
        ballots={who: Cast(ballot.choice, ballot.at) for who, ballot in cast.items()},
        changes={one.payload["name"]: one.payload["value"]} if one.kind == "parameter" else {},
        results={BOOKED: booked.data if booked else {}, SHOWN: one.result},
        among=(Form(one.payload["form"]), len(one.payload["options"])) if "options" in one.payload else None,
    )


async def _powers(look: Look, one: Proposal, end: Moment) -> Snapshot:
    """The snapshot; who is paid may not vote For, also as whoever they were part of at the close."""
    own, to, dormant = await votes.powers(look, one.id)
    paid = one.payload["to"] if one.kind == "spend" or "dispute" in one.payload else ()
    recused = frozenset(rules.follow(who, end.into) for who in paid)
    return Snapshot(own, to, one.terms["max_share"], recused, dormant, one.level == CONSTITUTIONAL)

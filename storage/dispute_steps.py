"""The steps of a dispute, each one change: its state, its alarm, its jury, and what was put up (RULES 9)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from rules import juries, power
from rules import ledger as accounts
from rules.amounts import show
from rules.errors import Refusal
from rules.juries import ANSWER, APPEAL, FILER, OPPONENT
from rules.ledger import Posting
from rules.power import Holding
from storage import (
    assets,
    blobs,
    delegations,
    disputed,
    disputes,
    draws,
    holdings,
    joining,
    ledger,
    links,
    locks,
    members,
    parameters,
    powers,
)
from storage import jury_fees as fees
from storage.disputes import ANSWERING, DECIDED, DRAWING, MOOT, VERDICT

if TYPE_CHECKING:
    from storage.disputes import Dispute, Juror, Round
    from storage.store import Change, Look

DRAW, ANSWERS, APPEALED = "dispute.draw", "dispute.answers", "dispute.appeal"


async def file(change: Change, by: int, claim: int, reason: str, matter: disputed.Matter) -> Dispute:
    """Open a dispute about a line: what is put up goes into escrow, the line waits, a jury is drawn next."""
    mine = [one for one in await disputes.live(change) if one.by == by]
    case = juries.Case(0, matter.quo, claim)
    await disputed.only_one(change, matter)
    juries.may_open(case, len(mine))
    await disputed.may_claim(change, matter, claim)
    facts: dict[str, Any] = {"kind": disputed.REWARD, "subject": matter.month, "payout": matter.payout}
    facts |= {"member": matter.member, "asset": matter.asset, "quo": matter.quo, "claim": claim}
    one = await disputes.add(change, by=by, reason=reason, **facts)
    await disputed.stop(change, matter)
    return await _round(change, one, by, FILER)


async def _round(change: Change, one: Dispute, by: int, side: str) -> Dispute:
    """File the next round; the head of the ledger after its entry is what its draw is bound to."""
    turn = one.round + 1
    seats = juries.seats(await parameters.get(change, "juries"), turn)
    if by and await pool(change, one, seats) is None:
        raise Refusal(
            f"Too few members could sit on a jury of {seats}: it is drawn from at least {2 * seats} who hold tokens "
            "and have no part in this. `rewards object` lets treasurers settle it."
        )
    put_up, pledged = await _pay_in(change, one, by, turn) if by else (0, False)
    if not await draws.standing(change):
        raise Refusal("No draw is prepared yet; try again in a minute.")
    secret = await draws.take(change, one.id)
    facts = {"by": by, "side": side, "deposit": put_up, "pledged": pledged, "secret": secret, "seats": seats}
    await disputes.begin(change, one, turn, head=change.head, **facts)
    await draws.commit(change)
    one = await disputes.put(change, one, state=DRAWING, round=turn, until=None)
    await change.disarm(APPEALED, str(one.id))
    await change.alarm(DRAW, str(one.id), change.now)
    return one


async def deposit(look: Look, one: juries.Case, turn: int = 1) -> int:
    """What a round of a case costs."""
    return juries.deposit(one.most, await parameters.get(look, "dispute_deposit"), turn)


async def _pay_in(change: Change, one: Dispute, by: int, turn: int) -> tuple[int, bool]:
    """Put up what the round costs, in an entry with what is claimed; whether it is pledged of the own line."""
    await links.may_move(change, by)
    due, asset = await deposit(change, one.case, turn), await assets.get(change, one.asset)
    there = await ledger.balance_of(change, accounts.member(by), one.asset)
    pledged = there < due and await _may_pledge(change, one, by, due)
    if there < due and not pledged:
        raise Refusal(
            f"This takes a deposit of {show(due, asset)}, and you hold {show(there, asset)}. "
            "`rewards object` takes none: treasurers settle it."
        )
    held = 0 if pledged else due
    lines = juries.paid(one.asset, {accounts.member(by): held}, {one.account: held})
    data = {"round": turn, "payout": one.payout, "line": one.member, "quo": one.quo, "claim": one.claim}
    data |= {"pledged": due} if pledged else {}
    await ledger.post(change, f"{one.name}/{turn}", "dispute", lines, by=by, why=one.name, data=data)
    return due, pledged


async def _may_pledge(look: Look, one: Dispute, by: int, due: int) -> bool:
    """Whether the line is the filer's own, asked to be more, and has enough for all that is pledged of it."""
    own = by in await disputed.people(look, one) and one.claim > one.quo
    before = sum(each.deposit for each in await disputes.rounds(look, one.id) if each.pledged)
    return own and before + due <= one.quo


# who sits


async def parties(look: Look, one: Dispute) -> set[int]:
    """Who filed, whose line it is, and who complained too, as they are now."""
    some = {one.by, one.member, *await disputed.complainants(look, one)}
    return {*some, *(await joining.followed(look, some)).values()}


async def pool(
    look: Look, one: Dispute, seats: int, more: frozenset[int] = frozenset()
) -> dict[int, int] | None:
    """Who may be drawn now, by weight; None where they are too few or no jury follows."""
    judges = await disputed.judges(look, one)
    out = juries.excluded(
        await parties(look, one), judges, await members.new_members(look), await delegations.every(look)
    )
    locked, tokens = await _weights(look)
    return juries.pool(locked, tokens, out | more, seats) if seats else None


async def _weights(look: Look) -> tuple[dict[int, int], dict[int, int]]:
    """What the locks of members weigh now, and all tokens they hold."""
    i, weigh = members.identity.c, await powers.weights(look)
    here = i.community == look.community, i.platform != members.IMPORTED
    people = {row.member for row in await look.rows(select(i.member).where(*here))}
    whole, _ = await holdings.now(look, (await assets.governance(look)).symbol)
    there = {who: some for who, some in (await locks.every(look)).items() if who in people}
    held = {who: power.own(Holding(0, some), weigh, look.now) for who, some in there.items()}
    tokens = {who: amount for who, amount in whole.items() if who in people}
    return {who: of.locked + of.ve for who, of in held.items()}, tokens


async def draw(change: Change, one: Dispute) -> Dispute:
    """Draw the jury of the round that was filed, and ask it."""
    if await disputed.gone(change, one):
        return await _moot(change, one)
    this = (await disputes.rounds(change, one.id))[-1]
    weights = await pool(change, one, this.seats)
    if weights is None:
        return await _undecided(change, one)
    secret = (await draws.get(change, this.secret)).first
    await _sit(change, one, this, secret, weights, this.seats, 1)
    return await _ask(change, one)


async def _sit(
    change: Change, one: Dispute, this: Round, secret: str, weights: Mapping[int, int], seats: int, first: int
) -> list[int]:
    """Draw seats, in an entry that reveals the secret; the weights are kept so that anybody can draw again."""
    drawn = juries.draw(
        juries.seed(bytes.fromhex(secret), this.head, one.id, this.round), weights, seats, first
    )
    await disputes.seat(change, one, first, drawn)
    kept = await blobs.put(change, accounts.canonical(sorted(weights.items())).encode())
    data = {"round": this.round, "secret": secret, "head": this.head, "weights": kept, "first": first}
    name = f"{one.name}/draw/{this.round}/{first}"
    await ledger.post(change, name, "draw", by=0, why=one.name, data=data | {"jurors": drawn})
    return drawn


async def _ask(change: Change, one: Dispute) -> Dispute:
    until = change.now + ANSWER
    await change.alarm(ANSWERS, str(one.id), until, period=ANSWER)
    return await disputes.put(change, one, state=ANSWERING, until=until)


# answers


async def sitting(look: Look, one: Dispute) -> list[Juror]:
    """Who is asked now, or has answered: seats that were not given to others."""
    return [seat for seat in await disputes.jury(look, one) if not seat.silent] if one.open else []


async def answer(change: Change, one: Dispute, who: int, amount: int) -> Dispute:
    """Keep what a juror answers; the last of them ends the round."""
    if one.state != ANSWERING:
        raise Refusal(
            f"Dispute #{one.id} does not wait for answers; `dispute show {one.id}` says how it stands."
        )
    seats = await sitting(change, one)
    mine = next((seat for seat in seats if seat.member == who), None)
    if mine is None:
        raise Refusal(f"You were not drawn for dispute #{one.id}; only its jurors answer.")
    juries.may_answer(one.case, amount, show(one.case.most, await assets.get(change, one.asset)))
    await disputes.put_seat(change, one, mine.seat, answer=amount)
    waits = [seat for seat in seats if seat.answer is None and seat != mine]
    return one if waits else await _close(change, one)


async def time_is_over(change: Change, one: Dispute) -> Dispute:
    """Three days have passed: who was silent is replaced once, then what was answered counts."""
    if await disputed.gone(change, one):
        return await _moot(change, one)
    this = (await disputes.rounds(change, one.id))[-1]
    return await _close(change, one) if this.replaced else await _replace(change, one, this)


async def _replace(change: Change, one: Dispute, this: Round) -> Dispute:
    """Give the seats of the silent to others, drawn with the second secret of the round; once."""
    jury = await disputes.jury(change, one)
    silent = [seat for seat in jury if seat.answer is None]
    await disputes.put_round(change, one, this.round, replaced=True)
    weights = await pool(change, one, 1, frozenset(seat.member for seat in jury))
    if weights is None:
        return await _close(change, one)
    secret = (await draws.get(change, this.secret)).second
    for seat in silent:
        await disputes.put_seat(change, one, seat.seat, silent=True)
    await _sit(change, one, this, secret, weights, len(silent), len(jury) + 1)
    return await _ask(change, one)


async def _close(change: Change, one: Dispute) -> Dispute:
    """Count what was answered, pay those who answered, and wait for an appeal if there can be one."""
    await change.disarm(ANSWERS, str(one.id))
    this = (await disputes.rounds(change, one.id))[-1]
    said = [seat for seat in await disputes.jury(change, one) if seat.answer is not None]
    found = juries.verdict([seat.answer for seat in said if seat.answer is not None], this.seats, one.quo)
    data = {"round": this.round, "answers": sorted(seat.answer or 0 for seat in said), "verdict": found}
    await ledger.post(change, f"{one.name}/verdict/{this.round}", "verdict", by=0, why=one.name, data=data)
    await disputes.put_round(change, one, this.round, verdict=found)
    await fees.pay(change, one, said)
    if found is None:
        return await _undecided(change, one)
    one = await disputes.put(change, one, verdict=found)
    if await appellant(change, one) is None:
        return await finish(change, one)
    until = change.now + APPEAL
    await change.alarm(APPEALED, str(one.id), until, period=APPEAL)
    return await disputes.put(change, one, state=VERDICT, until=until)


async def _undecided(change: Change, one: Dispute) -> Dispute:
    """The next jury decides what this one did not; after the last it stays as it was."""
    if await pool(change, one, await next_seats(change, one)) is not None:
        return await _round(change, one, 0, "")
    last = [each.verdict for each in await disputes.rounds(change, one.id) if each.verdict is not None]
    return await finish(change, await disputes.put(change, one, verdict=last[-1] if last else one.quo))


async def next_seats(look: Look, one: Dispute) -> int:
    """The seats of the next jury; 0 after the last."""
    return juries.seats(await parameters.get(look, "juries"), one.round + 1)


# appeal and end


async def appellant(look: Look, one: Dispute) -> int | None:
    """Who has lost and may appeal; None where nobody can: no jury follows, or nobody is on that side."""
    if one.verdict is None or await pool(look, one, await next_seats(look, one)) is None:
        return None
    if not one.case.won(one.verdict):
        return one.by
    whose = (await joining.followed(look, [one.member]))[one.member]
    return whose if whose != one.by else None


async def appeal(change: Change, one: Dispute, who: int) -> Dispute:
    """Have a larger jury decide, with a doubled deposit; within a day, and by whoever has lost."""
    if one.state != VERDICT:
        raise Refusal(
            f"Dispute #{one.id} cannot be appealed now; `dispute show {one.id}` says how it stands."
        )
    may = await appellant(change, one)
    if may is None:
        raise Refusal(
            f"Too few members could sit on a larger jury now, so dispute #{one.id} cannot be appealed."
        )
    if who != may:
        raise Refusal("Only whoever has lost may appeal, and that is not you.")
    return await _round(change, one, who, FILER if who == one.by else OPPONENT)


async def finish(change: Change, one: Dispute) -> Dispute:
    """Do what was decided: the line is what the verdict says, and deposits go where they belong."""
    if await disputed.gone(change, one):
        return await _moot(change, one)
    winner = FILER if one.verdict is not None and one.case.won(one.verdict) else OPPONENT
    pledged = [each for each in await disputes.rounds(change, one.id) if each.pledged and each.side != winner]
    await disputed.carry_out(change, one, sum(each.deposit for each in pledged))
    await _settle(change, one, winner)
    return await disputes.put(change, one, state=DECIDED, until=None)


async def _moot(change: Change, one: Dispute) -> Dispute:
    """Nothing is there any more to decide about: everybody gets back what they put up."""
    for kind in (DRAW, ANSWERS, APPEALED):
        await change.disarm(kind, str(one.id))
    await _settle(change, one, None)
    return await disputes.put(change, one, state=MOOT, until=None)


async def _settle(change: Change, one: Dispute, winner: str | None) -> None:
    """Give deposits back to the winner, and those of the loser to the pot that juries are paid from."""
    there = [each for each in await disputes.rounds(change, one.id) if not each.settled]
    back = juries.returned([each.put_up for each in there if not each.pledged], winner)
    whole = sum(each.held for each in there)
    into = {accounts.member(who): amount for who, amount in back.items()}
    lost = {accounts.budget(juries.POT): whole - sum(back.values())}
    lines: list[Posting] = juries.paid(one.asset, {one.account: whole}, into | lost)
    name, data = f"{one.name}/decided", {"verdict": one.verdict, "winner": winner}
    await ledger.post(change, name, "dispute", lines, by=0, why=one.name, data=data)
    for each in there:
        await disputes.put_round(change, one, each.round, settled=True)
    await joining.forward(change, back)

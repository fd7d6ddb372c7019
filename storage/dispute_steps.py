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
    payouts,
    powers,
)
from storage import jury_fees as fees
from storage.disputes import ANSWERING, DECIDED, DRAWING, MOOT, VERDICT, VOTING

if TYPE_CHECKING:
    from storage.disputed import Matter
    from storage.disputes import Dispute, Juror, Round
    from storage.store import Change, Look

DRAW, ANSWERS, APPEALED, VOTE = "dispute.draw", "dispute.answers", "dispute.appeal", "dispute.vote"


async def file(
    change: Change, by: int, claim: int, reason: str, matter: Matter, *, hold: bool = False
) -> Dispute:
    """Open a dispute: what is put up goes into escrow, what is disputed waits, a jury is drawn next.

    The `hold` of a treasurer takes no deposit.
    """
    mine = [one for one in await disputes.live(change) if one.by == by and not hold]
    case = juries.Case(0, matter.quo, claim)
    await only_one(change, matter)
    juries.may_open(case, len(mine))
    juries.may_claim(claim, matter.most, show(matter.most, await assets.get(change, matter.asset)))
    facts: dict[str, Any] = {"kind": matter.kind, "subject": matter.subject, "payout": matter.payout}
    facts |= {"member": matter.member, "asset": matter.asset, "quo": matter.quo, "claim": claim}
    one = await disputes.add(change, by=by, reason=reason, **facts)
    await disputed.of(one).stop(change, one)
    return await _round(change, one, by, FILER, hold=hold)


async def only_one(look: Look, matter: Matter) -> None:
    """Refusal where a dispute is about the same already, or was decided."""
    some = [
        one
        for one in await disputes.on(look, matter.kind, matter.subject)
        if one.payout in (0, matter.payout)
    ]
    now = await joining.followed(look, [matter.member, *(one.member for one in some)])
    there = next((one for one in reversed(some) if now[one.member] == now[matter.member]), None)
    if there and there.open:
        raise Refusal(f"Dispute #{there.id} is about this already{disputed.of(there).JOIN}.")
    if there and there.state == DECIDED:
        raise Refusal(f"This was decided already, in dispute #{there.id}.")


async def _round(change: Change, one: Dispute, by: int, side: str, *, hold: bool = False) -> Dispute:
    """File the next round; the head of the ledger after its entry is what its draw is bound to."""
    turn, seats = one.round + 1, await drawable(change, one)
    if by and not seats and not await votable(change):
        raise Refusal(
            "Too few members hold tokens and have no part in this: neither a jury nor a vote could decide it."
        )
    due = 0 if hold else await deposit(change, one.case, turn)
    put_up, pledged = await _pay_in(change, one, by, turn, due) if by else (0, False)
    facts = {"by": by, "side": side, "deposit": put_up, "pledged": pledged, "seats": seats}
    secret = await _secret(change, one) if seats else 0
    await disputes.begin(change, one, turn, head=change.head, secret=secret, **facts)
    if seats:
        await draws.commit(change)
    if one.payout:
        await payouts.touch(change, one.payout)
    one = await disputes.put(change, one, state=DRAWING if seats else VOTING, round=turn, until=None)
    await change.disarm(APPEALED, str(one.id))
    await change.alarm(DRAW if seats else VOTE, str(one.id), change.now)
    return one


async def _secret(change: Change, one: Dispute) -> int:
    """Bind the secrets that stand to a round."""
    if not await draws.standing(change):
        raise Refusal("No draw is prepared yet; try again in a minute.")
    return await draws.take(change, one.id)


async def drawable(look: Look, one: Dispute) -> int:
    """The seats of the next jury; 0 where none follows or too few could sit, so that everybody votes."""
    seats = juries.seats(await parameters.get(look, "juries"), one.round + 1)
    return seats if seats and await pool(look, one, seats) is not None else 0


async def votable(look: Look) -> bool:
    """Whether a vote could be held: two members have power."""
    return len(await powers.everybody(look)) > 1


async def deposit(look: Look, one: juries.Case, turn: int = 1) -> int:
    """What a round of a case costs."""
    return juries.deposit(one.most, await parameters.get(look, "dispute_deposit"), turn)


async def _pay_in(change: Change, one: Dispute, by: int, turn: int, due: int) -> tuple[int, bool]:
    """Put up what the round costs, in an entry with what is claimed; whether it is pledged of the own line."""
    await links.may_move(change, by)
    asset = await assets.get(change, one.asset)
    there = await ledger.balance_of(change, accounts.member(by), one.asset)
    pledged = there < due and await _may_pledge(change, one, by, due)
    if there < due and not pledged:
        raise Refusal(
            f"This takes a deposit of {show(due, asset)}, and you hold {show(there, asset)}."
            f"{disputed.of(one).FREE}"
        )
    held = 0 if pledged else due
    lines = juries.paid(one.asset, {accounts.member(by): held}, {one.account: held})
    data = {"round": turn, "payout": one.payout, "line": one.member, "quo": one.quo, "claim": one.claim}
    data |= {"pledged": due} if pledged else {}
    await ledger.post(change, f"{one.name}/{turn}", "dispute", lines, by=by, why=one.name, data=data)
    return due, pledged


async def _may_pledge(look: Look, one: Dispute, by: int, due: int) -> bool:
    """Whether it is the filer's own money, asked to be more, with enough of it for all that is pledged.

    Where nothing stands yet, what is claimed is pledged, so that nobody is without a way for want of tokens.
    """
    theirs = await joining.followed(look, await disputed.of(one).people(look, one))
    own = by in theirs.values() and one.claim > one.quo
    before = sum(each.deposit for each in await disputes.rounds(look, one.id) if each.pledged)
    return own and (not one.quo or before + due <= one.quo)


# who sits


async def parties(look: Look, one: Dispute) -> set[int]:
    """Who filed or complains, whose money it is, and who stands against it, as they were and as they are now."""
    kind = disputed.of(one)
    some = {one.by, one.member, *await kind.backers(look, one)}
    some |= await kind.people(look, one) | await kind.opponents(look, one)
    return {*some, *(await joining.followed(look, some)).values()}


async def pool(
    look: Look, one: Dispute, seats: int, more: frozenset[int] = frozenset()
) -> dict[int, int] | None:
    """Who may be drawn now, by weight; None where they are too few or no jury follows."""
    judges = await disputed.of(one).judges(look, one)
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
    if await disputed.of(one).gone(change, one):
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
    if await disputed.of(one).gone(change, one):
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
    if not await appellants(change, one):
        return await finish(change, one)
    until = change.now + APPEAL
    await change.alarm(APPEALED, str(one.id), until, period=APPEAL)
    return await disputes.put(change, one, state=VERDICT, until=until)


async def _undecided(change: Change, one: Dispute) -> Dispute:
    """The next jury decides what this one did not, or everybody; where nobody can, it stays as it is."""
    if await drawable(change, one) or await votable(change):
        return await _round(change, one, 0, "")
    return await finish(change, await disputes.put(change, one, verdict=await stands(change, one)))


async def stands(look: Look, one: Dispute) -> int:
    """What the last jury has said, or what stood when it was filed."""
    last = [each.verdict for each in await disputes.rounds(look, one.id) if each.verdict is not None]
    return last[-1] if last else one.quo


# vote, appeal and end


async def voted(change: Change, one: Dispute, winner: str | None) -> Dispute:
    """Everybody has voted: For is the claim, Against what stood; without a winner the last jury's word stands."""
    if one.state != VOTING:
        return one
    found = juries.voted(one.case, winner, await stands(change, one))
    data = {"round": one.round, "proposal": one.vote or 0, "winner": winner, "verdict": found}
    await ledger.post(change, f"{one.name}/verdict/{one.round}", "verdict", by=0, why=one.name, data=data)
    await disputes.put_round(change, one, one.round, verdict=found)
    return await finish(change, await disputes.put(change, one, verdict=found))


async def appellants(look: Look, one: Dispute) -> frozenset[int]:
    """Who has lost and may appeal; nobody where neither a jury nor a vote can follow, or nobody is on that side."""
    if one.verdict is None or not (await drawable(look, one) or await votable(look)):
        return frozenset()
    if not one.case.won(one.verdict):
        return frozenset({one.by})
    lost = await disputed.of(one).opponents(look, one)
    return frozenset((await joining.followed(look, lost)).values()) - {one.by}


async def appeal(change: Change, one: Dispute, who: int) -> Dispute:
    """Have a larger jury decide, after the last everybody, with a doubled deposit; within a day, for the loser."""
    if one.state != VERDICT:
        raise Refusal(
            f"Dispute #{one.id} cannot be appealed now; `dispute show {one.id}` says how it stands."
        )
    if who not in await appellants(change, one):
        raise Refusal("Only whoever has lost may appeal, and that is not you.")
    return await _round(change, one, who, FILER if who == one.by else OPPONENT)


async def finish(change: Change, one: Dispute) -> Dispute:
    """Do what was decided: the amount is what the verdict says, and deposits go where they belong."""
    if await disputed.of(one).gone(change, one):
        return await _moot(change, one)
    winner = FILER if one.verdict is not None and one.case.won(one.verdict) else OPPONENT
    pledged = [each for each in await disputes.rounds(change, one.id) if each.pledged and each.side != winner]
    verdict = one.quo if one.verdict is None else one.verdict
    await disputed.of(one).carry_out(change, one, verdict, sum(each.deposit for each in pledged))
    await _settle(change, one, winner)
    if one.payout:
        await payouts.touch(change, one.payout)
    return await disputes.put(change, one, state=DECIDED, until=None)


async def _moot(change: Change, one: Dispute) -> Dispute:
    """Nothing is there any more to decide about: everybody gets back what they put up."""
    for kind in (DRAW, ANSWERS, APPEALED, VOTE):
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

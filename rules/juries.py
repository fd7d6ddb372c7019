"""Juries: who may sit, how they are drawn, what their answers come to, and where deposits go (RULES 9).

A draw can be done again by anybody. With `||` for bytes put together and eight bytes, the highest first, for each
number:

    seed   = SHA-256(secret || head || dispute || round)
    seat n = SHA-256(seed || n), read as one whole number, mod the weight that remains

`secret` is 32 bytes, whose SHA-256 stood in the ledger before the round was filed; `head` the 32 bytes of the head of
the ledger when the round was filed. Weight is counted along members by ascending id: a member with weight w has the
next w numbers, from 0 on. Who has been drawn is taken out, and n counts 1, 2, 3 … on through a round, also where
silent jurors are replaced.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from rules.errors import Refusal
from rules.ledger import Posting
from rules.moments import span
from rules.power import Delegation
from rules.wording import count

ANSWER = timedelta(days=3)
APPEAL = timedelta(hours=24)
DECISION = timedelta(days=7)  # in which what somebody decided can be disputed
MOST_OPEN = 2
POT = "disputes"  # the name of the budget that deposits go to and fees come from
FILER, OPPONENT = "filer", "opponent"
WHOLE = 10_000


@dataclass(frozen=True, slots=True)
class Case:
    """What is asked of a jury: the amount as it stands, and the amount that is claimed."""

    number: int
    quo: int
    claim: int

    @property
    def most(self) -> int:
        """The largest amount that may be answered: what the dispute is about."""
        return max(self.quo, self.claim)

    def won(self, verdict: int) -> bool:
        """Whether a verdict moved the way the filer asked."""
        return verdict > self.quo if self.claim > self.quo else verdict < self.quo


@dataclass(frozen=True, slots=True)
class Deposit:
    """What somebody put up in a round, and for which side."""

    member: int
    side: str
    amount: int


def committed(secret: bytes) -> str:
    """What stands in the ledger of a secret before it is used."""
    return sha256(secret).hexdigest()


def seed(secret: bytes, head: str, dispute: int, turn: int) -> bytes:
    """What a draw follows from; ValueError unless secret and head are 32 bytes each."""
    if len(secret) != 32 or len(bytes.fromhex(head)) != 32:
        raise ValueError("A secret and a head have 32 bytes each.")
    return sha256(secret + bytes.fromhex(head) + _eight(dispute) + _eight(turn)).digest()


def draw(seed: bytes, weights: Mapping[int, int], seats: int, first: int = 1) -> list[int]:
    """Who sits on so many seats, in the order of the seats; `first` is the number of the first of them."""
    left = {who: weight for who, weight in sorted(weights.items()) if weight > 0}
    drawn = []
    for seat in range(first, first + min(seats, len(left))):
        place = int.from_bytes(sha256(seed + _eight(seat)).digest()) % sum(left.values())
        drawn.append(_at(left, place))
        del left[drawn[-1]]
    return drawn


def _at(weights: Mapping[int, int], place: int) -> int:
    for who, weight in weights.items():
        if place < weight:
            return who
        place -= weight
    raise ValueError("No weight lies there.")


def _eight(number: int) -> bytes:
    return number.to_bytes(8)


def excluded(
    parties: Iterable[int],
    judges: Iterable[int],
    new: Iterable[int],
    delegations: Iterable[Delegation],
) -> frozenset[int]:
    """Who may not sit: parties, their delegates and delegators, who reviewed or approved the matter, new members."""
    sides = frozenset(parties)
    given = {one.delegate for one in delegations if one.member in sides}
    taken = {one.member for one in delegations if one.delegate in sides}
    return sides | given | taken | frozenset(judges) | frozenset(new)


def pool(
    locked: Mapping[int, int], tokens: Mapping[int, int], out: Collection[int], seats: int
) -> dict[int, int] | None:
    """Who may be drawn for so many seats, by weight: of locks, else of all tokens; None where too few hold any."""
    for weights in (locked, tokens):
        fit = {who: weight for who, weight in sorted(weights.items()) if weight > 0 and who not in out}
        if len(fit) >= 2 * seats:
            return fit
    return None


def seats(juries: Sequence[str], turn: int) -> int:
    """The seats of a round, counted from 1; 0 where no jury follows any more and everybody votes."""
    return int(juries[turn - 1]) if 1 <= turn <= len(juries) else 0


def verdict(answers: Iterable[int], seats: int, quo: int) -> int | None:
    """The median, of two middle ones the nearer to the status quo; None without answers from a majority of the seats."""
    said = sorted(answers)
    if 2 * len(said) <= seats:
        return None
    middle = said[(len(said) - 1) // 2], said[len(said) // 2]
    return min(middle, key=lambda one: abs(one - quo))


def voted(case: Case, winner: str | None, before: int) -> int:
    """What a vote of everybody comes to: For is the claim, Against what stood when it was filed.

    Where neither side has won it is what was said `before`, by the last jury, or what stood where there was none.
    """
    return {FILER: case.claim, OPPONENT: case.quo}.get(winner or "", before)


def deposit(stake: int, share: int, turn: int = 1) -> int:
    """What a round costs: a share in hundredths of a percent, rounded up, doubled with each round."""
    return -(-stake * share // WHOLE) << (turn - 1)


def returned(deposits: Iterable[Deposit], winner: str | None) -> dict[int, int]:
    """What of the deposits goes back to whom: the winner's; without a winner everybody's."""
    back: dict[int, int] = {}
    for one in deposits:
        if winner in (None, one.side):
            back[one.member] = back.get(one.member, 0) + one.amount
    return {who: amount for who, amount in sorted(back.items()) if amount}


def fee(wanted: int, there: int, jurors: int) -> int:
    """What each juror who answered gets: the fee, or an equal part of what there is."""
    return min(wanted, there // jurors) if jurors else 0


def taken(amount: int, sources: Mapping[str, int]) -> dict[str, int]:
    """How much of an amount each account pays, in their order."""
    found: dict[str, int] = {}
    for account, there in sources.items():
        if part := min(amount, max(there, 0)):
            found[account] = part
            amount -= part
    if amount:
        raise ValueError("There is not so much in these accounts.")
    return found


def paid(asset: str, out: Mapping[str, int], into: Mapping[str, int]) -> list[Posting]:
    """The postings of an entry that moves amounts of one asset."""
    lines = [Posting(account, asset, -amount) for account, amount in out.items() if amount]
    return lines + [Posting(account, asset, amount) for account, amount in into.items() if amount]


def shared(amount: int, there: int) -> tuple[int, int]:
    """What of a raise is paid from what there is, and what is still owed then."""
    now = min(amount, max(there, 0))
    return now, amount - now


def in_time(decided: datetime, now: datetime) -> None:
    """Check that a decision can still be disputed."""
    if now > decided + DECISION:
        raise Refusal(f"A decision can be disputed for {span(DECISION)}, and this one is older.")


def may_open(case: Case, open_: int) -> None:
    """Check that a member may file: for another amount than stands, at most two at once."""
    if case.claim == case.quo:
        raise Refusal("That is the amount already; name what it should be.")
    if open_ >= MOST_OPEN:
        raise Refusal(
            f"You have {count(open_, 'open dispute')} already; one of them has to be decided first."
        )


def may_hold(who: int, gains: Collection[int], filer: int | None) -> None:
    """Check that a treasurer may hold a part of a payout, which is a dispute without a deposit (RULES 5)."""
    if who in gains:
        raise Refusal("You are paid by this, so another treasurer has to hold it.")
    if who == filer:
        raise Refusal("You filed this payout, so another treasurer has to hold it.")


def may_claim(claim: int, most: int, told: str) -> None:
    """Check that a claim is not more than a matter can come to; `told` is that amount in words."""
    if claim > most:
        raise Refusal(f"It could be {told} at most; ask for no more than that.")


def may_answer(case: Case, amount: int, most: str) -> None:
    """Check that an amount is an answer."""
    if not 0 <= amount <= case.most:
        raise Refusal(f"An answer is an amount from 0 to {most}.")

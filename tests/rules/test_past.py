"""Who held what after an entry, from the entries alone."""

from datetime import UTC, datetime, timedelta
from typing import Any

from rules.ledger import ISSUANCE, TREASURY, Entry, Posting, instant, locked, member, vesting
from rules.locks import Lock
from rules.past import Moment, Past, follow, joined, since
from rules.power import Holding

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
SOON, LATE = datetime(2026, 12, 3, tzinfo=UTC), datetime(2027, 12, 2, tzinfo=UTC)


class Book:
    """Entries as the program books them, walked along at once."""

    def __init__(self) -> None:
        self.past, self.number = Past("LEAF"), 0

    def book(self, kind: str, why: str, *lines: tuple[str, int], asset: str = "LEAF", **data: Any) -> Moment:
        self.number += 1
        postings = tuple(Posting(account, asset, amount) for account, amount in lines)
        at = NOW + timedelta(days=self.number)
        self.past.take(Entry(self.number, str(self.number), kind, 1, why, at, data, postings))
        return self.past.moment()

    def gift(self, who: int, amount: int, asset: str = "LEAF") -> Moment:
        return self.book("genesis", "genesis", (ISSUANCE, -amount), (member(who), amount), asset=asset)

    def lock(self, number: int, who: int, amount: int, end: datetime) -> Moment:
        lines = ((member(who), -amount), (locked(who), amount)) if amount else ()
        return self.book("lock", f"lock/{number}", *lines, end=instant(end))

    def unlock(self, number: int, who: int, amount: int) -> Moment:
        return self.book("unlock", f"lock/{number}", (locked(who), -amount), (member(who), amount))

    def link(self, old: int, new: int, liquid: int, bound: int, *, undo: bool = False) -> Moment:
        lines = ((member(old), -liquid), (member(new), liquid), (locked(old), -bound), (locked(new), bound))
        data: dict[str, Any] = {"from": old, "to": new}
        return self.book("unlink" if undo else "link", "link/1", *lines, **data)


def test_a_lock_is_made_grows_lasts_longer_and_ends() -> None:
    book = Book()
    book.gift(1, 100)
    assert book.gift(1, 7, "USDC").held == {1: Holding(100)}, "only the token carries votes"
    assert book.lock(1, 1, 40, SOON).held == {1: Holding(60, (Lock(1, 1, 40, SOON),))}
    assert book.lock(1, 1, 10, SOON).held == {1: Holding(50, (Lock(1, 1, 50, SOON),))}
    assert book.lock(1, 1, 0, LATE).held == {1: Holding(50, (Lock(1, 1, 50, LATE),))}
    book.lock(2, 1, 50, SOON)
    assert book.unlock(1, 1, 50).held == {1: Holding(50, (Lock(2, 1, 50, SOON),))}


def test_a_link_hands_locks_over_and_undoing_it_hands_the_same_ones_back() -> None:
    book = Book()
    book.gift(1, 100)
    book.gift(2, 10)
    book.lock(1, 2, 4, SOON)
    before = book.lock(2, 1, 30, LATE)
    linked = book.link(2, 1, 6, 4)
    assert linked == Moment({1: Holding(76, (Lock(1, 1, 4, SOON), Lock(2, 1, 30, LATE)))}, {2: 1})
    assert joined(before.held, since(before, linked)) == {
        1: Holding(76, (Lock(2, 1, 30, LATE), Lock(1, 2, 4, SOON)))
    }
    undone = book.link(1, 2, 6, 4, undo=True)
    assert undone == before
    assert since(before, undone) == since(linked, undone) == {}


def test_who_was_joined_again_and_again() -> None:
    into = {3: 2, 2: 1}
    assert [follow(who, into) for who in (1, 2, 3, 4)] == [1, 1, 1, 4]
    assert joined({1: Holding(1), 2: Holding(2), 3: Holding(4)}, into) == {1: Holding(7)}


def test_an_allocation_vests_grows_is_released_handed_over_and_revoked() -> None:
    book, day = Book(), timedelta(days=1)
    law: dict[str, Any] = {"start": instant(NOW), "cliff": 86_400, "duration": 864_000}
    lines = (ISSUANCE, -200), (vesting(1), 100), (vesting(2), 100)
    made = book.book("allocation", "proposal/1", *lines, members=[1, 2], **law)
    assert made.held == {}
    assert made.at(NOW) == {1: Holding(vesting=100), 2: Holding(vesting=100)}
    assert made.at(NOW + 4 * day)[1] == Holding(40, vesting=60), (
        "what has vested is liquid before it is released"
    )
    released = book.book("vesting", "vesting/1", (vesting(1), -40), (member(1), 40))
    assert released.at(NOW + 4 * day)[1] == Holding(40, vesting=60)
    more = book.book("allocation", "proposal/2", (ISSUANCE, -100), (vesting(1), 100), vesting=1)
    assert more.at(NOW + 4 * day)[1] == Holding(80, vesting=120)
    assert book.link(2, 1, 0, 0).at(NOW + 5 * day) == {1: Holding(150, vesting=150)}
    assert book.link(1, 2, 0, 0, undo=True).at(NOW + 5 * day)[2] == Holding(50, vesting=50)
    revoked = book.book("revoke", "proposal/3", (vesting(1), -80), (TREASURY, 80), vesting=1)
    assert book.number == 6, "on the sixth of ten days 120 of 200 had vested"
    for later in (6, 60):
        assert revoked.at(NOW + later * day)[1] == Holding(120)

"""Who held what after an entry, from the entries alone."""

from datetime import UTC, datetime, timedelta
from typing import Any

from rules.ledger import ISSUANCE, Entry, Posting, instant, locked, member
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

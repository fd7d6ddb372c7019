"""What a run may spend on a model: a cap in tokens and one in money, kept before each call."""

from __future__ import annotations

from collections.abc import Iterable
from types import TracebackType
from typing import Self

from prompts.faults import CapFault, Fault

MICROCENTS = 1_000_000  # a price in cents per million tokens is one in microcents per token


class Spending:
    """Counts what one run uses; nothing in it awaits, so calls side by side cannot pass a cap."""

    def __init__(
        self,
        *,
        price_in: int = 0,
        price_out: int = 0,
        most_tokens: int = 0,
        most_cents: int = 0,
        stored: Iterable[tuple[int, int]] = (),
    ) -> None:
        """Prices in cents per million tokens; a cap of 0 is none; `stored`: (in, out) of each kept answer."""
        self.price_in, self.price_out = price_in, price_out
        self.most_tokens, self.most_cents = most_tokens, most_cents
        self.tokens_in = self.tokens_out = 0
        self.held: set[Hold] = set()
        for tokens_in, tokens_out in stored:
            self.add(tokens_in, tokens_out)

    @property
    def tokens(self) -> int:
        """Tokens used, both ways."""
        return self.tokens_in + self.tokens_out

    @property
    def microcents(self) -> int:
        """Millionths of a cent used."""
        return self.price(self.tokens_in, self.tokens_out)

    @property
    def cents(self) -> int:
        """Cents used, a begun one in full."""
        return -(-self.microcents // MICROCENTS)

    def price(self, tokens_in: int, tokens_out: int) -> int:
        """What so many tokens cost, in microcents."""
        return tokens_in * self.price_in + tokens_out * self.price_out

    def add(self, tokens_in: int, tokens_out: int) -> None:
        """Count what was used."""
        if tokens_in < 0 or tokens_out < 0:
            raise ValueError("tokens cannot be negative")
        self.tokens_in += tokens_in
        self.tokens_out += tokens_out

    def reserve(self, estimate_in: int, estimate_out: int) -> Hold:
        """Hold what a call may use at most; CapFault if that and what is used and held would pass a cap."""
        hold = Hold(self, estimate_in, estimate_out)
        self._check_tokens(hold)
        self._check_money(hold)
        self.held.add(hold)
        return hold

    def _check_tokens(self, more: Hold) -> None:
        held = sum(hold.tokens for hold in self.held)
        if self.most_tokens and self.tokens + held + more.tokens > self.most_tokens:
            raise CapFault(
                f"The next call may take {more.tokens} tokens; {self.tokens} of the run's {self.most_tokens} are used"
                f" and {held} held: raise model.max_tokens_run, or lower model.max_tokens."
            )

    def _check_money(self, more: Hold) -> None:
        held = sum(hold.microcents for hold in self.held)
        if self.most_cents and self.microcents + held + more.microcents > self.most_cents * MICROCENTS:
            raise CapFault(
                f"The next call may cost {shown(more.microcents)} cents; {shown(self.microcents)} of the run's"
                f" {self.most_cents} are spent and {shown(held)} held: raise model.max_cost, or lower model.max_tokens."
            )


class Hold:
    """What one call may use. Left as a context it is let go if unsettled, or counted if it may be charged."""

    def __init__(self, spending: Spending, tokens_in: int, tokens_out: int) -> None:
        self.spending, self.tokens_in, self.tokens_out = spending, tokens_in, tokens_out
        self.tokens = tokens_in + tokens_out
        self.microcents = spending.price(tokens_in, tokens_out)

    def settle(self, tokens_in: int, tokens_out: int) -> None:
        """Count the real use in place of the estimate; once."""
        self.spending.held.remove(self)
        self.spending.add(tokens_in, tokens_out)

    def free(self) -> None:
        """Let go what was not used; nothing happens when it is settled."""
        self.spending.held.discard(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, Fault) and error.charged and self in self.spending.held:
            self.settle(self.tokens_in, self.tokens_out)
        self.free()


def shown(microcents: int) -> str:
    """Microcents as cents with two decimals, rounded up."""
    whole, part = divmod(-(-microcents // 10_000), 100)
    return f"{whole}.{part:02d}"

"""What Beancount makes of a journal."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import NamedTuple

from beancount import loader
from beancount.core import data
from beancount.core.amount import Amount
from beancount.ops.validation import HARDCORE_VALIDATIONS


class Beans(NamedTuple):
    """What it finds wrong, balances by account and commodity, the numbers of our entries, how much is asserted."""

    errors: list[str]
    balances: dict[tuple[str, str], Decimal]
    numbers: list[int]
    asserted: int


def read(text: str) -> Beans:
    """Let Beancount itself parse, book and check a journal, as its `bean-check` does."""
    entries, errors, _ = loader.load_string(text, extra_validations=HARDCORE_VALIDATIONS)
    sums: Counter[tuple[str, str]] = Counter()
    numbers: list[int] = []
    for one in entries:
        if isinstance(one, data.Transaction):
            numbers += [int(one.meta["entry"])] if "entry" in one.meta else []
            for posting in one.postings:
                units = posting.units
                assert isinstance(units, Amount)
                assert isinstance(units.number, Decimal)
                sums[posting.account, units.currency] += units.number  # type: ignore[assignment]
    held = {key: Decimal(amount) for key, amount in sums.items() if amount}
    asserted = sum(isinstance(one, data.Balance) for one in entries)
    return Beans([one.message for one in errors], held, numbers, asserted)

"""Profit share: how much of a month's revenue the members divide."""

SOURCES = ("revenue", "fees")  # of deposits; a sale, a donation or a grant is no revenue
WHOLE = 10_000


def pot(revenue: int, part: int, free: int) -> int:
    """The share of a month's revenue, in base units: `part` hundredths of a percent of it, floored.

    Never more than what the treasury has `free`: 500.00 revenue at 20 % with 80.00 left give 80.00.
    """
    return max(min(revenue * part // WHOLE, free), 0)

"""Dividing a whole number by weights so that nothing is lost (RULES 2)."""

from collections.abc import Mapping


def largest_remainder(total: int, weights: Mapping[int, int]) -> dict[int, int]:
    """Shares that sum to `total` exactly: floors, then one each by largest remainder, ties to the lower id.

    Weight 0 gets 0; if all weights are 0, nothing is divided. ValueError for a negative one.
    """
    if total < 0 or any(weight < 0 for weight in weights.values()):
        raise ValueError("A total and its weights are not negative.")
    whole = sum(weights.values())
    if not whole:
        return dict.fromkeys(weights, 0)
    shares = {one: total * weight // whole for one, weight in weights.items()}
    left = total - sum(shares.values())
    order = sorted(weights, key=lambda one: (-(total * weights[one] % whole), one))
    for one in order[:left]:
        shares[one] += 1
    return shares

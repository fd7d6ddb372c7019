"""The shipped charter, the words of a community in it, and what differs between two versions."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import charter
from rules.charter import Article, changes, filled, fingerprint, fits, parts, read
from rules.errors import Refusal

SHIPPED = read(Path(charter.__file__).with_suffix(".md").read_text(encoding="utf-8"))
TEXTS = st.text("ab.!? \n", max_size=40)
NAMES = [
    "Purpose", "Members", "The token", "Treasury", "Data", "Product and roadmap", "Disputes", "Dissolution",
]  # fmt: skip


def test_the_shipped_charter_is_eight_articles_that_fit() -> None:
    assert [one.name for one in SHIPPED] == NAMES
    for one in SHIPPED:
        fits(one.text)
        assert one.text
        assert "#" not in one.text


def test_a_community_s_own_words_stand_in_it() -> None:
    found = [filled(one, "Garden", "LEAF", "We grow food.") for one in SHIPPED]
    assert found[0].text.splitlines()[:2] == [
        "Garden is a community of people who decide, work and share together.",
        "We grow food.",
    ]
    assert found[2].text.startswith("LEAF counts votes in Garden ")
    assert not any("{" in one.text for one in found)


def test_words_are_put_in_once_and_a_purpose_may_be_missing() -> None:
    odd = filled(SHIPPED[0], "{token} \\1", "LEAF", "")
    assert odd.text.startswith("{token} \\1 is a community")
    assert charter.NO_PURPOSE in odd.text


def test_the_hash_of_a_charter_covers_number_and_hash_of_each_article() -> None:
    whole = fingerprint([(1, "ab"), (2, "cd")])
    assert len(whole) == 64
    assert whole not in {
        fingerprint(other) for other in ([(1, "ab")], [(2, "cd"), (1, "ab")], [(1, "ab"), (3, "cd")])
    }


def test_an_article_has_at_most_2000_characters() -> None:
    fits("x" * 2000)
    with pytest.raises(Refusal, match="at most 2,000 characters, and this one has 2,001"):
        fits("x" * 2001)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("One. Two. Three.", "One. Three.", ["-Two."]),
        ("One. Two.", "One. 2! Two.", ["+2!"]),
        ("One.\nTwo.", "One. Two.", []),
        ("- a\n- b", "- a\n- c", ["-- b", "+- c"]),
        ("", "One.", ["+One."]),
    ],
)
def test_changes_are_told_sentence_by_sentence(before: str, after: str, said: list[str]) -> None:
    assert changes(before, after) == said


@given(TEXTS, TEXTS)
def test_what_is_told_makes_the_one_text_of_the_other(before: str, after: str) -> None:
    said = changes(before, after)
    kept = parts(before)
    for one in said:
        if one[0] == "-":
            kept.remove(one[1:])
    assert sorted([*kept, *(one[1:] for one in said if one[0] == "+")]) == sorted(parts(after))
    assert bool(said) == (parts(before) != parts(after))


def test_reading_a_page_keeps_order_and_text() -> None:
    assert read("## 1. One\n\nA.\nB.\n\n## 2. Two words\n\nC.\n") == [
        Article("One", "A.\nB."),
        Article("Two words", "C."),
    ]

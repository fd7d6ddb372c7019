"""Which changes of somebody's reactions are acts (RULES 4)."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rules.reactions import Hand

KEYS = st.sampled_from("abc")
STEPS = st.lists(st.tuples(st.booleans(), KEYS), max_size=30)


def test_only_a_change_is_an_act() -> None:
    hand = Hand()
    assert [hand.put_on("a", shared=True) for _ in range(2)] == [True, False]
    assert [hand.take_off("a") for _ in range(2)] == [True, False]
    assert hand == Hand()


def test_a_reaction_that_was_replaced_means_nothing_until_it_is_put_on_again() -> None:
    hand = Hand({"a"})
    assert hand.put_on("b", shared=True)
    assert hand == Hand({"b"}, {"a"})
    copy = hand.copy()
    assert not hand.take_off("a")
    assert hand == Hand({"b"})
    assert copy.put_on("a", shared=True)
    assert copy == Hand({"a"}, {"b"})


def test_where_reactions_are_not_shared_several_stand() -> None:
    hand = Hand({"a"})
    assert hand.put_on("b", shared=False)
    assert hand == Hand({"a", "b"})
    assert hand.take_off("a")
    assert hand == Hand({"b"})


@given(STEPS)
def test_the_last_act_is_what_counts(steps: list[tuple[bool, str]]) -> None:
    """At most one reaction counts; it is the one put on last, unless that was taken off."""
    hand, counts = Hand(), ""
    for added, key in steps:
        act = hand.put_on(key, shared=True) if added else hand.take_off(key)
        assert act is (key != counts if added else key == counts)
        counts = key if added else "" if key == counts else counts
        assert hand.live == ({counts} if counts else set())
        assert not hand.live & hand.old

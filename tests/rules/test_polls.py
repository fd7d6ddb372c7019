"""What is asked, who counts, and what comes out."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import polls
from rules.errors import Refusal


@pytest.mark.parametrize(
    ("text", "question", "options"),
    [
        ("Tea or coffee? Tea; Coffee", "Tea or coffee?", ("Tea", "Coffee")),
        ("Where to go; North; South;", "Where to go", ("North", "South")),
        ('"Tea, or what?" Tea; What?', "Tea, or what?", ("Tea", "What?")),
        ("Why?? A; B", "Why?", ("A", "B")),
        ("North; really?; South", "North", ("really?", "South")),
        (" Spaces   inside?  a  b ;  c ", "Spaces inside?", ("a b", "c")),
    ],
)
def test_one_text_holds_question_and_options(text: str, question: str, options: tuple[str, ...]) -> None:
    assert polls.read(text) == (question, options)


def test_a_form_gives_them_apart() -> None:
    assert polls.read("Is it; so?", "Yes; No") == ("Is it; so?", ("Yes", "No"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Alone?", "2 to 10 options, and I see 0"),
        ("One? Yes", "I see 1"),
        ("Many? " + ";".join(map(str, range(11))), "I see 11"),
        ("? Yes; No", "question is missing"),
        ("; Yes; No", "question is missing"),
        ("Twice? yes; Yes", "there twice"),
        ("Long? yes; " + "n" * 61, "too long"),
        ("q" * 200 + "? Yes; No", "201 characters"),
    ],
)
def test_what_cannot_be_asked_is_refused(text: str, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        polls.read(text)


def test_a_poll_lasts_five_minutes_to_ninety_days() -> None:
    assert polls.lasts(timedelta(minutes=5)) == timedelta(minutes=5)
    assert polls.lasts(timedelta(days=90)) == timedelta(days=90)
    for length in (timedelta(minutes=5, seconds=-1), timedelta(days=90, seconds=1)):
        with pytest.raises(Refusal):
            polls.lasts(length)


def test_a_choice_is_a_number_or_the_words() -> None:
    options = ("Nazaré", "10", "Peniche")
    assert [polls.choice(text, options) for text in ("1", "#3", "peniche", " NAZARÉ ", "10")] == [
        1,
        3,
        3,
        1,
        2,
    ]
    for text in ("0", "4", "-1", "", "Porto", "²"):
        with pytest.raises(Refusal, match="1 Nazaré; 2 10; 3 Peniche"):
            polls.choice(text, options)


def test_what_came_out_is_said_in_one_sentence() -> None:
    options = ("A", "B", "C")
    assert polls.outcome(options, (0, 0, 0)) == "Nobody voted."
    assert polls.outcome(options, (1, 2, 0)) == "B has the most votes: 2 of 3."
    assert polls.outcome(options, (2, 2, 1)) == "A and B are level with 2 votes each."


@given(st.dictionaries(st.integers(1, 10), st.integers(0, 99)))
def test_every_vote_is_counted_once(votes: dict[int, int]) -> None:
    counts = polls.counted(10, votes)
    assert sum(counts) == sum(votes.values())
    assert polls.outcome([f"o{n}" for n in range(10)], counts)

"""Cards as JSON and as plain lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.adapters import plain
from bot.card import Ballot, Button, Card, File, Grid
from bot.command import Call

words = some.text(
    some.characters(exclude_characters="|=.", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12
)
short = some.text(some.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=9)
calls = some.builds(Call, some.tuples(short, short), some.tuples(some.tuples(short, short)))
buttons = some.tuples(some.builds(Button, words, calls, words))
grids = some.builds(
    Grid, some.tuples(words, words), some.lists(some.tuples(words, words), max_size=3).map(tuple)
)
cards = some.builds(
    Card,
    words,
    title=words,
    fields=some.tuples(some.tuples(words, words)),
    table=some.none() | grids,
    buttons=buttons,
    ballot=some.none() | some.builds(Ballot, calls, some.tuples(some.tuples(words, words, words))),
    files=some.tuples(some.builds(File, words, some.binary(max_size=9))),
    mentions=some.tuples(some.integers(1, 99)),
    pinned=some.booleans(),
)


@given(cards)
def test_a_card_survives_storage(card: Card) -> None:
    assert Card.load(card.dump()) == card


@given(calls)
def test_a_call_fits_a_button_or_says_so(call: Call) -> None:
    try:
        text = call.encode()
    except ValueError:
        return
    assert len(text.encode()) <= 95
    assert Call.decode(text) == call


def test_a_table_is_aligned_for_wide_signs_too() -> None:
    drawn = plain.grid(Grid(("Who", "Tokens"), (("ana", "1,000"), ("日本", "5"))))
    assert drawn == ["Who   Tokens", "ana    1,000", "日本       5"]


def test_more_than_four_columns_are_refused() -> None:
    with pytest.raises(ValueError, match="four columns"):
        Card("", table=Grid(tuple("abcde"), ()))


def test_a_reaction_is_a_button_or_a_choice() -> None:
    attest, vote = Call.to("contribution attest", number=1), Call.to("poll vote", number=1)
    card = Card("", buttons=(Button("Attest", attest, "✅"),), ballot=Ballot(vote, (("1️⃣", "Tea", "1"),)))
    assert card.pressed("✅\ufe0f") == attest
    assert card.pressed("🐸") is None
    assert card.pressed("1️⃣") is None
    assert card.ballot
    assert card.ballot.call("✅", added=True) is None
    chosen = card.ballot.call("1️⃣", added=True)
    assert dict(chosen.args if chosen else ())["choice"] == "1"
    taken = card.ballot.call("1️⃣", added=False)
    assert dict(taken.args if taken else ())["choice"] == "-1"

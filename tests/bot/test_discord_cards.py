"""Whatever a card holds, what is sent to Discord stays within its limits and loses nothing (CHAT, Discord)."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.discord import limits
from bot.adapters.discord.draw import REST, Drawn, described, draw
from bot.card import TONES, Ballot, Button, Card, File, Grid
from bot.command import Call

TEXT = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0\r"), max_size=60)
LONG = st.one_of(TEXT, st.builds(lambda text, times: text * times, TEXT, st.integers(0, 400)))
LINES = st.lists(LONG, max_size=6).map("\n".join)
CALLS = st.integers(1, 10**9).map(lambda number: Call.to("contribution attest", number=number))
BUTTONS = st.builds(Button, st.text(min_size=1, max_size=200), CALLS, st.sampled_from(["✅", "❌", "1️⃣", ""]))
CHOICES = st.lists(
    st.tuples(
        st.sampled_from(["👍", "👎", "🤷", "1️⃣"]), st.text(min_size=1, max_size=90), st.sampled_from("123")
    ),
    max_size=10,
).map(tuple)
GRIDS = st.integers(1, 4).flatmap(
    lambda wide: st.builds(
        Grid,
        st.tuples(*[TEXT] * wide),
        st.lists(st.tuples(*[TEXT] * wide), max_size=60).map(tuple),
    )
)
CARDS = st.builds(
    Card,
    body=LINES,
    title=LONG,
    fields=st.lists(st.tuples(TEXT, LONG), max_size=30).map(tuple),
    table=st.none() | GRIDS,
    buttons=st.lists(BUTTONS, max_size=30, unique_by=lambda one: one.call.encode()).map(tuple),
    ballot=st.none() | st.builds(Ballot, st.just(Call.to("poll vote", number=1)), CHOICES),
    files=st.lists(st.builds(File, st.just("a.png"), st.just(b"x"), st.just(""), LONG), max_size=12).map(
        tuple
    ),
    tone=st.sampled_from(TONES),
    pings=st.lists(st.integers(1, 2**63).map(str), max_size=80).map(tuple),
)


def size(drawn: Drawn) -> int:
    """What Discord counts of all embeds of a message."""
    return sum(len(one) for one in drawn.embeds)


def components(drawn: Drawn) -> list[dict[str, Any]]:
    rows = drawn.view.to_components() if drawn.view else []
    return [part for row in rows for part in row["components"]]


@settings(max_examples=300, deadline=None)
@given(CARDS)
def test_a_card_is_never_larger_than_discord_takes(card: Card) -> None:
    drawn = draw(card, pings=card.pings, mark="12ab34cd")
    assert len(drawn.text) <= 2000
    assert 1 <= len(drawn.embeds) <= limits.EMBEDS
    assert size(drawn) <= limits.ALL_EMBEDS
    for one in drawn.embeds:
        assert len(one.description or "") <= limits.DESCRIPTION
        assert len(one.title or "") <= limits.TITLE
    assert len(drawn.files) <= limits.FILES
    assert all(len(one.description or "") <= limits.ALT for one in drawn.attachments())


@settings(max_examples=200, deadline=None)
@given(CARDS)
def test_buttons_stay_within_the_limits_and_each_is_another(card: Card) -> None:
    found = components(draw(card))
    assert len(found) <= limits.BUTTONS
    assert all(0 < len(one["label"]) <= limits.LABEL for one in found)
    ids = [one["custom_id"] for one in found]
    assert all(len(one) <= limits.CUSTOM_ID for one in ids)
    assert len(set(ids)) == len(ids)


@settings(max_examples=200, deadline=None)
@given(CARDS)
def test_no_word_of_a_card_is_lost(card: Card) -> None:
    """What the embeds do not hold stands in a file; only fences are added, and long lines end between words."""
    drawn = draw(card)
    shown = "\n".join(one.description or "" for one in drawn.embeds)
    rest = next((one.data.decode() for one in drawn.files if one.name == REST), "")
    assert squeezed("\n".join(described(card))) == squeezed(f"{shown}\n{rest}")


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text.replace(limits.FENCE, ""))


def test_a_table_that_is_cut_is_a_code_block_on_both_sides() -> None:
    rows = tuple((f"name {n}", "1,000") for n in range(600))
    drawn = draw(Card("", "T", table=Grid(("Who", "LEAF"), rows)))
    for one in drawn.embeds:
        assert (one.description or "").count(limits.FENCE) == 2
    assert [one.name for one in drawn.files] == [REST]

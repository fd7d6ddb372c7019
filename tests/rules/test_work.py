"""What a logged contribution may hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import work
from rules.errors import Refusal


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org",
        "http://example.org:8080/a?b=c#d",
        "HTTPS://Example.org/ä",
        "https://example.org/" + "a" * 280,
    ],
)
def test_a_link_is_kept_as_it_was_typed(text: str) -> None:
    assert work.link(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "example.org",
        "ftp://example.org",
        "javascript:alert(1)",
        "https://",
        "https://a b.org",
        "https://ana:secret@example.org",
        "https://example.org/<script>",
        "https://example.org/" + "a" * 281,
    ],
)
def test_what_is_no_link_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="link"):
        work.link(text)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("3", 180), ("1.5", 90), ("0.25", 15), ("90m", 90), ("1h30m", 90), ("744", 44_640), ("1m", 1)],
)
def test_time_is_read_in_hours_or_as_a_duration(text: str, minutes: int) -> None:
    assert work.minutes(text) == minutes


@pytest.mark.parametrize("text", ["0", "0.01", "30s", "745", "9999", "-3", "soon", "1,5", "1e3", ""])
def test_time_that_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        work.minutes(text)


@given(st.integers(1, work.MOST_HOURS * 60))
def test_what_is_shown_can_be_typed_again(minutes: int) -> None:
    assert work.minutes(work.took(minutes).replace(" ", "").replace("min", "m").replace(",", "")) == minutes


def test_a_category_is_small_letters() -> None:
    assert work.category("  Tide   Data ") == "tide data"
    for text in ("<b>", "", "a" * 31, "#1"):
        with pytest.raises(Refusal, match="category"):
            work.category(text)


@given(st.text(), st.integers(2, 50))
def test_a_short_text_is_one_line_of_at_most_so_many_characters(text: str, most: int) -> None:
    line = work.short(text, most)
    assert len(line) <= most
    assert len(line.splitlines()) <= 1

"""Amounts as people write and read them (RULES 2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.amounts import EXTERNAL, LIMIT, Asset, figure, on_chain, parse, plain, show
from rules.errors import Refusal

GOV = Asset("GOV", 6)
WHOLE = Asset("HEADS", 0)
ASSETS = st.builds(Asset, st.just("GOV"), st.integers(0, 9))


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("50", 50_000_000),
        ("1,234.5", 1_234_500_000),
        ("1234.5", 1_234_500_000),
        ("1,234,567", 1_234_567_000_000),
        ("0.000001", 1),
        ("12.500000", 12_500_000),
        ("007", 7_000_000),
        ("9223372036854.775807", LIMIT - 1),
    ],
)
def test_reads_plain_numbers(text: str, amount: int) -> None:
    assert parse(text, GOV) == amount


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "1 000",
            " 1",
            "1 ",
            "1\n",
            "1_000",
            "one",
            "GOV",
            "0x10",
            "1e3",
            "1E3",
            "+1",
            "-1",
            "--1",
        ),
        *("nan", "inf", ".", ".5", "5.", "1.2.3", "1..2", "½", "²", "١٢", "１２", "1٫5", "1'000"),
        *(
            "1,23",
            "12,34.5",
            "1,2345",
            ",123",
            "123,",
            "1,,234",
            "1234,567",
            "0,123",
            "0,5",
            "1,234,56",
            "1.234,5",
        ),
        *("1" * 101, "1\x00", "\u22121", "1\u200b"),
    ],
)
def test_refuses_what_is_no_plain_number(text: str) -> None:
    with pytest.raises(Refusal, match=r"^Write the amount as a plain number such as 50 or 1,234\.5"):
        parse(text, GOV)


@pytest.mark.parametrize("text", ["0.0000001", "1.1234567", "1.0000000", "0.0000000"])
def test_refuses_more_decimals_than_the_asset_has(text: str) -> None:
    with pytest.raises(Refusal, match=f"GOV has at most 6 decimals, so {text} cannot be written in it."):
        parse(text, GOV)


def test_refuses_decimals_of_an_asset_without_any() -> None:
    with pytest.raises(Refusal, match="HEADS has no decimals"):
        parse("1.0", WHOLE)


@pytest.mark.parametrize("text", ["9223372036854.775808", "9,223,372,036,855", "9" * 100])
def test_refuses_what_cannot_be_counted(text: str) -> None:
    with pytest.raises(Refusal, match=r"the most is 9223372036854\.775807 GOV\.$"):
        parse(text, GOV)


@pytest.mark.parametrize("text", ["0", "0.0", "000", "0.000000"])
def test_nothing_is_an_amount_only_where_asked_for(text: str) -> None:
    assert parse(text, GOV, zero=True) == 0
    with pytest.raises(Refusal, match="more than nothing"):
        parse(text, GOV)


@pytest.mark.parametrize(
    ("amount", "shown", "bare"),
    [
        (0, "0 GOV", "0"),
        (1, "0.000001 GOV", "0.000001"),
        (1_234_500_000, "1,234.5 GOV", "1234.5"),
        (-1_234_500_000, "-1,234.5 GOV", "-1234.5"),
        (-1, "-0.000001 GOV", "-0.000001"),
        (999_000_000, "999 GOV", "999"),
        (-100_000_000, "-100 GOV", "-100"),
        (LIMIT - 1, "9,223,372,036,854.775807 GOV", "9223372036854.775807"),
    ],
)
def test_shows_separators_and_no_trailing_zeros(amount: int, shown: str, bare: str) -> None:
    assert (show(amount, GOV), plain(amount, GOV)) == (shown, bare)
    assert f"{figure(amount, GOV)} GOV" == shown


def test_an_asset_without_decimals_has_no_point() -> None:
    assert show(-1_000_100, WHOLE) == "-1,000,100 HEADS"
    assert plain(1_000_100, WHOLE) == "1000100"


@given(ASSETS, st.integers(1, LIMIT - 1))
def test_what_is_shown_can_be_typed(asset: Asset, amount: int) -> None:
    assert parse(plain(amount, asset), asset) == amount
    assert parse(figure(amount, asset), asset) == amount


@given(ASSETS, st.integers(1, LIMIT - 1))
def test_minus_is_the_only_difference_of_a_debt(asset: Asset, amount: int) -> None:
    assert show(-amount, asset) == "-" + show(amount, asset)


@given(st.text(alphabet="0123456789.,+-e_ ٣", max_size=30), ASSETS)
def test_any_text_is_read_exactly_or_refused_in_one_sentence(text: str, asset: Asset) -> None:
    amount, refused = attempt(text, asset)
    if amount is None:
        assert refused.endswith(".")
        assert "\n" not in refused
        return
    whole, _, part = text.replace(",", "").partition(".")
    assert amount * 10 ** len(part) == int(whole + part) * 10**asset.decimals


def attempt(text: str, asset: Asset) -> tuple[int | None, str]:
    try:
        return parse(text, asset, zero=True), ""
    except Refusal as refusal:
        return None, str(refusal)


def test_a_chain_counts_in_smaller_units() -> None:
    assert on_chain(1_500_000, Asset("GOV", 6)) == 1_500_000 * 10**12
    assert on_chain(1_500_000, Asset("USDC", 6, EXTERNAL, chain_decimals=6)) == 1_500_000
    assert on_chain(-1, Asset("ETH", 9, EXTERNAL)) == -(10**9)


@pytest.mark.parametrize("symbol", ["", "G", "gov", "1GOV", "GO V", "GOV\n", "A" * 13, "ГОВ", "$GOV"])
def test_refuses_a_symbol_nobody_could_type(symbol: str) -> None:
    with pytest.raises(Refusal, match="2 to 12 capital letters"):
        Asset(symbol, 6)


@pytest.mark.parametrize(
    ("decimals", "kind", "chain", "why"),
    [
        (10, "governance", 18, "0 to 9 decimals"),
        (-1, "governance", 18, "0 to 9 decimals"),
        (6, "share", 18, "governance token or external"),
        (6, "external", 5, "at least those inside"),
        (6, "external", 37, "at most 36"),
    ],
)
def test_refuses_an_asset_that_would_lose_something(decimals: int, kind: str, chain: int, why: str) -> None:
    with pytest.raises(Refusal, match=why):
        Asset("GOV", decimals, kind, chain)

"""Lists of transactions: what is read, what settles, and what is said of the rest."""

import pytest

from rules import transactions
from rules.amounts import EXTERNAL, Asset
from rules.errors import Refusal
from rules.transactions import Open, Row, Wrong

ANA = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"
BEN = "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359"
ONE, TWO = "0x" + "11" * 32, "0x" + "22" * 32
KNOWN = {one.symbol: one for one in (Asset("USDC", 2, EXTERNAL, 6), Asset("ETH", 9, EXTERNAL, 18))}


def test_a_list_without_a_head_has_its_columns_in_order() -> None:
    good, bad = transactions.read(f"{ONE},{ANA.lower()},usdc,50\n{TWO},{BEN},ETH,0.5", KNOWN)
    assert good == [Row(1, ONE, ANA, "USDC", 5000), Row(2, TWO, BEN, "ETH", 5 * 10**8)]
    assert bad == []


def test_an_explorer_s_own_head_is_understood() -> None:
    text = (
        "\ufeff"
        '"Transaction Hash","Blockno","From","To","TokenValue","TokenSymbol"\n'
        f'"{ONE}","7","{BEN}","{ANA}","1,234.500000","USDC"\n\n'
    )
    assert transactions.read(text, KNOWN) == ([Row(2, ONE, ANA, "USDC", 123_450)], [])
    held = f"Txhash,To,Value (ETH),Token\n{ONE},{ANA},0.000000001000000000,ETH"
    assert transactions.read(held, KNOWN) == ([Row(2, ONE, ANA, "ETH", 1)], [])


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (f"0x12,{ANA},USDC,5", "64 digits"),
        (f"{ONE},{ANA[:-1]}e,USDC,5", "The capitals"),
        (f"{ONE},{ANA},GOLD,5", "There is no asset GOLD here."),
        (f"{ONE},{ANA},USDC,5.001", "at most 2 decimals"),
        (f"{ONE},{ANA},USDC,-5", "plain number"),
        (f"{ONE},{ANA},USDC,0", "more than nothing"),
        (f"{ONE},{ANA},USDC", "lacks a column"),
    ],
)
def test_a_row_that_cannot_be_read_says_why(row: str, said: str) -> None:
    good, (wrong,) = transactions.read(row, KNOWN)
    assert (good, wrong.line) == ([], 1)
    assert said in wrong.why


def test_nothing_and_too_much_are_refused() -> None:
    for text in ("", " \n", "hash,receiver,asset,amount"):
        with pytest.raises(Refusal, match="no transaction"):
            transactions.read(text, KNOWN)
    with pytest.raises(Refusal, match="at most 2,000 rows"):
        transactions.read("\n".join(["x"] * 2001), KNOWN)


LINES = (
    Open(1, 1, ANA, "USDC", 50),
    Open(2, 1, ANA, "USDC", 50),
    Open(3, 1, BEN, "USDC", 70),
    Open(6, 1, ANA, "USDC", 51),
    Open(4, 2, BEN, "USDC", 80),
    Open(5, 2, ANA, "ETH", 9, TWO),
)


def matched(*rows: Row) -> tuple[dict[tuple[int, str], tuple[int, ...]], list[str]]:
    found = transactions.match(rows, LINES)
    return dict(found.settled), [one.why for one in found.wrong]


def test_two_transfers_of_the_same_settle_two_lines_and_a_third_none() -> None:
    rows = [Row(nth, ONE, ANA, "USDC", 50) for nth in (1, 2, 3)]
    settled, (why,) = matched(*rows)
    assert settled == {(1, ONE): (1, 2)}
    assert why == "What waits for this receiver is another amount of USDC."


def test_another_amount_or_asset_settles_nothing() -> None:
    assert matched(Row(1, ONE, BEN, "USDC", 71)) == (
        {},
        ["What waits for this receiver is another amount of USDC."],
    )
    assert matched(Row(1, ONE, BEN, "ETH", 70)) == ({}, ["What waits for this receiver is not in ETH."])
    assert matched(Row(1, ONE, "0x12", "ETH", 70)) == ({}, ["No batch that waits has this receiver."])


def test_one_transaction_is_of_one_batch_the_one_it_fits_best() -> None:
    rows = [Row(1, ONE, BEN, "USDC", 80), Row(2, ONE, ANA, "USDC", 50), Row(3, ONE, BEN, "USDC", 70)]
    settled, wrong = matched(*rows)
    assert settled == {(1, ONE): (1, 3)}
    assert wrong == ["This transaction belongs to batch #1, and the line to another."]


def test_what_fits_two_batches_alike_is_left_to_people() -> None:
    twins = [Open(7, 3, ANA, "USDC", 5), Open(8, 4, ANA, "USDC", 5)]
    found = transactions.match([Row(1, ONE, ANA, "USDC", 5)], twins)
    assert (dict(found.settled), [one.why for one in found.wrong]) == (
        {},
        ["It fits batches #3 and #4 alike; use `treasury sent`."],
    )


def test_what_was_settled_is_not_settled_again() -> None:
    assert matched(Row(1, TWO, ANA, "ETH", 9)) == ({}, ["It is settled already."])
    settled, wrong = matched(*[Row(nth, TWO, ANA, "ETH", 9) for nth in (1, 2)], Row(3, TWO, BEN, "USDC", 80))
    assert settled == {(2, TWO): (4,)}
    assert wrong == ["It is settled already.", "What waits for this receiver is not in ETH."]


def test_a_table_with_semicolons_and_what_is_no_table() -> None:
    assert transactions.read(f"{ONE};{ANA};USDC;50", KNOWN)[0] == [Row(1, ONE, ANA, "USDC", 5000)]
    with pytest.raises(Refusal, match="no table"):
        transactions.read("x" * 200_000, KNOWN)


def test_rows_are_listed_in_their_order() -> None:
    said = transactions.listed([Wrong(3, "c."), Wrong(1, "a.")])
    assert list(said) == ["Row 1: a.", "Row 3: c."]

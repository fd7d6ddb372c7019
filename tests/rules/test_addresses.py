"""Addresses as EIP-55 writes them, and what a mistyped one is answered."""

import pytest

from rules import addresses
from rules.errors import Refusal

RIGHT = (  # the examples of EIP-55
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
    "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
    "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
    "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
    "0x52908400098527886E0F7030069857D2E4169EE7",
    "0xde709f2102306220921060314715629080e2fb77",
)
NOTHING = "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"


def test_keccak_is_that_of_ethereum() -> None:
    assert addresses.keccak(b"").hex() == NOTHING


@pytest.mark.parametrize("right", RIGHT)
def test_the_capitals_are_those_of_the_standard(right: str) -> None:
    assert addresses.checksummed(right.lower()) == right
    for given in (right, right.lower(), f"0x{right[2:].upper()}", f"  {right} "):
        assert addresses.read(given) == right


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (RIGHT[0].replace("5aA", "5Aa"), "The capitals of this address do not fit its digits"),
        (RIGHT[0][:-1] + "e", "The capitals"),
        (RIGHT[0][:-1], "An address is 0x and 40 digits"),
        (RIGHT[0][2:], "An address is 0x and 40 digits"),
        (RIGHT[0] + "0", "An address is 0x and 40 digits"),
        ("ana.eth", "An address is 0x and 40 digits"),
        ("0x" + "0" * 40, "belongs to nobody"),
    ],
)
def test_what_is_no_address(given: str, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        addresses.read(given)


def test_a_transaction_has_64_digits_in_small_letters() -> None:
    assert addresses.transaction(" 0x" + "Ab" * 32) == "0x" + "ab" * 32
    for given in ("0x" + "ab" * 31, "ab" * 32, "0x" + "ab" * 33, "0x" + "zz" * 32):
        with pytest.raises(Refusal, match="64 digits"):
            addresses.transaction(given)


def test_both_ends_of_an_address_are_told() -> None:
    assert addresses.short(RIGHT[0]) == "0x5aAeb6…1BeAed"

"""Addresses and transaction hashes of Ethereum and its kin, as people type them (EIP-55)."""

import re

from Crypto.Hash import keccak as _keccak

from rules.errors import Refusal

_ADDRESS = re.compile(r"0x[0-9a-fA-F]{40}")
_HASH = re.compile(r"0x[0-9a-fA-F]{64}")
_NOBODY = "0x" + "0" * 40


def keccak(data: bytes) -> bytes:
    """Keccak-256, which is not the SHA3-256 that was standardised later."""
    return _keccak.new(digest_bits=256, data=data).digest()


def checksummed(address: str) -> str:
    """An address with the capitals of EIP-55: a digit a-f is a capital where its place in the hash is 8 or more."""
    digits = address[2:].lower()
    marks = keccak(digits.encode()).hex()
    return "0x" + "".join(
        one.upper() if mark >= "8" else one for one, mark in zip(digits, marks, strict=False)
    )


def read(text: str) -> str:
    """An address as typed, checksummed; Refusal where a digit is missing or the capitals say it is mistyped."""
    given = text.strip()
    if not _ADDRESS.fullmatch(given):
        raise Refusal(f"An address is 0x and 40 digits (0-9, a-f), not {given[:44]!r}.")
    if given.lower() == _NOBODY:
        raise Refusal("The address of zeros belongs to nobody: what is sent there is lost.")
    right, digits = checksummed(given), given[2:]
    if given != right and digits not in (digits.lower(), digits.upper()):
        raise Refusal(
            "The capitals of this address do not fit its digits, so one is mistyped; copy it again."
        )
    return right


def transaction(text: str) -> str:
    """The hash of a transaction, in small letters; Refusal for anything else."""
    given = text.strip()
    if not _HASH.fullmatch(given):
        raise Refusal(f"The hash of a transaction is 0x and 64 digits (0-9, a-f), not {given[:70]!r}.")
    return given.lower()


def short(address: str) -> str:
    """An address as a phone can show it, told apart by both ends."""
    return f"{address[:8]}…{address[-6:]}"

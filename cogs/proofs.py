"""What a member signs to show that a wallet is theirs, and who has signed it; needs the extra `chain`."""

from __future__ import annotations

from importlib.util import find_spec

from rules.errors import Refusal


def possible() -> bool:
    """Whether signatures can be checked here."""
    return find_spec("eth_account") is not None


def message(community: str, member: int, address: str, code: str) -> str:
    """What is signed: for which community and member an address is, with a code that works once."""
    return f"I am member {member} of {community} and am paid at {address}. Code {code}"


def signer(text: str, signature: str) -> str:
    """The address whose key has signed a text; Refusal for what is no signature."""
    from eth_account import Account
    from eth_account.messages import encode_defunct

    try:
        return str(Account.recover_message(encode_defunct(text=text), signature=signature.strip()))
    except Exception:
        raise Refusal(
            "That is no signature; it is 0x and 130 digits (0-9, a-f), as a wallet shows it."
        ) from None

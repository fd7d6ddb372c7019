"""Files in which a batch of transfers is handed over: for the Safe's transaction builder, its airdrop app, and claims."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from rules import merkle, moments
from rules.addresses import keccak
from rules.amounts import Asset, on_chain, plain
from rules.errors import Refusal

VERSION, BUILDER = "1.0", "1.16.5"  # of the file's format, and of the tool that it is for
COLUMNS = ("token_type", "token_address", "receiver", "amount")
TRANSFER = {
    "inputs": [
        {"internalType": "address", "name": "to", "type": "address"},
        {"internalType": "uint256", "name": "value", "type": "uint256"},
    ],
    "name": "transfer",
    "payable": False,
}
SECOND = 1000  # the tool counts milliseconds
MISSING = timedelta(days=7)  # so long a receiver may say that nothing came
MOST = 200  # transfers in one batch: what one transaction can hold


@dataclass(frozen=True, slots=True)
class Coin:
    """An asset as it is on a chain; without a contract it is the chain's own coin."""

    asset: Asset
    chain: int
    contract: str = ""


@dataclass(frozen=True, slots=True)
class Transfer:
    """An amount in base units for one receiver."""

    receiver: str
    coin: Coin
    amount: int

    @property
    def units(self) -> int:
        """The amount in units of the chain."""
        return on_chain(self.amount, self.coin.asset)


@dataclass(frozen=True, slots=True)
class Batch:
    """What all files of a batch say about it."""

    name: str
    about: str
    chain: int
    safe: str
    at: datetime
    transfers: tuple[Transfer, ...]


def safe(batch: Batch) -> bytes:
    """The batch for the Safe's transaction builder, with the checksum that the tool computes itself."""
    meta = {
        "name": batch.name,
        "description": batch.about,
        "txBuilderVersion": BUILDER,
        "createdFromSafeAddress": batch.safe,
        "createdFromOwnerAddress": "",
    }
    file = {
        "version": VERSION,
        "chainId": str(batch.chain),
        "createdAt": int(batch.at.timestamp()) * SECOND,
        "meta": meta,
        "transactions": [transaction(one) for one in batch.transfers],
    }
    return _json(file | {"meta": meta | {"checksum": checksum(file)}})


def transaction(one: Transfer) -> dict[str, Any]:
    """One transfer: of the chain's own coin, or by the contract of a token."""
    if not one.coin.contract:
        sent = {"to": one.receiver, "value": str(one.units), "data": None}
        return sent | {"contractMethod": None, "contractInputsValues": None}
    call = {"contractMethod": TRANSFER, "contractInputsValues": {"to": one.receiver, "value": str(one.units)}}
    return {"to": one.coin.contract, "value": "0", "data": None} | call


def checksum(file: Mapping[str, Any]) -> str:
    """What the transaction builder computes over a file: its name does not count, and neither does a checksum."""
    meta = {name: value for name, value in file["meta"].items() if name != "checksum"}
    return f"0x{keccak(_serial(dict(file) | {'meta': meta | {'name': None}}).encode()).hex()}"


def _serial(value: Any) -> str:
    """The tool's own spelling: an object is its sorted keys, and then its values, each with a comma behind it."""
    if isinstance(value, list):
        return f"[{','.join(_serial(one) for one in value)}]"
    if isinstance(value, dict):
        keys = sorted(value)
        return f"{{{_plain(keys)}{''.join(f'{_serial(value[key])},' for key in keys)}}}"
    return _plain(value)


def _plain(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def airdrop(batch: Batch) -> bytes:
    """The batch as the airdrop app reads it: amounts with their decimals."""
    rows = [COLUMNS]
    for one in batch.transfers:
        kind = "erc20" if one.coin.contract else "native"
        rows.append((kind, one.coin.contract, one.receiver, plain(one.amount, one.coin.asset)))
    return "".join(f"{','.join(row)}\n" for row in rows).encode()


def claims(transfers: Iterable[Transfer]) -> list[merkle.Claim]:
    """Who may claim how much in units of the chain: one claim for each receiver, by address."""
    sums: dict[str, int] = {}
    for one in transfers:
        sums[one.receiver] = sums.get(one.receiver, 0) + one.units
    return sorted(sums.items(), key=lambda claim: claim[0].lower())


def distribution(batch: Batch) -> tuple[bytes, bytes]:
    """The tree that StandardMerkleTree loads, and the root with the amount and the proof of every receiver."""
    made = merkle.tree(claims(batch.transfers))
    proofs = {
        address: {"amount": str(amount), "proof": made.proof(number)}
        for number, (address, amount) in enumerate(made.claims)
    }
    contract = batch.transfers[0].coin.contract
    head = {"name": batch.name, "description": batch.about, "chainId": str(batch.chain), "token": contract}
    return _json(made.dump()), _json(head | {"root": made.root, "claims": proofs})


def may_miss(sent: datetime, now: datetime) -> None:
    """Check that it can still be said that nothing came; Refusal later."""
    if now > sent + MISSING:
        raise Refusal(
            f"That it did not come can be said within {moments.span(MISSING)} after it was sent; ask a treasurer."
        )


def totals(transfers: Sequence[Transfer]) -> dict[str, int]:
    """What a batch comes to, by asset, in base units."""
    sums: dict[str, int] = {}
    for one in transfers:
        sums[one.coin.asset.symbol] = sums.get(one.coin.asset.symbol, 0) + one.amount
    return dict(sorted(sums.items()))


def _json(value: Any) -> bytes:
    return f"{json.dumps(value, ensure_ascii=False, indent=2)}\n".encode()

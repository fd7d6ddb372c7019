"""Merkle trees of claims as OpenZeppelin's StandardMerkleTree builds and stores them: leaves of (address, uint256)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from rules.addresses import keccak

Hash = Callable[[bytes], bytes]
Claim = tuple[str, int]  # who may claim how much, in units of the chain
ENCODING = ("address", "uint256")
WORD = 32


def leaf(claim: Claim, hashed: Hash = keccak) -> bytes:
    """The hash of the hash of a claim's two words: hashed twice, no leaf can be taken for an inner node."""
    address, amount = claim
    words = bytes.fromhex(address[2:]).rjust(WORD, b"\0") + amount.to_bytes(WORD, "big")
    return hashed(hashed(words))


def pair(one: bytes, other: bytes, hashed: Hash = keccak) -> bytes:
    """The node above two others; which of them is left does not matter."""
    return hashed(min(one, other) + max(one, other))


@dataclass(frozen=True, slots=True)
class Tree:
    """`nodes` from the root down, the leaves last and backwards; `places` says where the leaf of each claim is."""

    claims: tuple[Claim, ...]
    nodes: tuple[bytes, ...]
    places: tuple[int, ...]

    @property
    def root(self) -> str:
        return _hex(self.nodes[0])

    def proof(self, number: int) -> list[str]:
        """The siblings on the way from a claim up to the root."""
        place, found = self.places[number], []
        while place:
            found.append(_hex(self.nodes[place + 1 if place % 2 else place - 1]))
            place = (place - 1) // 2
        return found

    def dump(self) -> dict[str, Any]:
        """The tree as StandardMerkleTree.load takes it."""
        values = [
            {"value": [address, str(amount)], "treeIndex": place}
            for (address, amount), place in zip(self.claims, self.places, strict=True)
        ]
        nodes = [_hex(one) for one in self.nodes]
        return {"format": "standard-v1", "leafEncoding": [*ENCODING], "tree": nodes, "values": values}


def tree(claims: Sequence[Claim], hashed: Hash = keccak) -> Tree:
    """The tree of some claims, at least one; ValueError for none."""
    if not claims:
        raise ValueError("A tree needs at least one claim.")
    ordered = sorted((leaf(one, hashed), number) for number, one in enumerate(claims))
    last = 2 * len(ordered) - 2
    nodes, places = [b""] * (last + 1), [0] * len(ordered)
    for nth, (node, number) in enumerate(ordered):
        nodes[last - nth] = node
        places[number] = last - nth
    for place in range(len(ordered) - 2, -1, -1):
        nodes[place] = pair(nodes[2 * place + 1], nodes[2 * place + 2], hashed)
    return Tree(tuple(claims), tuple(nodes), tuple(places))


def proves(root: str, claim: Claim, proof: Sequence[str], hashed: Hash = keccak) -> bool:
    """Whether a proof leads from a claim to the root, as a contract checks it."""
    node = leaf(claim, hashed)
    for one in proof:
        node = pair(node, bytes.fromhex(one[2:]), hashed)
    return _hex(node) == root


def _hex(node: bytes) -> str:
    return f"0x{node.hex()}"

"""Merkle trees against roots and proofs that @openzeppelin/merkle-tree 1.0.8 has computed."""

import json

import pytest

from rules import merkle
from rules.addresses import keccak

CLAIMS = (
    ("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", 5 * 10**18),
    ("0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359", 25 * 10**17),
    ("0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB", 1),
    ("0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb", 2**256 - 1),
    ("0x49d4450977E2c95362C13D3a31a09311E0Ea26A6", 300),
)
FIRST = "0x22fdb4cf651c8253e3b9ea699b3e03620384a138aee6e4f6adf861b6365f9804"
SECOND = "0xb3b2be37622dbbd5c872f6b1a35c7a5b6ee5e09892b108bbcccbee91ac65ae2f"
THIRD = "0x5c4a301c0edb01c0b4072696bd773e9acfd5a458b64047377d95840027986fac"
LEFT = "0xe282cff0fe038787607f4406d6c9d43be05d61a5e5199bd94eeae79e391170b0"
RIGHT = "0xa33721402e824ca63c4054fe619f1ded88a0d36da2fd4acde844c4a886371cc4"
KNOWN = {
    1: (FIRST, [[]], [0]),
    2: ("0x931450ff932e543bf2ecd69fd8c2f498c1a5cf9a39c69202ac62200238a905ed", [[SECOND], [FIRST]], [2, 1]),
    3: (
        "0xcd7760aa4e8e3e69b3e8514f70936b2976973d146bac8b81168977fcd8a743ef",
        [
            [THIRD, SECOND],
            ["0x3a4d34cd2c805f7ffc1cf102b2c7f2b284368321de34671bceec300e9c68e425"],
            [FIRST, SECOND],
        ],
        [4, 2, 3],
    ),
    5: (
        "0xdab9a185e6927ddd7f91c273829b3d1069a7149a2413ae5e2f03048b23015db7",
        [
            ["0x05c81c64a120028067a427686fc940ebc89320aa53be17b0cd41e3920ecfd26d", SECOND, LEFT],
            ["0xc11c127073e6d19ca4ff0d82c7d65eddbb3deaaad27f273dfb63704a37ac7075", LEFT],
            ["0xa4ec844841560b53844978e8b9d70af4f7422b8ce28576d6a296515fa3073295", RIGHT],
            [FIRST, SECOND, LEFT],
            [THIRD, RIGHT],
        ],
        [7, 4, 6, 8, 5],
    ),
}


@pytest.mark.parametrize("size", KNOWN)
def test_root_proofs_and_layout_are_those_of_the_library(size: int) -> None:
    root, proofs, places = KNOWN[size]
    made = merkle.tree(CLAIMS[:size])
    assert (made.root, [made.proof(nth) for nth in range(size)]) == (root, proofs)
    assert [*made.places] == places
    assert all(merkle.proves(root, claim, made.proof(nth)) for nth, claim in enumerate(made.claims))


def test_the_dump_is_what_the_library_loads() -> None:
    made = merkle.tree(CLAIMS[:2])
    assert json.loads(json.dumps(made.dump())) == {
        "format": "standard-v1",
        "leafEncoding": ["address", "uint256"],
        "tree": [KNOWN[2][0], SECOND, FIRST],
        "values": [
            {"value": [CLAIMS[0][0], "5000000000000000000"], "treeIndex": 2},
            {"value": [CLAIMS[1][0], "2500000000000000000"], "treeIndex": 1},
        ],
    }


def test_another_amount_or_receiver_proves_nothing() -> None:
    made = merkle.tree(CLAIMS)
    (address, amount), proof = CLAIMS[0], made.proof(0)
    assert not merkle.proves(made.root, (address, amount + 1), proof)
    assert not merkle.proves(made.root, (CLAIMS[1][0], amount), proof)
    assert not merkle.proves(made.root, CLAIMS[0], proof[:-1])


def test_an_inner_node_is_no_leaf() -> None:
    """Two words that hash to an inner node once prove nothing, because leaves are hashed twice."""
    made = merkle.tree(CLAIMS[:3])
    inner = made.nodes[3] + made.nodes[4]
    assert keccak(keccak(inner)) not in made.nodes


def test_no_claims_are_no_tree() -> None:
    with pytest.raises(ValueError, match="at least one"):
        merkle.tree(())

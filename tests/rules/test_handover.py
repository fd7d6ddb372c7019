"""Files of a batch against their formats' own rules, and the checksum against the tool's published case."""

import csv
import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from jsonschema import validate

from rules import handover, merkle
from rules.amounts import EXTERNAL, Asset
from rules.handover import Batch, Coin, Transfer

ANA = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"
BEN = "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359"
CONTRACT = "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb"
KNOWN = "0x49d4450977E2c95362C13D3a31a09311E0Ea26A6"
USDC = Coin(Asset("USDC", 2, EXTERNAL, 6), 100, CONTRACT)
ETH = Coin(Asset("ETH", 9, EXTERNAL, 18), 100)
TRANSFERS = (Transfer(ANA, USDC, 12_345), Transfer(BEN, ETH, 5), Transfer(ANA, USDC, 100))
BATCH = Batch("Garden, batch 1", "3 transfers", 100, KNOWN, datetime(2026, 11, 2, 9, tzinfo=UTC), TRANSFERS)
ADDRESS = {"type": "string", "pattern": "^0x[0-9a-fA-F]{40}$"}
UNITS = {"type": "string", "pattern": "^(0|[1-9][0-9]*)$"}
INPUT = {
    "type": "object",
    "required": ["internalType", "name", "type"],
    "properties": {
        "internalType": {"type": "string"},
        "name": {"type": "string"},
        "type": {"type": "string"},
    },
    "additionalProperties": False,
}
METHOD = {
    "type": ["object", "null"],
    "required": ["inputs", "name", "payable"],
    "properties": {
        "inputs": {"type": "array", "items": INPUT},
        "name": {"type": "string"},
        "payable": {"type": "boolean"},
    },
    "additionalProperties": False,
}
SAFE = {  # BatchFile of the transaction builder
    "type": "object",
    "required": ["version", "chainId", "createdAt", "meta", "transactions"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "1.0"},
        "chainId": {"type": "string", "pattern": "^[1-9][0-9]*$"},
        "createdAt": {"type": "integer", "minimum": 10**12},
        "meta": {
            "type": "object",
            "required": ["name", "checksum"],
            "additionalProperties": False,
            "properties": {
                "name": {"type": "string"},
                "description": {"type": "string"},
                "txBuilderVersion": {"type": "string"},
                "checksum": {"type": "string", "pattern": "^0x[0-9a-f]{64}$"},
                "createdFromSafeAddress": {"type": "string", "pattern": "^(0x[0-9a-fA-F]{40})?$"},
                "createdFromOwnerAddress": {"type": "string"},
            },
        },
        "transactions": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["to", "value"],
                "additionalProperties": False,
                "properties": {
                    "to": ADDRESS,
                    "value": UNITS,
                    "data": {"type": ["string", "null"], "pattern": "^0x([0-9a-f]{2})*$"},
                    "contractMethod": METHOD,
                    "contractInputsValues": {"type": ["object", "null"]},
                },
            },
        },
    },
}
METHOD_OF = {
    "to": KNOWN,
    "value": "0",
    "contractMethod": {
        "inputs": [{"internalType": "address", "name": "paramAddress", "type": "address"}],
        "name": "testAddress",
        "payable": False,
    },
    "contractInputsValues": {"paramAddress": KNOWN},
}
PUBLISHED: dict[str, Any] = {  # the case that the tool's own tests compute
    "version": "1.0",
    "chainId": "4",
    "createdAt": 1646321521061,
    "meta": {
        "name": "test batch file",
        "txBuilderVersion": "1.4.0",
        "checksum": "",
        "createdFromSafeAddress": "0xDF8a1Ce35c9a6ACE153B4e0767942f1E2291a1Aa",
        "createdFromOwnerAddress": KNOWN,
    },
    "transactions": [
        METHOD_OF,
        {
            "to": KNOWN,
            "value": "0",
            "contractMethod": {
                "inputs": [{"internalType": "bool", "name": "paramBool", "type": "bool"}],
                "name": "testBool",
                "payable": False,
            },
            "contractInputsValues": {"paramAddress": "", "paramBool": "false"},
        },
        {
            "to": KNOWN,
            "value": "2000000000000000000",
            "data": "0x42f4579000000000000000000000000049d4450977e2c95362c13d3a31a09311e0ea26a6",
        },
    ],
}
CHECKSUM = "0x86c81826dbf7e8a37612153294cc85fdf5c81998dd0a44b86d945502a7eace7c"


def test_the_checksum_is_the_one_of_the_tool() -> None:
    assert handover.checksum(PUBLISHED) == CHECKSUM
    renamed = PUBLISHED | {"meta": PUBLISHED["meta"] | {"name": "another", "checksum": CHECKSUM}}
    assert handover.checksum(dict(reversed(renamed.items()))) == CHECKSUM, "neither name nor order counts"
    turned = PUBLISHED | {"transactions": PUBLISHED["transactions"][::-1]}
    assert handover.checksum(turned) != CHECKSUM


def test_the_file_for_the_safe_is_what_the_tool_takes() -> None:
    file = json.loads(handover.safe(BATCH))
    validate(file, SAFE)
    assert (file["chainId"], file["createdAt"]) == ("100", 1_793_610_000_000)
    assert file["meta"]["checksum"] == handover.checksum(file)
    assert file["meta"]["createdFromSafeAddress"] == KNOWN
    token, coin, _ = file["transactions"]
    assert (token["to"], token["value"]) == (CONTRACT, "0")
    assert token["contractMethod"]["name"] == "transfer"
    assert token["contractInputsValues"] == {"to": ANA, "value": "123450000"}, "123.45 with 6 decimals there"
    assert (coin["to"], coin["value"]) == (BEN, "5000000000"), "0.000000005 ETH in wei"


def test_the_schema_takes_the_tool_s_own_case_and_not_just_anything() -> None:
    validate(PUBLISHED | {"meta": PUBLISHED["meta"] | {"checksum": CHECKSUM}}, SAFE)
    with pytest.raises(Exception, match="is not of type"):
        validate(json.loads(handover.safe(BATCH)) | {"chainId": 100}, SAFE)


def test_the_same_batch_is_the_same_bytes() -> None:
    assert handover.safe(BATCH) == handover.safe(BATCH)
    assert handover.airdrop(BATCH) == handover.airdrop(BATCH)
    assert handover.distribution(BATCH) == handover.distribution(BATCH)


def test_a_name_in_any_script_has_the_checksum_of_its_own_letters() -> None:
    named = Batch("Gärten ☂", 'über "alles"\n', 1, "", BATCH.at, TRANSFERS)
    file = json.loads(handover.safe(named))
    validate(file, SAFE)
    assert file["meta"]["checksum"] == handover.checksum(file)
    assert "Gärten".encode() in handover.safe(named)


def test_the_airdrop_has_decimals_as_people_write_them() -> None:
    text = handover.airdrop(BATCH).decode()
    assert text.splitlines()[0] == "token_type,token_address,receiver,amount"
    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows == [
        {"token_type": "erc20", "token_address": CONTRACT, "receiver": ANA, "amount": "123.45"},
        {"token_type": "native", "token_address": "", "receiver": BEN, "amount": "0.000000005"},
        {"token_type": "erc20", "token_address": CONTRACT, "receiver": ANA, "amount": "1"},
    ]


def test_nothing_is_lost_where_a_chain_has_many_decimals() -> None:
    most = Coin(Asset("BIG", 0, EXTERNAL, 36), 1, CONTRACT)
    assert Transfer(ANA, most, 2**63 - 1).units == (2**63 - 1) * 10**36 < 2**256


def test_each_receiver_has_one_claim() -> None:
    tokens = tuple(one for one in (*TRANSFERS, Transfer(BEN, USDC, 7)) if one.coin is USDC)
    dump, proofs = map(json.loads, handover.distribution(Batch("b", "", 100, "", BATCH.at, tokens)))
    assert handover.claims(tokens) == [(ANA, 124_450_000), (BEN, 70_000)]
    assert [one["value"] for one in dump["values"]] == [[ANA, "124450000"], [BEN, "70000"]]
    assert proofs["root"] == dump["tree"][0]
    for address, one in proofs["claims"].items():
        assert merkle.proves(proofs["root"], (address, int(one["amount"])), one["proof"])


def test_totals_are_by_asset() -> None:
    assert handover.totals(TRANSFERS) == {"ETH": 5, "USDC": 12_445}

"""The official description is the publisher's, byte for byte, and what it does not allow is found."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from tests.discord.server import ROUTES
from tests.discord.spec import FILE, UNDESCRIBED, official
from tests.discord.things import Json

SEND = ("POST", "/channels/{channel_id}/messages")
SYNC = ("PUT", "/applications/{application_id}/commands")
DIGESTS = {
    "openapi.json": "8c1d0707ccdf8e380a86dfba04058820a66435c1b69d5ed82e04dd8c0520dd73",
    "LICENSE": "02c955561564f3b5343c656b7eacd6c770e2624a039b81b6bc7828fbe8c9ab52",
}


@pytest.mark.parametrize("name", DIGESTS)
def test_the_file_is_as_published(name: str) -> None:
    assert hashlib.sha256(FILE.with_name(name).read_bytes()).hexdigest() == DIGESTS[name]


def test_every_route_here_is_described() -> None:
    unknown = [one.name for one in ROUTES if not official().knows(one.method, one.template)]
    assert unknown == []
    assert len({one.name for one in ROUTES}) == len(ROUTES)


def test_what_is_added_to_the_description_is_still_missing_there() -> None:
    schemas = json.loads(FILE.read_text(encoding="utf-8"))["components"]["schemas"]
    assert [name for name, more in UNDESCRIBED.items() if set(more) & set(schemas[name]["properties"])] == []


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ({"content": "x"}, None),
        ({"content": None, "embeds": [{"title": "x"}], "flags": None}, None),
        ({"nonce": "1" * 25, "enforce_nonce": True}, None),
        ({"message_reference": {"message_id": 12, "type": 0}}, None),
        ({"flags": "4"}, "flags: '4' is not of type"),
        ({"contents": "x"}, "'contents' was unexpected"),
        ({"content": 4}, "content: 4 is not of type"),
        ({"nonce": "1" * 26}, "nonce: "),
        ({"embeds": [{"title": "x" * 257}]}, "embeds/0/title: "),
        ({"embeds": [{"description": "x" * 4097}]}, "embeds/0/description: "),
        ({"embeds": [{"fields": [{"name": "x", "value": "x"}] * 26}]}, "embeds/0/fields: "),
        ({"embeds": [{"fields": [{"name": "x", "value": "x" * 1025}]}]}, "embeds/0/fields/0/value: "),
        ({"embeds": [{"fields": [{"name": "x" * 257, "value": "x"}]}]}, "embeds/0/fields/0/name: "),
        ({"embeds": [{"title": "x"}] * 11}, "embeds: "),
        (
            {"components": [{"type": 1, "components": [{"type": 2, "style": 9}]}]},
            "components/0/components/0/style",
        ),
        (
            {"components": [{"type": 1, "components": [{"type": 2, "style": 1, "custom_id": "x" * 101}]}]},
            "custom_id",
        ),
        ({"components": [{"type": 99}]}, "components/0"),
        ([], "is not of type 'object'"),
        (None, "a body is required"),
    ],
)
def test_requests_are_checked(body: Json, complaint: str | None) -> None:
    found = official().request(*SEND, body)
    assert found == [] if complaint is None else complaint in found[0]


def answer(kind: int, **data: Any) -> Json:
    return {"type": kind, "data": data}


def labelled(**more: Any) -> Json:
    return {"type": 18, "label": "x", "component": {"type": 4, "custom_id": "a", "style": 1} | more}


OPTION: Json = {"label": "x", "value": "x"}
SELECT: Json = {"type": 3, "custom_id": "s", "options": [OPTION] * 26}
FORM: Json = {"custom_id": "f", "title": "x", "components": [labelled()]}


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        (answer(9, **FORM), None),
        (answer(9, **FORM | {"title": "x" * 46}), "data/title: "),
        (answer(9, **FORM | {"components": [labelled() | {"label": "x" * 46}]}), "data/components/0/label: "),
        (answer(9, **FORM | {"components": [labelled(max_length=4001)]}), "component/max_length: "),
        (answer(4, components=[{"type": 1, "components": [SELECT]}]), "options: "),
        (answer(8, choices=[{"name": "x", "value": "x"}] * 25), None),
        (answer(8, choices=[{"name": "x", "value": "x"}] * 26), "data/choices: "),
        (answer(8, choices=[{"name": "x" * 101, "value": "x"}]), "data/choices/0/name: "),
    ],
)
def test_answers_to_interactions_are_checked(body: Json, complaint: str | None) -> None:
    found = official().request("POST", "/interactions/{interaction_id}/{interaction_token}/callback", body)
    assert found == [] if complaint is None else complaint in found[0]


def test_an_option_is_told_apart_by_its_type() -> None:
    option: Json = {"type": 3, "name": "x", "description": "y", "required": True}
    group: Json = {
        "name": "g",
        "description": "d",
        "options": [{"type": 1, "name": "s", "description": "d", "options": [option]}],
    }
    assert official().request(*SYNC, [group]) == []
    option["min_value"] = 1
    assert official().request(*SYNC, [group]) == [
        "0/options/0/options/0: Additional properties are not allowed ('min_value' was unexpected)"
    ]


def test_answers_are_checked_exactly() -> None:
    spec = official()
    user: Json = {"id": "1", "username": "ana", "avatar": None, "discriminator": "0", "public_flags": 0}
    user |= {"flags": 0, "global_name": None, "primary_guild": None}
    assert spec.response("GET", "/users/{user_id}", 200, user) == []
    assert "is not of type 'string'" in spec.response("GET", "/users/{user_id}", 200, user | {"id": 1})[0]
    assert "'more' was unexpected" in spec.response("GET", "/users/{user_id}", 200, user | {"more": 1})[0]
    assert spec.response("GET", "/users/{user_id}", 201, user) == ["status 201 is not in the description"]
    assert spec.response("POST", "/channels/{channel_id}/typing", 204, None) == []


def test_queries_are_checked() -> None:
    names = {"limit", "before", "since"}
    assert official().query("GET", SEND[1], names) == ["?since is not in the description"]

"""Bodies and queries of HTTP calls against Discord's official description; unknown fields are faults.

openapi.json is specs/openapi.json of the public repository discord/discord-api-spec at commit 74fda0fad0 of
2026-07-18, under the licence that stands beside it.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from tests.discord.things import Json

FILE = Path(__file__).with_name("openapi.json")
# What discord.py repeats of attachments that stay.
ECHOED = ("content_type", "height", "proxy_url", "size", "spoiler", "url", "width")
# Fields that discord.py sends or reads, and Discord takes or gives, but the description lacks.
UNDESCRIBED: Json = {
    "ApplicationCommandUpdateRequest": {"nsfw": {"type": "boolean"}},
    "BaseCreateMessageCreateRequest": {"tts": {"type": "boolean"}},
    "CreateForumThreadRequest": {"type": {"type": "integer"}},
    "CreatedThreadResponse": {"message": {"$ref": "#/components/schemas/MessageResponse"}},
    "MessageAttachmentRequest": {one: {} for one in ECHOED},
    "MessageEditRequestPartial": {"tts": {"type": "boolean"}},
    "RichEmbed": {"flags": {"type": "integer"}},
    "IncomingWebhookUpdateRequestPartial": {"tts": {"type": "boolean"}},
    "IncomingWebhookUpdateForInteractionCallbackRequestPartial": {"tts": {"type": "boolean"}},
}
UNDESCRIBED_QUERY = {"use_nested_fields"}


class Spec:
    """Two readings of the description: requests may write ids as numbers, answers are exact."""

    def __init__(self, document: Json) -> None:
        self.paths: Json = document["paths"]
        self._readings = {True: _reading(document, request=True), False: _reading(document, request=False)}
        self._made: dict[str, Validator | None] = {}

    def knows(self, method: str, template: str) -> bool:
        """Whether the description has this call."""
        return method.lower() in self.paths.get(template, {})

    def request(self, method: str, template: str, body: Any) -> list[str]:
        """What is wrong with the body of a request."""
        if body is None:
            needed = self.paths[template][method.lower()].get("requestBody", {}).get("required")
            return ["a body is required"] if needed else []
        return self._check(f"{method} {template}", "requestBody", body)

    def response(self, method: str, template: str, status: int, body: Any) -> list[str]:
        """What is wrong with an answer."""
        if str(status) not in self.paths[template][method.lower()]["responses"]:
            return [f"status {status} is not in the description"]
        return self._check(f"{method} {template}", f"responses/{status}", body)

    def query(self, method: str, template: str, names: set[str]) -> list[str]:
        """Query parameters that the description does not know."""
        known = {one["name"] for one in self.paths[template][method.lower()].get("parameters", ())}
        return [f"?{name} is not in the description" for name in sorted(names - known - UNDESCRIBED_QUERY)]

    def _check(self, call: str, part: str, body: Any) -> list[str]:
        key = f"{call} {part}"
        if key not in self._made:
            method, template = call.split(" ")
            self._made[key] = self._make(method, template, part)
        validator = self._made[key]
        if validator is None:
            return [] if body is None else ["a body where the description has none"]
        return [
            f"{'/'.join(map(str, e.absolute_path))}: {e.message[:200]}" for e in validator.iter_errors(body)
        ]

    def _make(self, method: str, template: str, part: str) -> Validator | None:
        place: Json = self.paths[template][method.lower()]
        for step in part.split("/"):
            place = place.get(step, {})
        if "application/json" not in place.get("content", {}):
            return None
        path = template.replace("/", "~1").replace("{", "%7B").replace("}", "%7D")
        pointer = f"urn:d#/paths/{path}/{method.lower()}/{part}/content/application~1json/schema"
        made: Validator = _Validator({"$ref": pointer}, registry=self._readings[part == "requestBody"])
        return made


@cache
def official() -> Spec:
    """The description beside this file, read once in a process."""
    return Spec(json.loads(FILE.read_text(encoding="utf-8")))


def _reading(document: Json, *, request: bool) -> Registry[Any]:
    """The description made ready for the validator below."""
    whole = copy.deepcopy(document)
    schemas: Json = whole["components"]["schemas"]
    for name, fields in UNDESCRIBED.items():
        schemas[name]["properties"].update(fields)
    if request:  # the publisher accepts ids in either type
        schemas["SnowflakeType"] = {"type": ["string", "integer"]}
    _tighten(whole, schemas)
    made: Registry[Any] = Registry().with_resource("urn:d", DRAFT202012.create_resource(whole))
    return made


def _tighten(node: Any, schemas: Json) -> None:
    """Close objects to unknown fields, and sort unions by the type they are told apart by."""
    if isinstance(node, list):
        for value in node:
            _tighten(value, schemas)
    if not isinstance(node, dict):
        return
    for key, value in node.items():
        if key not in ("enum", "const", "example"):
            _tighten(value, schemas)
    if isinstance(node.get("properties"), dict) and "type" in node and "allOf" not in node:
        node.setdefault("additionalProperties", False)
    for word in ("oneOf", "anyOf"):
        if isinstance(node.get(word), list):
            _sort_union(node, node.pop(word), schemas)


def _sort_union(node: Json, branches: list[Json], schemas: Json) -> None:
    if all("const" in one for one in branches):
        node["enum"] = [one["const"] for one in branches]
        return
    sorted_: list[tuple[list[Any] | None, Json]] = [(_types(one, schemas), one) for one in branches]
    node["x-union"] = sorted_


def _types(branch: Json, schemas: Json) -> list[Any] | None:
    """The values of `type` that an object of this branch can have; None where that tells nothing."""
    if branch.get("type") == "null":
        return []
    target = schemas.get(branch.get("$ref", "").rpartition("/")[2], branch)
    return target.get("properties", {}).get("type", {}).get("enum") if isinstance(target, dict) else None


def _union(
    validator: Any, branches: list[tuple[list[Any] | None, Json]], instance: Any, _: Json
) -> Iterator[ValidationError]:
    """The branch that the value's type names; among several, the one with the fewest complaints."""
    if instance is None and any(types == [] for types, _ in branches):
        return
    said = instance.get("type") if isinstance(instance, dict) else None
    fit = [branch for types, branch in branches if types is None or said in types]
    if not fit and instance is not None:
        fit = [branch for types, branch in branches if types != []]
    complaints = [list(validator.descend(instance, branch)) for branch in fit]
    yield from min(complaints, key=len, default=[ValidationError(f"{instance!r} fits no branch")])


_Validator = extend(Draft202012Validator, {"x-union": _union})  # type: ignore[no-untyped-call]

"""What Discord refuses although its description allows it: lengths of messages, embeds and forms."""

from __future__ import annotations

from collections.abc import Iterator

from tests.discord.errors import ApiError, FormError
from tests.discord.things import COMPONENTS_V2, Json, walk

CONTENT, EMBEDS, NAMES, DISPLAYED, COMPONENTS = 2000, 6000, 45, 4000, 40
SELECTS = (3, 5, 6, 7, 8)


def check_message(data: Json, *, kept: list[Json]) -> None:
    """Refuse a message that is too long, empty, or mixes both kinds of components."""
    if len(data["content"]) > CONTENT:  # the description allows 4,000; bots get 2,000
        raise FormError("content", f"Must be {CONTENT} or fewer in length.")
    if sum(len(text) for embed in data["embeds"] for text in _texts(embed)) > EMBEDS:
        raise FormError("embeds", f"Embed size exceeds maximum size of {EMBEDS}", "MAX_EMBED_SIZE_EXCEEDED")
    for at, embed in enumerate(data["embeds"]):
        _check_embed(f"embeds/{at}", embed)
    check_components(data["components"], layout=bool(data["flags"] & COMPONENTS_V2))
    legacy = [data["content"], data["embeds"], data.get("poll")]
    if data["flags"] & COMPONENTS_V2 and any(legacy):
        code = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"
        raise FormError("content", "The field cannot be used with MessageFlags.IS_COMPONENTS_V2", code)
    if not any([*legacy, data["components"], kept]):
        raise ApiError(400, 50006, "Cannot send an empty message")


def _texts(embed: Json) -> Iterator[str]:
    yield from (embed.get("title", ""), embed.get("description", ""))
    yield from (embed.get("footer", {}).get("text", ""), embed.get("author", {}).get("name", ""))
    for one in embed.get("fields", ()):
        yield from (one["name"], one["value"])


def _check_embed(path: str, embed: Json) -> None:
    for at, one in enumerate(embed.get("fields", ())):
        for key in ("name", "value"):
            if not one[key].strip():
                raise FormError(f"{path}/fields/{at}/{key}", "This field is required", "BASE_TYPE_REQUIRED")
    if not any((*_texts(embed), embed.get("image"), embed.get("thumbnail"))):
        raise FormError(f"{path}/description", "This field is required", "BASE_TYPE_REQUIRED")


def check_components(components: list[Json], *, layout: bool) -> None:
    """Refuse rows, buttons and selects that no client could draw."""
    if not layout:
        if len(components) > 5:
            raise FormError("components", "Must be 5 or fewer in length.")
        if any(one["type"] != 1 for one in components):
            raise FormError("components", "Value of field must be 1.", "BASE_TYPE_CHOICES")
    everything = list(walk(components))
    if len(everything) > COMPONENTS:
        raise FormError("components", f"Must be {COMPONENTS} or fewer in length.")
    if sum(len(one["content"]) for one in everything if one["type"] == 10) > DISPLAYED:
        raise FormError(
            "components", f"Displayed text exceeds {DISPLAYED}", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED"
        )
    for one in everything:
        _check_component(one)
    _check_unique([one["custom_id"] for one in everything if "custom_id" in one])


def _check_component(one: Json) -> None:
    if one["type"] == 1:
        _check_row(one["components"])
    elif one["type"] == 2:
        _check_button(one)
    elif one["type"] in SELECTS:
        _check_select(one)


def _check_row(inner: list[Json]) -> None:
    if not 1 <= len(inner) <= 5:
        raise FormError("components", "Must be between 1 and 5 in length.")
    if len(inner) > 1 and any(one["type"] != 2 for one in inner):
        raise FormError(
            "components",
            "The specified component exceeds the maximum width",
            "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
        )


def _check_button(one: Json) -> None:
    if not one.get("label") and not one.get("emoji") and one["style"] != 6:
        raise FormError(
            "components/label", "A button needs a label or an emoji", "BUTTON_COMPONENT_INVALID_LABEL"
        )
    if ("url" in one) != (one["style"] == 5) or ("custom_id" in one) != (one["style"] in (1, 2, 3, 4)):
        raise FormError(
            "components/custom_id",
            "A custom id or url must be specified",
            "BUTTON_COMPONENT_CUSTOM_ID_REQUIRED",
        )


def _check_select(one: Json) -> None:
    values = [option["value"] for option in one.get("options", ())]
    if one.get("min_values", 1) > one.get("max_values", 1) or one.get("max_values", 1) > max(
        len(values), 1 if values else 25
    ):
        raise FormError(
            "components/max_values", "More values than options", "SELECT_COMPONENT_MAX_VALUES_INVALID"
        )
    if len(values) != len(set(values)):
        raise FormError(
            "components/options",
            "The specified option value is already used",
            "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
        )
    if sum(bool(option.get("default")) for option in one.get("options", ())) > one.get("max_values", 1):
        raise FormError(
            "components/options", "Too many default values", "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES"
        )


def _check_unique(ids: list[str]) -> None:
    if len(ids) != len(set(ids)):
        raise FormError(
            "components", "Component custom id cannot be duplicated", "COMPONENT_CUSTOM_ID_DUPLICATED"
        )


def check_form(form: Json) -> None:
    """Refuse a form with more than five parts, or with labels that are missing or too long."""
    if not 1 <= len(form["components"]) <= 5:
        raise FormError("data/components", "Must be between 1 and 5 in length.")
    inputs = [one for one in walk(form["components"]) if "custom_id" in one]
    _check_unique([one["custom_id"] for one in inputs])
    for row in form["components"]:
        for one in row.get("components") or ():
            if not one.get("label"):
                raise FormError("data/components/label", "This field is required", "BASE_TYPE_REQUIRED")
    for one in inputs:
        if (one.get("min_length") or 0) > (one.get("max_length") or 4000):
            raise FormError(
                "data/components/min_length", "More than max_length", "TEXT_INPUT_MIN_LENGTH_INVALID"
            )
        if len(one.get("value") or "") > (one.get("max_length") or 4000):
            raise FormError("data/components/value", "More than max_length", "BASE_TYPE_BAD_LENGTH")

"""What a client lets a person do with buttons, selects and forms, and the data it sends for it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from tests.discord.options import Refused, resolve_user
from tests.discord.things import Channel, Json, Message, Role, Thing, User, walk

BUTTON, STRING_SELECT, TEXT_INPUT, LABEL, ROW = 2, 3, 4, 18, 1
PICKS: dict[int, tuple[type, ...]] = {5: (User,), 6: (Role,), 7: (User, Role), 8: (Channel,)}


def component(message: Message, what: str) -> Json:
    """The component of that custom id, label, placeholder or emoji."""
    usable = [one for one in message.components if "custom_id" in one]
    found = [one for one in usable if what in _names(one)]
    if len(found) != 1:
        shown = ", ".join(repr(_names(one)[-1]) for one in usable) or "nothing to press"
        raise Refused(f"{len(found)} things are called {what!r}: there is {shown}")
    if found[0].get("disabled"):
        raise Refused(f"{what!r} is disabled")
    return found[0]


def _names(one: Json) -> list[str]:
    emoji = (one.get("emoji") or {}).get("name")
    return [name for name in (one["custom_id"], emoji, one.get("placeholder"), one.get("label")) if name]


def pressed(message: Message, what: str, values: tuple[Any, ...]) -> Json:
    """The data of a press or a choice."""
    one = component(message, what)
    data: Json = {"custom_id": one["custom_id"], "component_type": one["type"], "id": one["id"]}
    if one["type"] == BUTTON:
        if values:
            raise Refused(f"{what!r} is a button")
        return data
    return data | chosen(message.channel, one, values)


def chosen(channel: Channel, one: Json, values: tuple[Any, ...]) -> Json:
    """What a select sends: values of its options, or the things that were picked."""
    if not one.get("min_values", 1) <= len(values) <= one.get("max_values", 1):
        raise Refused(f"{len(values)} values do not fit this select")
    if one["type"] == STRING_SELECT:
        return {"values": [_value(one, value) for value in values]}
    picked: list[Thing] = [
        getattr(value, "user", value) for value in values
    ]  # an actor stands for their account
    resolved: dict[str, Json] = defaultdict(dict)
    for value in picked:
        if type(value) not in PICKS[one["type"]]:
            raise Refused(f"{value!r} cannot be picked here")
        _resolve(resolved, channel, value)
    return {"values": [value.id for value in picked], "resolved": dict(resolved)}


def _resolve(resolved: dict[str, Json], channel: Channel, value: Thing) -> None:
    if isinstance(value, User):
        resolve_user(resolved, channel, value)
    else:
        resolved["roles" if isinstance(value, Role) else "channels"][value.id] = value.data


def _value(one: Json, wanted: str) -> str:
    found = [option["value"] for option in one["options"] if wanted in (option["value"], option["label"])]
    if len(found) != 1:
        raise Refused(f"{wanted!r} is not one of {', '.join(option['label'] for option in one['options'])}")
    return str(found[0])


def submitted(channel: Channel, form: Json, values: Json) -> list[Json]:
    """The parts of a form that somebody filled in by their labels; the rest stays as it was offered."""
    inputs = {label: one for row in form["components"] for label, one in labelled(row)}
    if strange := set(values) - set(inputs):
        raise Refused(f"the form has no {', '.join(sorted(strange))}, only {', '.join(inputs)}")
    return [_part(channel, row, values) for row in form["components"] if labelled(row)]


def labelled(row: Json) -> list[tuple[str, Json]]:
    """The inputs of one row of a form, with their labels."""
    inner = [one for one in walk([row]) if "custom_id" in one]
    return [(row.get("label") or one.get("label") or "", one) for one in inner]


def _part(channel: Channel, row: Json, values: Json) -> Json:
    ((label, one),) = labelled(row)
    data: Json = {"type": one["type"], "custom_id": one["custom_id"], "id": one.get("id") or 2}
    if one["type"] == TEXT_INPUT:
        data["value"] = _text(label, one, values[label] if label in values else one.get("value") or "")
    else:
        picked = values.get(label, ())
        optional = not picked and not one.get("required", True)
        data |= {"values": []} if optional else chosen(channel, one, tuple(picked))
    whole: Json = {"type": row["type"], "id": row.get("id") or 1}
    return whole | ({"component": data} if row["type"] == LABEL else {"components": [data]})


def _text(label: str, one: Json, text: str) -> str:
    if not text and one.get("required") is not False:
        raise Refused(f"{label!r} must be filled in")
    low, high = one.get("min_length") or 0, one.get("max_length") or 4000
    if text and not low <= len(text) <= high:
        raise Refused(f"{label!r} takes {low} to {high} characters")
    return text

"""What a client makes of a slash command that somebody fills in; it refuses what Discord's client refuses."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from tests.discord.commands import GROUP, SLASH, SUBCOMMAND, fits
from tests.discord.files import LARGEST, store
from tests.discord.rights import rights
from tests.discord.service import Service
from tests.discord.things import Channel, Json, Role, Thing, Upload, User

STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = 3, 4, 5, 6, 7, 8, 9, 10, 11
TYPES: dict[int, tuple[type, ...]] = {
    STRING: (str,),
    INTEGER: (int,),
    BOOLEAN: (bool,),
    USER: (User,),
    CHANNEL: (Channel,),
    ROLE: (Role,),
    MENTIONABLE: (User, Role),
    NUMBER: (int, float),
    ATTACHMENT: (Upload,),
}
SAFE = 2**53  # whole numbers of a client lie within


class Refused(Exception):  # noqa: N818 - it is what happens, not an error of ours
    """What the client does not let this person do."""


@dataclass
class Filled:
    """A command in the making."""

    service: Service
    channel: Channel
    resolved: dict[str, Json] = field(default_factory=lambda: defaultdict(dict))


def find(service: Service, channel: Channel, user: User, kind: int, name: str) -> Json:
    """The command of that name, as far as this member is shown it."""
    scopes = [channel.guild.id, ""] if channel.guild else [""]
    found = next((one for scope in scopes if (one := service.commands[scope].get((kind, name)))), None)
    if found is None:
        raise Refused(f"{name} is not registered")
    if not fits(found, channel):
        raise Refused(f"{name} cannot be used here")
    needed = found["default_member_permissions"]
    if needed is not None and channel.guild is not None:
        have = rights(channel.guild, user.id, channel)
        if int(needed) & ~have or (int(needed) == 0 and not have & 8):
            raise Refused(f"{name} is hidden from this member")
    return found


def fill(
    service: Service, channel: Channel, user: User, path: str, given: Json, *, focused: str = ""
) -> Json:
    """The data of an interaction for a path of words and its options."""
    name, *words = path.split()
    command = find(service, channel, user, SLASH, name)
    chain, known = _descend(command, words)
    if strange := set(given) - {one["name"] for one in known}:
        raise Refused(f"/{path} has no option {', '.join(sorted(strange))}")
    filled = Filled(service, channel)
    options = [_option(filled, one, given[one["name"]], focused) for one in known if one["name"] in given]
    for one in known:
        if one.get("required") and one["name"] not in given and not focused:
            raise Refused(f"option {one['name']} of /{path} is required")
    for one in reversed(chain):
        options = [{"name": one["name"], "type": one["type"], "options": options}]
    data: Json = {"id": command["id"], "name": name, "type": SLASH, "options": options}
    return data | {"resolved": dict(filled.resolved)} | _scope(command)


def _scope(command: Json) -> Json:
    return {"guild_id": command["guild_id"]} if "guild_id" in command else {}


def _descend(command: Json, words: list[str]) -> tuple[list[Json], list[Json]]:
    chain: list[Json] = []
    known: list[Json] = command.get("options") or []
    for word in words:
        step = next(
            (one for one in known if one["name"] == word and one["type"] in (SUBCOMMAND, GROUP)), None
        )
        if step is None:
            raise Refused(f"/{command['name']} has no {word}")
        chain.append(step)
        known = step.get("options") or []
    if any(one["type"] in (SUBCOMMAND, GROUP) for one in known):
        raise Refused(f"/{command['name']} needs one of {', '.join(one['name'] for one in known)}")
    return chain, known


def _option(filled: Filled, known: Json, value: Any, focused: str) -> Json:
    data: Json = {"name": known["name"], "type": known["type"]}
    if focused == known["name"]:
        if not known.get("autocomplete"):
            raise Refused(f"{focused} is not completed")
        return data | {"value": value, "focused": True}
    value = getattr(value, "user", value)  # an actor stands for their account
    wrong = isinstance(value, bool) and known["type"] != BOOLEAN
    if wrong or not isinstance(value, TYPES[known["type"]]):
        raise Refused(f"{value!r} does not fit option {known['name']}")
    if isinstance(value, Thing | Upload):
        return data | {"value": _resolve(filled, known, value)}
    _check_value(known, value)
    return data | {"value": value}


def _check_value(known: Json, value: Any) -> None:
    name = known["name"]
    if known.get("choices") and value not in [one["value"] for one in known["choices"]]:
        raise Refused(f"{value!r} is not a choice of {name}")
    if isinstance(value, str):
        if not known.get("min_length", 1) <= len(value) <= known.get("max_length", 6000):
            raise Refused(f"{name} is too short or too long")
    elif not known.get("min_value", -SAFE) <= value <= known.get("max_value", SAFE):
        raise Refused(f"{name} is out of range")


def _resolve(filled: Filled, known: Json, value: Thing | Upload) -> str:
    guild = filled.channel.guild
    if isinstance(value, Upload):
        return _upload(filled, value)
    if isinstance(value, Channel):
        if known.get("channel_types") and value.kind not in known["channel_types"]:
            raise Refused(f"{value.name} is not a channel for {known['name']}")
        have = str(rights(guild, filled.service.bot.id, value)) if guild else "0"
        filled.resolved["channels"][value.id] = value.data | {"permissions": have}
    elif isinstance(value, Role):
        filled.resolved["roles"][value.id] = value.data
    else:
        resolve_user(filled.resolved, filled.channel, value)
    return value.id


def resolve_user(resolved: dict[str, Json], channel: Channel, user: Thing) -> None:
    """Put somebody's account, and membership where there is one, among the resolved things."""
    resolved["users"][user.id] = user.data
    guild = channel.guild
    if guild is not None and user.id in guild.members:
        member = {key: value for key, value in guild.members[user.id].items() if key != "user"}
        resolved["members"][user.id] = member | {"permissions": str(rights(guild, user.id, channel))}


def _upload(filled: Filled, file: Upload) -> str:
    if len(file.content) > LARGEST:
        raise Refused(f"{file.name} is too large")
    data = store(filled.service, filled.channel, file, {}) | {"ephemeral": True}
    filled.resolved["attachments"][data["id"]] = data
    return str(data["id"])

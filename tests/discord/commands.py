"""Registering application commands, with every limit that Discord puts on them."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator

from tests.discord.errors import ApiError, FormError
from tests.discord.service import Service
from tests.discord.things import Channel, Json, bare

SLASH, USER_MENU, MESSAGE_MENU = 1, 2, 3
MOST = {SLASH: 100, USER_MENU: 15, MESSAGE_MENU: 15}
SIZE = 8000  # characters of one command with everything in it
SUBCOMMAND, GROUP = 1, 2
COMBINING = ("DEVANAGARI", "THAI")  # scripts whose combining signs a name may hold


def register(service: Service, scope: str, body: list[Json]) -> list[Json]:
    """Replace the commands of a guild, or with '' those of everywhere; a command that stays keeps its id."""
    check(body)
    old = service.commands[scope]
    fresh = {(one.get("type") or SLASH, one["name"]): one for one in body}
    service.commands[scope] = {key: _made(service, scope, one, old.get(key)) for key, one in fresh.items()}
    service.beat()
    return list(service.commands[scope].values())


def _made(service: Service, scope: str, draft: Json, old: Json | None) -> Json:
    needed = draft.get("default_member_permissions")
    data: Json = {"id": old["id"] if old else service.snowflake(), "application_id": service.bot.id}
    data |= {"version": service.snowflake(), "type": draft.get("type") or SLASH, "name": draft["name"]}
    data |= {"description": draft.get("description") or "", "nsfw": bool(draft.get("nsfw"))}
    data |= {"default_member_permissions": None if needed is None else str(needed)}
    data |= {"integration_types": draft.get("integration_types") or [0], "contexts": draft.get("contexts")}
    data |= {"name_localizations": draft.get("name_localizations")}
    data |= {"description_localizations": draft.get("description_localizations")}
    if draft.get("options"):
        data["options"] = bare(draft["options"])
    return data | (
        {"guild_id": scope} if scope else {"dm_permission": draft.get("dm_permission") is not False}
    )


def fits(command: Json, channel: Channel) -> bool:
    """Whether a command can be used in such a place."""
    here = 0 if channel.guild else 1
    if command.get("contexts") is not None:
        return here in command["contexts"]
    return here == 0 or bool(command.get("dm_permission", False))


def check(body: list[Json]) -> None:
    """Refuse a set of commands of which Discord would refuse one."""
    kinds = Counter(one.get("type") or SLASH for one in body)
    if any(count > MOST[kind] for kind, count in kinds.items()):
        raise ApiError(400, 30032, f"Maximum number of application commands reached ({MOST[SLASH]}).")
    for at, one in enumerate(body):
        kind = one.get("type") or SLASH
        if kind == SLASH:
            _check_slash(str(at), one)
        elif one.get("description") or one.get("options") or not one["name"].strip():
            raise FormError(
                f"{at}/description", "Must be empty for context menus", "APPLICATION_COMMAND_INVALID"
            )
    names = Counter((one.get("type") or SLASH, one["name"]) for one in body)
    if any(count > 1 for count in names.values()):
        raise FormError("", "Application command names must be unique", "APPLICATION_COMMANDS_DUPLICATE_NAME")


def _check_slash(path: str, one: Json) -> None:
    _check_named(path, one)
    _check_options(path, one.get("options") or [], depth=0)
    if sum(_sizes(one)) > SIZE:
        raise FormError(path, f"Command exceeds maximum size ({SIZE})", "APPLICATION_COMMAND_TOO_LARGE")


def _check_named(path: str, one: Json) -> None:
    for name in (one["name"], *(one.get("name_localizations") or {}).values()):
        if not valid(name):
            raise FormError(
                f"{path}/name", f"Command name {name!r} is invalid", "APPLICATION_COMMAND_INVALID_NAME"
            )
    if not (one.get("description") or "").strip():
        raise FormError(f"{path}/description", "This field is required", "BASE_TYPE_REQUIRED")


def valid(name: str) -> bool:
    r"""The expression ^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$, in lower case where there is one."""
    return 1 <= len(name) <= 32 and name == name.lower() and all(_fits_name(sign) for sign in name)


def _fits_name(sign: str) -> bool:
    script = unicodedata.name(sign, "").startswith(COMBINING)
    return sign in "-_'" or unicodedata.category(sign)[0] in "LN" or script


def _check_options(path: str, options: list[Json], depth: int) -> None:
    if len(options) > 25:
        raise FormError(f"{path}/options", "Must be 25 or fewer in length.")
    nested = [one["type"] in (SUBCOMMAND, GROUP) for one in options]
    deep = any(one["type"] == GROUP for one in options) and depth > 0
    if (any(nested) and not all(nested)) or deep or (any(nested) and depth > 1):
        raise FormError(
            f"{path}/options", "Sub-commands cannot stand here", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"
        )
    required = [bool(one.get("required")) for one in options]
    if required != sorted(required, reverse=True):
        code = "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"
        raise FormError(
            f"{path}/options", "Required options must be placed before non-required options", code
        )
    if len({one["name"] for one in options}) < len(options):
        code = "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS"
        raise FormError(f"{path}/options", "Option name already exists", code)
    for at, one in enumerate(options):
        _check_option(f"{path}/options/{at}", one, depth)


def _check_option(path: str, one: Json, depth: int) -> None:
    _check_named(path, one)
    choices = one.get("choices") or []
    if one["type"] == GROUP and not one.get("options"):
        raise FormError(f"{path}/options", "This field is required", "BASE_TYPE_REQUIRED")
    if choices and one.get("autocomplete"):
        raise FormError(
            f"{path}/autocomplete",
            "Choices and autocomplete exclude each other",
            "APPLICATION_COMMAND_INVALID",
        )
    if len(choices) > 25 or len({one["name"] for one in choices}) < len(choices):
        raise FormError(f"{path}/choices", "Must be 25 or fewer, with different names")
    if any(isinstance(choice["value"], str) and not 1 <= len(choice["value"]) <= 100 for choice in choices):
        raise FormError(f"{path}/choices", "Must be between 1 and 100 in length.")
    _check_options(path, one.get("options") or [], depth + 1)


def _sizes(one: Json) -> Iterator[int]:
    for key in ("name", "description"):
        yield max(map(len, (one.get(key) or "", *(one.get(f"{key}_localizations") or {}).values())))
    for choice in one.get("choices") or ():
        yield from _sizes(choice)
        yield len(str(choice["value"]))
    for option in one.get("options") or ():
        yield from _sizes(option)

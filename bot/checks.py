"""What must hold before a handler runs: a founded community, a role, and arguments that can be read."""

from __future__ import annotations

from typing import Any, cast

from bot import values
from bot.command import HOST, MEMBER, MODERATOR, Call, Context, Event, Spec
from rules.errors import Refusal
from rules.wording import listed
from storage import communities
from storage.store import Look

NOWHERE = "No community lives here yet. Whoever administers this place can found one with `setup`."


def facts(event: Event) -> frozenset[str]:
    """What a platform says somebody is."""
    return frozenset({MEMBER, *([HOST] if event.hosts else ()), *([MODERATOR] if event.moderates else ())})


async def lives(look: Look | None, spec: Spec) -> None:
    """Most commands need a community that has been founded."""
    if spec.founds:
        return
    if look is None:
        raise Refusal(NOWHERE)
    if not (await communities.get(look)).running:
        raise Refusal("This community is still being founded; its first commands work after `setup finish`.")


def permitted(spec: Spec, ctx: Context) -> None:
    if not ctx.roles & set(spec.roles):
        raise Refusal(
            f"Only {listed([ROLE_NAMES.get(role, f'a {role}') for role in spec.roles], 'or')} may do that."
        )


ROLE_NAMES = {HOST: "whoever administers this place", "admin": "an admin"}


async def arguments(spec: Spec, call: Call, ctx: Context, look: Look | None) -> dict[str, Any]:
    given = dict(call.args)
    if stray := set(given) - {param.name for param in spec.params}:
        raise Refusal(f"`{spec.name}` takes no {min(stray)}. Usage: `{spec.usage}`.")
    if lacking := next((one for one in spec.params if one.required and one.name not in given), None):
        raise Refusal(f"Please add {lacking.name} ({lacking.arg.about}). Usage: `{spec.usage}`.")
    return {
        one.name: await values.read(one, given[one.name], ctx, cast(Look, look))
        for one in spec.params
        if one.name in given
    }

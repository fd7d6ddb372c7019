"""Documentation made from the declarations, so that it cannot fall behind them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import cast

from bot import config, law
from bot.app import COGS, load
from bot.command import HOST, Param, Spec
from bot.deps import Deps
from bot.table import Table
from bot.values import LONGEST_TEXT, kind_of
from rules import parameters
from rules.wording import listed
from storage.store import Store

ROOT = Path(__file__).parent.parent
LAW = ROOT / "docs" / "rules.md"
ROLES = {HOST: "whoever administers the place", "member": "everybody"}


def table() -> Table:
    """The registry alone, without a database behind it."""
    deps = Deps()
    deps.table = Table(cast(Store, None), [load(name, deps) for name in COGS])
    return deps.table


def texts() -> dict[Path, str]:
    """Every generated file with its text."""
    return {
        ROOT / "docs" / "commands.md": commands(table()),
        ROOT / "docs" / "parameters.md": registry(),
        LAW: law.filled(LAW.read_text(encoding="utf-8")),
        ROOT / "config.example.toml": config.example(),
    }


def write() -> None:
    for path, text in texts().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


def stale() -> list[str]:
    """The names of the generated files that do not say what the declarations say."""
    return [
        str(path.relative_to(ROOT))
        for path, text in texts().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]


def commands(registered: Table) -> str:
    head = (
        "# Commands\n\nThe same words work everywhere: `/word` on Discord, `!dao word` or a mention on Matrix, and the bare word "
        "in the terminal.\nOptional arguments stand in [brackets]; in typed commands they may be named, as in `hours=3`.\n"
        "*Asks first*: shows privately what would happen and acts when you press Confirm. *Private*: only you see the answer.\n"
    )
    specs = sorted(registered.specs.values(), key=lambda spec: spec.path)
    groups = groupby(specs, key=lambda spec: spec.path[0])
    return head + "".join(f"\n## {name}\n{''.join(map(section, group))}" for name, group in groups)


def section(spec: Spec) -> str:
    who = listed([ROLES.get(role, role) for role in spec.roles], "or")
    marks = {
        "asks first": spec.confirm,
        "private": spec.private,
        "form": spec.form,
        "also on a message": spec.on_message,
        "before founding too": spec.founds,
    }
    flags = ", ".join(name for name, is_so in marks.items() if is_so)
    arguments = "".join(
        f"- `{param.name}` {'' if param.required else '(optional) '}{describe(param)}\n"
        for param in spec.params
    )
    opens = listed([f"`{word} …`" for word in spec.opens], "or")
    written = (
        f"Where the operator lets messages be read, a message that begins {opens} does this too.\n"
        if opens
        else ""
    )
    return f"\n### `{spec.usage}`\n{spec.about} *For {who}{f'; {flags}' if flags else ''}.*\n{written}{arguments}"


def describe(param: Param) -> str:
    """An argument in words: what it is about, its type and its bounds."""
    return f"{param.arg.about} ({', '.join(bounds(param))})"


def bounds(param: Param) -> Iterator[str]:
    if param.choices:
        yield f"one of {', '.join(param.choices)}"
        return
    yield kind_of(param).name
    if param.arg.ge is not None or param.arg.le is not None:
        yield (
            f"from {param.arg.ge} to {param.arg.le}"
            if param.arg.le is not None
            else f"at least {param.arg.ge}"
        )
    if param.type is str:
        yield f"at most {param.arg.most or LONGEST_TEXT:,} characters"
    elif param.arg.most:
        yield f"at most {param.arg.most}"


def registry() -> str:
    """The table of parameters with their bounds and presets."""
    return parameters.document()

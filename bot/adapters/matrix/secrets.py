"""Files that only the operator can read: the access token and the keys of the bot's own identity."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from bot.surface import FatalError


def read(file: Path) -> dict[str, str]:
    """What is kept, {} if nothing is; FatalError where others could read it, or it is damaged."""
    if not file.exists():
        return {}
    if file.stat().st_mode & 0o077:
        raise FatalError(f"Others can read {file}, which opens the bot's account: run `chmod 600` on it.")
    try:
        found: Any = json.loads(file.read_text(encoding="utf-8"))
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise FatalError(
            f"{file} is damaged: put back a copy of it, or delete it and log in with the password."
        )
    return {str(name): str(value) for name, value in found.items()}


def write(file: Path, facts: dict[str, str]) -> None:
    """Keep something; the file is whole or not there, and never readable to others."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = file.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        json.dump(facts, out)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(file)


def lock(folder: Path) -> None:
    """Keep every file of a folder from others."""
    for one in folder.glob("*"):
        if one.stat().st_mode & 0o077:
            one.chmod(0o600)

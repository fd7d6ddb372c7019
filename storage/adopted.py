"""The prompts a community has adopted: that of genesis, and one for each decision; their texts are blobs (REWARDS 2)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete

from rules.errors import Refusal
from storage import blobs, ledger

if TYPE_CHECKING:
    from rules.ledger import Entry
    from storage.store import Change, Look

KIND = "prompt"  # of proposals, and of entries
SHORTEST = 4  # digits of a hash that tell which is meant


@dataclass(frozen=True, slots=True)
class Version:
    """A prompt that was adopted; `proposal` is 0 where it came with genesis, `curve` "" where a parameter says it."""

    number: int
    hash: str
    before: str
    curve: str
    settings: Any
    proposal: int
    entry: int
    at: datetime


async def versions(look: Look) -> list[Version]:
    """Every version, the oldest first; the last is the one that was decided on last."""
    first = await ledger.find(look, "genesis")
    begun = [first] if first and "prompt" in first.data else []
    entries = [*begun, *await ledger.decisions(look, KIND)]
    return [_version(number, entry) for number, entry in enumerate(entries, 1)]


def _version(number: int, entry: Entry) -> Version:
    data = entry.data
    facts = data.get("before", ""), data.get("curve", ""), data.get("settings", {}), data.get("proposal", 0)
    return Version(number, data["prompt"], *facts, entry.number, entry.at)


async def now(look: Look) -> Version:
    """The prompt that was decided on last; Refusal before there is a community."""
    found = await versions(look)
    if not found:
        raise Refusal("There is no prompt yet; `setup finish` founds the community with the shipped one.")
    return found[-1]


async def at(look: Look, begins: datetime) -> Version | None:
    """The prompt that judges a month: the last one that was decided on before the month began, else the first."""
    found = await versions(look)
    return next((one for one in reversed(found) if one.at < begins), found[0] if found else None)


async def curve(look: Look, one: Version | None, value: str) -> str:
    """How scores become shares: as the prompt was adopted with, unless the parameter was decided on later."""
    later = [
        entry for entry in await ledger.decisions(look, "parameter") if entry.data["name"] == "reward_curve"
    ]
    overruled = bool(later) and one is not None and later[-1].number > one.entry
    return value if one is None or not one.curve or overruled else one.curve


async def find(look: Look, wanted: str) -> Version:
    """A version by its number, or by the first digits of its hash; Refusal where none, or several, are meant."""
    found, typed = await versions(look), wanted.strip().lower().removeprefix("v")
    if typed.isdecimal() and 0 < int(typed) <= len(found):
        return found[int(typed) - 1]
    same = {one.hash: one for one in found if len(typed) >= SHORTEST and one.hash.startswith(typed)}
    if len(same) == 1:
        return next(iter(same.values()))
    if same:
        raise Refusal(f"Several versions begin with {typed[:20]}; write more of the hash.")
    raise Refusal(f"There is no version {typed[:20]} of the prompt; `prompt history` lists those there are.")


async def text(look: Look, mark: str) -> str:
    """What a prompt says; Refusal where it is not kept here."""
    kept = await blobs.get(look, mark)
    if kept is None:
        raise Refusal(f"The text of prompt {mark[:12]} is not kept here.")
    return kept.decode()


async def adopt(change: Change, payload: Any, proposal: int) -> Version:
    """Let a prompt judge the months that begin from now on, and book that."""
    before, why = await now(change), f"proposal/{proposal}"
    data = {name: payload[name] for name in ("prompt", "settings", "curve")}
    data |= {"before": before.hash, "proposal": proposal}
    data |= {"trial": payload["trial"]} if "trial" in payload else {}
    await ledger.post(change, f"{why}/prompt", KIND, by=0, why=why, data=data)
    return await now(change)


async def verify(look: Look) -> str:
    """The first adopted prompt that does not say what was decided, in words, or nothing."""
    for one in await versions(look):
        kept = await blobs.get(look, one.hash)
        if hashlib.sha256(kept or b"").hexdigest() != one.hash and (kept is not None or one.proposal):
            return f"Version {one.number} of the prompt is not what was adopted in entry {one.entry}."
    return ""


async def drop(change: Change, marks: Iterable[str]) -> None:
    """Erase texts that were proposed and never adopted (RULES 7)."""
    held = {one.hash for one in await versions(change)}
    gone = sorted(set(marks) - held)
    if gone:
        mine = blobs.blob.c.community == change.community, blobs.blob.c.hash.in_(gone)
        await change.run(delete(blobs.blob).where(*mine))

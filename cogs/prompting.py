"""What a proposal for another prompt would do: checked by the linter, shown by its changes, adopted (RULES 4, REWARDS 2)."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bot.card import CHAIN, Card, File
from cogs import counting
from prompts import placeholders
from rules import charter, linter
from rules.errors import Refusal
from rules.ledger import SHOWN
from rules.wording import count
from storage import adopted, blobs, members, runs, trials

if TYPE_CHECKING:
    from bot.command import Attachment
    from storage.adopted import Version
    from storage.proposals import Proposal
    from storage.store import Change, Look
    from storage.trials import Trial

KIND, TOPIC = adopted.KIND, "proposals"
SIGNS = {"-": "–", "+": "+"}
LARGEST = 65_536  # bytes of a file
BRIEF = 12  # changed lines that a card shows; the file has the whole text
NO_MODEL = "It waits for its trial: prompts are tried on a model before votes are cast, and no model is configured here."
NO_TRIAL = (
    "It waits for its trial, which compares it with the prompt in force; no vote opens until it has passed."
)


async def payload(
    look: Look, text: str, curve: str, settings: Mapping[str, str] = MappingProxyType({})
) -> dict[str, Any]:
    """What a proposal for this prompt would do; Refusal with all that the linter finds.

    What judged months here before is known to be sound, so it is not looked at again.
    """
    mark = charter.mark(text)
    if all(one.hash != mark for one in await adopted.versions(look)):
        names = [name for name, _ in await members.called(look)]
        found = await asyncio.to_thread(
            linter.check, text, holes=placeholders.NAMES, names=names
        )  # half a second
        if found:
            raise Refusal(linter.told(found))
    asked = {"prompt": mark, "settings": dict(settings), "curve": curve}
    await check(look, asked)
    return asked


async def last(look: Look, one: Proposal) -> Trial | None:
    """The trial of what a proposal says now."""
    found = [each for each in await trials.of(look, one.id) if each.state != trials.STOPPED]
    return next((each for each in reversed(found) if same(each, one)), None)


def same(tried: Trial, one: Proposal) -> bool:
    """Whether a trial is of what a proposal says now."""
    return (tried.prompt, tried.curve) == (one.payload.get("prompt"), one.payload.get("curve"))


async def reworded(look: Look, one: Proposal, text: str) -> dict[str, Any]:
    """What a proposal would do with another text; Refusal where it has had all its trials."""
    asked = await payload(look, text, one.payload["curve"], one.payload["settings"])
    if (
        await last(look, replace(one, payload=asked)) is None
        and await trials.made(look, one.id) >= trials.MOST
    ):
        raise Refusal(f"Proposal #{one.id} has had its three trials; what is learned can be proposed anew.")
    return asked


async def untried(look: Look, one: Proposal, *, model: bool) -> str:
    """Why no vote opens on a prompt yet; nothing where it may. The way back needs no trial: it has judged months here."""
    if one.kind != KIND or await counting.returns(look, one.payload):
        return ""
    tried = await last(look, one)
    if tried and tried.state == trials.PASSED:
        return ""
    return NO_TRIAL if model else NO_MODEL


async def spent(look: Look, one: Proposal) -> bool:
    """Whether what a proposal says now was tried and did not pass, so that only an edit brings it further."""
    tried = await last(look, one) if one.kind == KIND and one.payload else None
    return tried is not None and tried.over and tried.state != trials.PASSED


async def bound(look: Look, one: Proposal) -> dict[str, str]:
    """The hash of the report that a vote on a prompt rests on; nothing for other kinds."""
    tried = await last(look, one) if one.kind == KIND else None
    return {"trial": tried.report} if tried and tried.report else {}


async def check(look: Look, asked: Mapping[str, Any]) -> None:
    """Refusal where it would change nothing."""
    now = await adopted.now(look)
    if (now.hash, now.curve, now.settings) == (asked["prompt"], asked["curve"], asked["settings"]):
        raise Refusal("That is the prompt already; `prompt show` reads it.")


async def changes(look: Look, text: str) -> list[str]:
    """How a text differs from the prompt that was decided on last, sentence by sentence."""
    return spelled(await adopted.text(look, (await adopted.now(look)).hash), text)


def spelled(before: str, after: str) -> list[str]:
    """What differs between two prompts; a text may begin with signs, so ours stand apart from it."""
    return [f"{SIGNS[line[0]]} {line[1:]}" for line in charter.changes(before, after)]


async def body(look: Look, one: Proposal) -> str:
    """What the card of a proposal says: of a prompt the changes in short, where they still can be read."""
    if one.kind != KIND or not one.text:
        return one.text
    if not one.live:
        return "The file has the whole text."
    return brief(await changes(look, one.text)) or "The text stays as it is."


def brief(found: Sequence[str]) -> str:
    """The first changes, of what goes and of what comes the same number."""
    some = [
        line for sign in SIGNS.values() for line in [one for one in found if one[0] == sign][: BRIEF // 2]
    ]
    left = len(found) - len(some)
    return "\n".join(
        [*some, *([f"… and {count(left, 'more change')}; the file has the whole text"] if left else [])]
    )


def files(one: Proposal) -> tuple[File, ...]:
    """The whole text of a proposed prompt, by the hash under which it is kept."""
    if one.kind != KIND or not one.text:
        return ()
    return (
        File(
            f"prompt-{one.payload['prompt'][:SHOWN]}.md", blob=one.payload["prompt"], alt="the whole prompt"
        ),
    )


async def handed(look: Look, card: Card) -> Card:
    """A card with the texts of its files in it, as an answer needs them."""
    read = [replace(one, data=await blobs.get(look, one.blob) or b"", blob="") for one in card.files]
    return replace(card, files=tuple(read))


async def lines(look: Look, one: Proposal) -> list[tuple[str, str]]:
    """Against what it is shown, from when it would judge, and its hash."""
    if not one.payload:
        return []  # erased
    now, mark = await adopted.now(look), one.payload["prompt"]
    against = [("Changes", f"against version {now.number}, which was decided on last")] if one.live else []
    curve = [("Curve", one.payload["curve"])] if one.payload["curve"] else []
    choice = one.payload["settings"].get("model", "")
    whom = (
        f"the model setting {choice}, one of the operator's" if choice else "the model the operator has set"
    )
    judges = ("Judges", f"the months that begin after it was carried out, asked of {whom}")
    unread = [("Language", linter.UNREAD)] if one.live and linter.unread(one.text) else []
    return [
        *against,
        *([judges] if one.live else []),
        *unread,
        *curve,
        ("Prompt", mark[:SHOWN]),
        *await _tried(look, one),
    ]


async def _tried(look: Look, one: Proposal) -> list[tuple[str, str]]:
    """Where the trial of what it says now stands."""
    tried = await last(look, one)
    if tried is None:
        return []
    if not tried.over:
        so_far = f"; so far {tried.fault}" if tried.fault else ""
        return [("Trial", f"under way{so_far}" if tried.model else "has not begun")]
    return [("Trial", f"{tried.state}, report {tried.report[:SHOWN]}; `prompt trial {tried.id}` reads it")]


async def act(change: Change, one: Proposal) -> str:
    """Adopt the prompt, and post what has changed."""
    found = await changes(change, await adopted.text(change, one.payload["prompt"]))
    made = await adopted.adopt(change, one.payload | await bound(change, one), one.id)
    facts = (("By", f"proposal #{one.id}"), ("Prompt", made.hash[:SHOWN]), (CHAIN, change.head[:SHOWN]))
    card = Card(
        "\n".join(found), title=f"The prompt, version {made.number}", fields=facts, files=(whole(made),)
    )
    await change.say(TOPIC, card)
    first = (await runs.this_month(change)).next()
    how = f"`prompt diff {made.number - 1}` shows how it differs"
    return f"Version {made.number} of the prompt judges from {first.title} on; {how}."


def whole(one: Version) -> File:
    """The text of a version as a file."""
    return File(f"prompt-{one.number}.md", blob=one.hash, alt=f"the prompt, version {one.number}")


def read(file: Attachment) -> str:
    """The text of a file; Refusal where it is none."""
    if not 0 < len(file.data) <= LARGEST:
        raise Refusal(
            f"{file.name} is empty, or larger than 64 kB; a prompt has at most {linter.LONGEST:,} characters."
        )
    try:
        return file.data.decode("utf-8-sig").replace("\r\n", "\n").strip()
    except UnicodeDecodeError:
        raise Refusal(f"{file.name} is no text in UTF-8; save the prompt as an .md file.") from None


def either(text: str, file: Attachment | None) -> str:
    """What was typed, or what a file says; Refusal unless it is one of the two."""
    if bool(text.strip()) == bool(file):
        raise Refusal("Type the new text, or attach it as an .md file.")
    return read(file) if file else text

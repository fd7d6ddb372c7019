"""What the model is told that judges a month: the prompt, what it has said, and proposals for another (REWARDS 2)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Literal

from bot.card import Card
from bot.command import Arg, Attachment, Cog, Context, command
from cogs import prompting
from cogs.proposals import Title, draft
from rules import linter, moments
from rules.errors import Refusal
from rules.ledger import SHOWN
from rules.wording import listed
from storage import adopted, communities, members, runs
from storage import proposals as store

if TYPE_CHECKING:
    from bot.deps import Deps
    from storage.adopted import Version
    from storage.store import Change, Look

Which = Annotated[str, Arg("number of a version, or how its hash begins", most=64)]
Curve = Literal["linear", "root"]


class Prompt(Cog):
    """It begins as the shipped one; each later version was voted for."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("prompt show")
    async def show(self, ctx: Context, look: Look, version: Which = "") -> Card:
        """Read the prompt that months are judged by."""
        one = await adopted.find(look, version) if version else await adopted.now(look)
        text = await adopted.text(look, one.hash)
        facts = [("Since", await since(look, one)), *await judges(look, one), ("SHA-256", one.hash)]
        facts += [("Curve", one.curve)] if one.curve else []
        facts += [("Model setting", one.settings["model"])] if one.settings else []
        file = replace(prompting.whole(one), data=text.encode(), blob="")
        body = f"```\n{text.strip()}\n```"  # letter by letter, as the model gets it
        return Card(body, title=f"The prompt, version {one.number}", fields=tuple(facts), files=(file,))

    @command("prompt history")
    async def history(self, ctx: Context, look: Look) -> Card:
        """Show which prompts there were, the newest first."""
        found = await adopted.versions(look)
        lines = [
            f"- Version {one.number}: {await since(look, one)}, {one.hash[:SHOWN]}" for one in reversed(found)
        ]
        body = "\n".join(lines) or "There is no prompt yet."
        return Card(body, title="Versions of the prompt")

    @command("prompt diff")
    async def diff(self, ctx: Context, look: Look, version: Which, other: Which = "") -> Card:
        """Compare a version with the newest, or with another one."""
        old = await adopted.find(look, version)
        new = await adopted.find(look, other) if other else await adopted.now(look)
        found = prompting.spelled(await adopted.text(look, old.hash), await adopted.text(look, new.hash))
        if not found:
            raise Refusal("Both say the same; `prompt history` lists the versions there are.")
        return Card("\n".join(found), title=f"The prompt, from version {old.number} to {new.number}")

    @command("prompt propose", form=True, confirm=True)
    async def propose(
        self,
        ctx: Context,
        change: Change,
        title: Title,
        text: Annotated[str, Arg("all that it says then", rest=True, most=linter.LONGEST)] = "",
        *,
        file: Annotated[Attachment | None, Arg("or the text as an .md file")] = None,
        version: Annotated[str, Arg("or an earlier version to go back to", most=64)] = "",
        curve: Annotated[Curve | None, Arg("how scores become shares from then on, if not as now")] = None,
        model: Annotated[
            str, Arg("one of the operator's model settings, if not the usual one", most=30)
        ] = "",
    ) -> Card:
        """Propose another prompt; it is checked, tried on a model, and then voted on."""
        wanted = await said(change, text, file, version)
        asked = await prompting.payload(change, wanted, curve or "", self._offered(model))
        return await draft(change, ctx.me, prompting.KIND, title, wanted, asked)

    def _offered(self, model: str) -> dict[str, str]:
        """The settings of a payload; Refusal for a model setting that is not on the operator's list."""
        if model and model not in self.deps.choices:
            there = listed(sorted(self.deps.choices))
            offers = (
                f"the operator offers {there}" if there else "the operator offers none beside the usual one"
            )
            raise Refusal(f"There is no model setting {model!r} here; {offers}.")
        return {"model": model} if model else {}


async def said(look: Look, text: str, file: Attachment | None, version: str) -> str:
    """The text that is proposed: typed, from a file, or that of an earlier version; Refusal unless it is one of these."""
    given = [one for one in (text.strip(), file, version) if one]
    if len(given) != 1:
        raise Refusal(
            "Give the text of the prompt, attach it as an .md file, or name a version to go back to."
        )
    if version:
        return await adopted.text(look, (await adopted.find(look, version)).hash)
    return prompting.read(file) if file else text.replace("\r\n", "\n").strip()


async def since(look: Look, one: Version) -> str:
    """`by proposal #4 of ana, 3 Nov 2026, 09:00 UTC`."""
    when = moments.when(one.at, moments.zone((await communities.get(look)).zone))
    if not one.proposal:
        return f"as the community began, {when}"
    by = await members.name(look, (await store.get(look, one.proposal)).by)
    return f"by proposal #{one.proposal} of {by}, {when}"


async def judges(look: Look, one: Version) -> list[tuple[str, str]]:
    """Whether it is the one that judges this month, or the next."""
    month, zone = await runs.this_month(look), await runs.zone(look)
    if one == await adopted.at(look, month.start(zone)):
        return [("Judges", month.title)]
    if one == await adopted.at(look, month.next().start(zone)):
        return [("Judges", f"the months from {month.next().title} on")]
    return []

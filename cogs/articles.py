"""The charter in cards, and what a proposal to amend it would do: checked, shown, done (RULES 4)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.card import CHAIN, Card
from rules import charter as rules
from rules.charter import Article, changes
from rules.errors import Refusal
from rules.ledger import SHOWN
from storage import charter

if TYPE_CHECKING:
    from storage.charter import Version
    from storage.proposals import Proposal
    from storage.store import Change, Look

KIND, TOPIC = "charter", "proposals"
SHIPPED = Path(rules.__file__).with_suffix(".md")
SIGNS = {"-": "Takes out", "+": "Puts in"}
ERASED = "(erased because its author left)"


async def begin(change: Change, name: str, token: str, purpose: str) -> str:
    """Adopt the shipped charter in a community's own words; its hash, which an entry books."""
    shipped = rules.read(SHIPPED.read_text(encoding="utf-8"))
    return await charter.adopt(change, [rules.filled(one, name, token, purpose) for one in shipped])


def title(one: Version) -> str:
    """`3. The token`."""
    return f"{one.article}. {one.name or ERASED}"


def page(found: list[Version]) -> str:
    """The whole charter as one text."""
    return "\n\n".join(f"## {title(one)}\n\n{one.text}" for one in found) + "\n"


async def payload(look: Look, number: int, name: str, text: str) -> dict[str, Any]:
    """What a proposal to amend an article, or to add one as number 0, would do; Refusal where it cannot.

    `article` and the `version` it starts from, its new `name` where it gets one, and the hash of its text.
    """
    rules.fits(text)
    before = await charter.get(look, number) if number else None
    if before and name in ("", before.name) and not changes(before.text, text):
        raise Refusal(f"Article {number} says that already; `charter show {number}` shows it.")
    found = {"article": number, "version": before.version if before else 0, "name": name}
    found |= {"hash": rules.mark(text)}
    await check(look, found)
    return found


async def check(look: Look, asked: Mapping[str, Any]) -> None:
    """Refusal where the charter cannot be amended like that today."""
    number, name = asked["article"], asked["name"]
    now = await charter.now(look)
    for one in now:
        if name and one.article != number and one.name.casefold() == name.casefold():
            raise Refusal(
                f"Article {one.article} is called {one.name}; amend that one, or take another name."
            )
    if not number and not name:
        raise Refusal("A new article needs a name, such as name=Guests.")
    if not number and len(now) >= rules.MOST:
        raise Refusal(f"A charter has at most {rules.MOST} articles; amend one of them.")
    if number:
        held = await charter.get(look, number)
        if rules.mark(held.text) == asked["hash"] and name in ("", held.name):
            raise Refusal(f"Article {number} says that already; `charter show {number}` shows it.")


async def lines(look: Look, one: Proposal) -> list[tuple[str, str]]:
    """Which article it is, and what would change in what holds now."""
    asked = one.payload
    if not asked:
        return []  # erased
    if not asked["article"]:
        return [("New article", asked["name"])]
    now = await charter.get(look, asked["article"])
    if not one.live:
        return [("Article", f"{now.article}. {asked['name'] or now.name}")]
    found = [("Article", f"{title(now)}, now version {now.version}")]
    if now.version > asked["version"]:
        found += [
            ("Careful", f"it was changed since version {asked['version']}, from which this was written")
        ]
    return [*found, *((SIGNS[said[0]], said[1:]) for said in _changes(now, one))]


def _changes(now: Version, one: Proposal) -> list[str]:
    """What would change in an article: its name, its sentences."""
    new = Article(one.payload["name"] or now.name, one.text)
    return changes(now.page, f"{new.name}\n{new.text}")


async def act(change: Change, one: Proposal) -> str:
    """Amend the charter as it is by now, and post what has changed."""
    asked = one.payload
    now = await charter.get(change, asked["article"]) if asked["article"] else None
    new = Article(asked["name"] or (now.name if now else ""), one.text)
    made = await charter.amend(change, asked["article"], new, by=one.by, proposal=one.id)
    said = "\n".join(changes(now.page if now else "", made.page))
    facts = (("Version", str(made.version)), ("By", f"proposal #{one.id}"), (CHAIN, change.head[:SHOWN]))
    await change.say(TOPIC, Card(said, title=f"Charter: {title(made)}", fields=facts))
    if now is None:
        return f"Article {made.article}, {made.name}, is part of the charter now."
    since = " It had changed since this was proposed." if now.version > asked["version"] else ""
    return (
        f"Article {made.article}, {made.name}, has changed; `charter diff {made.article}` shows how.{since}"
    )

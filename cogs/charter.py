"""What members can rely on: the charter, what it has said, and proposals to amend it (RULES 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from bot.card import CHAIN, Card, File
from bot.command import Arg, Cog, Context, alarm, command
from cogs import articles
from cogs.articles import ERASED, title
from cogs.proposals import draft
from cogs.work import total
from rules import charter as rules
from rules import moments
from rules.errors import Refusal
from rules.ledger import SHOWN
from rules.proposals import LONGEST_TITLE
from rules.wording import count
from storage import assets, charter, communities, founding, ledger

if TYPE_CHECKING:
    from bot.deps import Deps
    from storage.charter import Version
    from storage.store import Change, Look

PAGE, NEW = 20, "new"
Number = Annotated[int, Arg("number of the article", ge=1)]


class Charter(Cog):
    """It begins as the shipped one, and changes article by article."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("charter show")
    async def show(
        self,
        ctx: Context,
        look: Look,
        article: Annotated[int | None, Arg("number of one article; all of them if left out", ge=1)] = None,
    ) -> Card:
        """Read the charter, or one article of it."""
        if article:
            one = await charter.get(look, article)
            return Card(
                one.text, title=title(one), fields=(("Version", f"{one.version}, {await since(look, one)}"),)
            )
        found = await charter.now(look)
        listed = "\n".join(f"- {named(one)}{edition(one)}" for one in found)
        body = f"`charter show 1` reads one article, and the file has them all.\n{listed}"
        file = File("charter.md", articles.page(found).encode(), alt="the whole charter")
        return Card(body, title=f"Charter of {(await communities.get(look)).name}", files=(file,))

    @command("charter history")
    async def history(self, ctx: Context, look: Look) -> Card:
        """Show how the charter has changed, the newest change first."""
        every = await charter.every(look)
        later = sorted((one for one in every if one.proposal), key=lambda one: (one.at, one.proposal))
        lines = [
            f"- {named(one)}, version {one.version}: {await since(look, one)}" for one in reversed(later)
        ]
        first = [one for one in every if not one.proposal]
        begun = f"It began with {count(len(first), 'article')}."
        body = "\n".join(lines[:PAGE]) + total(len(lines), PAGE)
        return Card(f"{body}\n{begun}".strip(), title="How the charter changed")

    @command("charter diff")
    async def diff(
        self,
        ctx: Context,
        look: Look,
        article: Number,
        version: Annotated[int | None, Arg("which version; the newest if left out", ge=2)] = None,
    ) -> Card:
        """Compare a version of an article with the one before."""
        found = await charter.versions(look, article)
        if len(found) < 2:
            raise Refusal(f"Article {article} has never changed; `charter show {article}` reads it.")
        wanted = version or found[-1].version
        if wanted > len(found):
            raise Refusal(f"Article {article} has {len(found)} versions; ask for one of 2 to {len(found)}.")
        old, new = found[wanted - 2 : wanted]
        body = "\n".join(rules.changes(told(old), told(new)))
        return Card(
            body, title=f"{title(new)}, version {wanted}", fields=(("Since", await since(look, new)),)
        )

    @command("proposal charter", form=True, confirm=True)
    async def propose(
        self,
        ctx: Context,
        change: Change,
        article: Annotated[str, Arg("number of the article, or new", most=20)],
        text: Annotated[str, Arg("all that it says then", rest=True, most=rules.LONGEST)],
        name: Annotated[str, Arg("what it is called, if it is new or gets another name", most=60)] = "",
    ) -> Card:
        """Propose what an article of the charter says, or a new article."""
        number, name = place(article), " ".join(name.split())
        asked = await articles.payload(change, number, name, text)
        named = name if not number else name or (await charter.get(change, number)).name
        heading = f"Change article {number}, {named}" if number else f"New article: {named}"
        return await draft(change, ctx.me, articles.KIND, heading[:LONGEST_TITLE], text, asked)

    @alarm(charter.ADOPT)
    async def adopt(self, change: Change, subject: str) -> None:
        """A community that is older than the charter begins with the shipped one."""
        home, plan = await communities.get(change), await founding.planned(change) or {}
        token = (await assets.governance(change)).symbol
        mark = await articles.begin(change, home.name, token, plan.get("charter", ""))
        await ledger.post(change, "charter", charter.ADOPTED, by=0, why="charter", data={"charter": mark})
        told = (
            f"{home.name} has a charter now, in plain words: `charter show`. `proposal charter` changes it."
        )
        await change.say("general", Card(told, fields=((CHAIN, change.head[:SHOWN]),)))


def place(article: str) -> int:
    """The number that was typed, 0 for a new article; Refusal for anything else."""
    typed = article.strip().lower()
    if typed == NEW:
        return 0
    if not typed.isdecimal() or not int(typed):
        raise Refusal("Say the number of an article, as `charter show` lists them, or new.")
    return int(typed)


def named(one: Version) -> str:
    """`Article 3: The token`."""
    return f"Article {one.article}: {one.name or ERASED}"


def edition(one: Version) -> str:
    """Which version it is, where it has changed."""
    return f" (version {one.version})" if one.version > 1 else ""


def told(one: Version) -> str:
    """Name and text, or that they are gone."""
    return one.page if one.salt else ERASED


async def since(look: Look, one: Version) -> str:
    """`by proposal #4, 3 Nov 2026, 09:00 UTC`."""
    when = moments.when(one.at, moments.zone((await communities.get(look)).zone))
    by = f"by proposal #{one.proposal}" if one.proposal else "as the charter began"
    return f"{by}, {when}"

"""The bundle of a month: all its rewards follow from, and the entries that paid them (REWARDS 1.7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rules import bundle
from rules.judgement import Record
from rules.ledger import instant
from storage import answers, blobs, contributions, joining, ledger, members, objections, payouts, runs

if TYPE_CHECKING:
    from storage.payouts import Line, Payout
    from storage.store import Change, Look

REWARDS = "rewards"


async def records(look: Look, run: runs.Run) -> list[Record]:
    """The answers that a run's scores follow from; none where no model judged it."""
    return await answers.of_run(look, run.month, run.tries) if "model" in run.settings else []


def shared(community: str, run: runs.Run, said: Sequence[Record]) -> dict[str, Any]:
    """The part of a bundle that all payments of a month have in common."""
    judged = {"digest_hash": run.hash, "prompt": run.prompt, "drawn": run.drawn, "seed": run.seed}
    result = {"settings": run.settings, "pots": run.pots, "scores": run.scores, "amounts": run.amounts}
    scorer = {"scorer": run.scorer, "version": run.version, "answers": [bundle.mark(one) for one in said]}
    return {"format": bundle.FORMAT, "community": community, "month": run.month} | judged | scorer | result


async def facts(change: Change, payout: Payout, ready: list[Line]) -> dict[str, Any]:
    """What the entry that pays these lines holds: approvals, objections, and the proof of it all."""
    run = await runs.get(change, payout.subject)
    votes = await payouts.votes(change, payout.id)
    now = await joining.followed(change, [one.member for one in ready])
    decided = {
        "earlier": [await ledger.hash_of(change, number) for number in await paying(change, run.month)],
        "needed": payout.needed,
        "treasurers": await members.holders(change, "treasurer"),
        "approvals": {str(one.member): {"approves": one.approves, "at": instant(one.at)} for one in votes},
        "objections": [_objection(one) for one in await objections.of_month(change, run.month)],
        "lines": [_line(one, {one.member, now[one.member]}) for one in ready],
    }
    return bundle.facts(shared(change.community, run, await records(change, run)), decided)


def _line(one: Line, concerned: set[int]) -> dict[str, Any]:
    """A line, with whom it concerns: its member, also by the account that member has joined since."""
    facts = {"line": one.line, "member": one.member, "asset": one.asset, "amount": one.amount}
    facts |= {"part": one.part, "yes": one.yes}
    return facts | {"concerns": sorted(concerned)}


def _objection(one: objections.Objection) -> dict[str, Any]:
    """An objection without its words."""
    return {"member": one.member, "by": one.by, "kind": one.kind, "at": instant(one.at), "state": one.state}


async def whole(look: Look, month: str) -> dict[str, Any]:
    """The bundle of a month as it stands now; texts are in it only where the community publishes them."""
    run = await runs.get(look, month)
    said = await records(look, run)
    found = shared(look.community, run, said) | {"digest": await runs.digest(look, month), "payments": []}
    found |= await _asked(look, run, said)
    for number in await paying(look, month):
        entry = (await ledger.history(look, limit=1, before=number + 1))[0]
        decided = {name: entry.data[name] for name in bundle.DECIDED}
        chain = {
            "previous": await ledger.hash_of(look, number - 1),
            "hash": await ledger.hash_of(look, number),
        }
        found["payments"].append({"entry": bundle.written(entry)} | chain | decided)
    if run.settings["publish_texts"]:
        found["published"] = await published(look, found["digest"])
    return found


async def _asked(look: Look, run: runs.Run, said: Sequence[Record]) -> dict[str, Any]:
    """What a model was told that is the same for everybody, and all it answered."""
    texts = {"prompt_text": run.prompt, "frame_text": run.settings.get("model", {}).get("frame", "")}
    kept = {name: await blobs.get(look, hash_) for name, hash_ in texts.items() if hash_}
    found: dict[str, Any] = {name: data.decode() for name, data in kept.items() if data is not None}
    return found | ({"records": [asdict(one) for one in said]} if said else {})


async def paying(look: Look, month: str) -> list[int]:
    """The ledger entries that paid lines of a month, in order."""
    found = [await payouts.lines(look, one.id) for one in await payouts.of(look, REWARDS, month)]
    return sorted({line.entry for lines in found for line in lines if line.entry})


async def published(look: Look, digest: dict[str, Any]) -> dict[str, dict[str, str]]:
    """The texts of a digest with their salts, by their place in it; erased and hidden ones stay hashes."""
    first: dict[int, int] = {}
    for work in digest["works"]:
        first.setdefault(work["text"], work["id"])
    months = [*digest["carried"], digest["month"]]
    works = {one.id: one for month in months for one in await contributions.of_month(look, month)}
    texts = {str(place): works.get(number) for place, number in first.items()}
    shown = {
        place: one for place, one in texts.items() if one and one.salt and one.state == contributions.LIVE
    }
    return {place: {"salt": one.salt, "text": one.what} for place, one in shown.items()}

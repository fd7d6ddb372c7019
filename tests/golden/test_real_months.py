"""Every real round as a month of a community: imported, frozen, judged, approved, paid, and its bundle verified."""

from collections.abc import AsyncIterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot import importing, verify
from rules import digest, months
from rules.moments import Month
from storage import blobs, ledger, payouts, runs
from storage.store import Look
from tests.chat import Chat
from tests.golden import data

pytestmark = data.needs
COMMUNITY = "terminal-local"
FOUNDING = """ana> people ana ben cy
ana> setup "small circle" name=Rounds token=LEAF rewards=100000 months=12 treasurers=@ana,@ben,@cy
ana> role accept
ben> role accept
cy> role accept
ana> setup finish
ana> 1
ana> moderators ana
"""
OLDER = [("praise_ih_2020_2021.jsonl", number, "text") for number in range(6, 18)]
NEWER = [
    ("praise_tec_r05_r06.jsonl", number, "text")
    if number in (5, 6)
    else ("tec_scores_r01_r12.jsonl", number, "len")
    for number in range(1, 13)
]
POT = 100_000 * 10**6
UTC = ZoneInfo("UTC")


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    async with Chat.open(f"sqlite:///{tmp_path}/rounds.db") as chat:
        await chat.play(FOUNDING)
        yield chat


async def bring(chat: Chat, file: str, number: int, text: str, month: Month) -> int:
    """Import a round into a month; the rows that came in."""
    columns, only = {"to": "to", "by": "from", "text": text}, {"round": str(number)}
    report = await importing.run(
        chat.app.store, COMMUNITY, "praise", data.FOLDER / file, columns, only, str(month), skip_bad=True
    )
    assert len(report.bad) == (1 if "" in receivers(file, number) else 0)
    return report.added


def receivers(file: str, number: int) -> set[str]:
    return {row["to"] for row in data.rows(file) if row["round"] == number}


async def play(chat: Chat, month: Month) -> None:
    """Let the month end, its window pass, and two treasurers approve."""
    await chat.app.wait(month.end(UTC) - chat.app.clock())
    await chat.play("ana> digest run\nana> wait 25h")
    async with chat.app.store.read(COMMUNITY) as look:
        number = (await runs.get(look, str(month))).payout
    await chat.play(f"ana> treasury approve {number}\nana> 1\nben> treasury approve {number}\nben> 1")


async def exact(look: Look, month: Month, praises: int) -> None:
    """Sums are exact from the pot to the last member, and the bundle proves all of it."""
    run = await runs.get(look, str(month))
    held = await runs.digest(look, str(month))
    assert held is not None
    assert run.state == months.PAID
    assert len(held["works"]) == praises
    assert run.pots == {"LEAF": POT}
    assert {int(one): score for one, score in run.scores.items()} == digest.baseline(held).scores
    allotted = sum(run.amounts["LEAF"].values())
    lines = await payouts.lines(look, run.payout or 0)
    assert sum(line.amount for line in lines if line.state == "paid") == allotted
    entry = await ledger.find(look, f"reward/{month}")
    assert entry is not None
    assert sum(one.amount for one in entry.postings if one.amount > 0) == allotted
    back = await ledger.find(look, f"return/{month}/1")
    returned = sum(one.amount for one in back.postings if one.amount > 0) if back else 0
    assert allotted + returned == POT
    assert not await ledger.balances(look, f"reserved:{month}")
    bundle = await blobs.get(look, run.bundle)
    assert bundle is not None
    assert verify.judged(bundle.decode()) == ""


@pytest.mark.slow
@pytest.mark.parametrize("rounds", [OLDER, NEWER], ids=["older", "newer"])
async def test_every_round_is_paid_exactly_and_proven(chat: Chat, rounds: list[tuple[str, int, str]]) -> None:
    month, praises = Month(2026, 11), []
    for file, number, text in rounds:
        praises.append(await bring(chat, file, number, text, month))
        await play(chat, month)
        month = month.next()
    month = Month(2026, 11)
    async with chat.app.store.read(COMMUNITY) as look:
        for some in praises:
            await exact(look, month, some)
            month = month.next()
        assert await ledger.verify(look) is None
        everybody = sum((await ledger.accounts(look, "member:")).values())
        assert everybody == -(await ledger.balances(look, "issuance"))["LEAF"]

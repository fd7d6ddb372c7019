"""Nothing by which a person of the demo can be known reaches a model."""

from __future__ import annotations

from pathlib import Path

from bot.demo import SCRIPT, START, acts
from bot.deps import Deps
from prompts.render import Month
from prompts.scorer import Answers, Case, Draft
from prompts.texts import leaks
from tests.chat import Chat
from tests.cogs.judges import Recorded
from tests.rules.judged import seats


class Watching(Recorded):
    """A model that keeps what it was asked about."""

    def __init__(self) -> None:
        super().__init__(lambda member: 100 * member)
        self.cases: list[Case] = []

    async def score(self, case: Case, answers: Answers) -> Draft:
        self.cases.append(case)
        return await super().score(case, answers)


async def test_no_name_of_the_demo_stands_in_a_request(tmp_path: Path) -> None:
    judge = Watching()
    async with Chat.open(f"sqlite:///{tmp_path}/demo.db", START, Deps(scorer=judge, charts=False)) as chat:
        chat.terminal.meet("mira")
        for who, text in acts(SCRIPT.read_text(encoding="utf-8")):
            if who:
                await chat.say(who, text)
            if judge.cases:
                break
    case = judge.cases[0]
    names = [name for name, _ in case.names]
    month = Month(case)
    asked = [
        month.ask(seat, who).request for seat, who in seats(case.digest, case.settings, case.seed).items()
    ]
    assert len(case.digest["contributors"]) >= 12
    assert len(asked) >= 25
    assert {"mira", "zoe"} <= set(names)
    told = "\n".join(f"{one.system}\n{one.user}" for one in asked)
    assert leaks(told, names) == []
    assert "http" not in told

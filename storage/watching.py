"""What was asked beside a month, which nobody is paid by (REWARDS 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.drift import DRIFT
from rules.judgement import Record
from storage import answers, runs

if TYPE_CHECKING:
    from storage.runs import Run
    from storage.store import Look


async def since(look: Look, run: Run) -> list[Record]:
    """What the same model said of the shipped members in the first run of the same prompt; nothing in that run itself."""
    for one in await runs.every(look):
        if one.month >= run.month:
            return []
        if (one.prompt, one.settings.get("model")) == (run.prompt, run.settings.get("model")):
            said = await answers.of_run(look, one.month, one.tries)
            if found := [record for record in said if record.stage == DRIFT]:
                return found
    return []

"""What a cog may be given beside its context: the registry it is part of, and who judges a month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from prompts.scorer import Embedded, Scorer, Unoffered

if TYPE_CHECKING:
    from bot.table import Table


@dataclass
class Deps:
    """Made once by the composition root; `table` is set as soon as all cogs are loaded."""

    scorer: Scorer = field(default_factory=Embedded)
    choices: Mapping[str, Scorer] = field(
        default_factory=dict
    )  # by the name a proposal for a prompt gives them
    table: Table | None = None
    charts: bool = True  # whether pictures are drawn

    def judge(self, choice: str = "") -> Scorer:
        """Who judges by what a prompt was adopted with; the embedded scorer where no model is configured at all."""
        if not choice or not self.scorer.model:
            return self.scorer
        return self.choices.get(choice) or Unoffered(choice)

"""What a cog may be given beside its context: the registry it is part of, and who judges a month."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from prompts.scorer import Embedded, Scorer

if TYPE_CHECKING:
    from bot.table import Table


@dataclass
class Deps:
    """Made once by the composition root; `table` is set as soon as all cogs are loaded."""

    scorer: Scorer = field(default_factory=Embedded)
    table: Table | None = None
    charts: bool = True  # whether pictures are drawn

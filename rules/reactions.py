"""The reactions of one person on one ballot: which of their changes is an act (RULES 4)."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Hand:
    """The reactions last seen of somebody: those that count, and those replaced, which have to come off."""

    live: set[str] = field(default_factory=set)
    old: set[str] = field(default_factory=set)

    def copy(self) -> Hand:
        return Hand(set(self.live), set(self.old))

    def put_on(self, key: str, *, shared: bool) -> bool:
        """Put a reaction on; whether that is an act. Where reactions are shared, the others mean nothing any more."""
        if key in self.live:
            return False
        self.old.discard(key)
        if shared:
            self.old |= self.live
            self.live = set()
        self.live.add(key)
        return True

    def take_off(self, key: str) -> bool:
        """Take a reaction off; whether that is an act: one that meant nothing withdraws nothing."""
        if key in self.live:
            self.live.remove(key)
            return True
        self.old.discard(key)
        return False

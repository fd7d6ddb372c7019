"""The reactions of one person on one ballot: which of their changes is an act (RULES 4)."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Hand:
    """The reactions last seen of somebody: those that count, and those replaced, which have to come off.

    `ids` are those of reactions that have one of their own.
    """

    live: set[str] = field(default_factory=set)
    old: set[str] = field(default_factory=set)
    ids: dict[str, str] = field(default_factory=dict)

    def copy(self) -> Hand:
        return Hand(set(self.live), set(self.old), dict(self.ids))

    def put_on(self, key: str, *, shared: bool, source: str = "") -> bool:
        """Put a reaction on; whether that is an act. Where reactions are shared, the others mean nothing any more."""
        if key in self.live:
            return False
        self.ids |= {key: source} if source else {}
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

    def replaced(self, key: str) -> None:
        """A reaction stands that means nothing, because a later one came before it was seen."""
        self.live.discard(key)
        self.old.add(key)

    def forget(self, key: str) -> None:
        """A reaction is as if it had never been seen."""
        self.live.discard(key)
        self.old.discard(key)

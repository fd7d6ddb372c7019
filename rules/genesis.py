"""Founding a community: everything its first ledger entry holds (RULES 1, 2 and 11)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rules import parameters
from rules.amounts import LIMIT, Asset, show
from rules.errors import Refusal
from rules.ledger import ISSUANCE, Posting, member
from rules.moments import Month
from rules.wording import count

FOUNDER_TOKENS = 1000  # whole tokens each, unless setup says otherwise
MOST_MONTHS = 12
DECIMALS = 6
# of the cap, in hundredths of a percent
PLAN = {"community": 6000, "treasury": 2000, "founders": 1000, "investors": 1000}
COMMUNITY, FOUNDERS = "community", "founders"


@dataclass(frozen=True, slots=True)
class Genesis:
    """What a community begins with. Amounts in base units of the token; members by id, those who accepted."""

    name: str
    preset: str
    zone: str
    token: Asset
    admin: int
    founders: tuple[int, ...]
    treasurers: tuple[int, ...]
    guardian: int | None
    founder_tokens: int
    rewards: int
    months: int
    values: Mapping[str, Any]
    charter: str
    prompt: str

    def check(self) -> None:
        """Refusal for the first thing that cannot be."""
        if not 0 <= self.months <= MOST_MONTHS:
            raise Refusal(f"The first reward budgets last at most {MOST_MONTHS} months.")
        if min(self.founder_tokens, self.rewards) < 0:
            raise Refusal("Founders' tokens and rewards cannot be less than nothing.")
        for people, who in ((self.founders, "founder"), (self.treasurers, "treasurer")):
            if len(set(people)) < len(people):
                raise Refusal(f"Name each {who} once.")
        parameters.check_all(self.values, len(self.treasurers))
        if self.guardian is not None and self.guardian in self.treasurers:
            raise Refusal("A guardian cannot be a treasurer too.")
        self._supply()

    def _supply(self) -> None:
        unit = 10**self.token.decimals
        cap = self.values["supply_cap"] * unit
        minted, promised = self.founder_tokens * len(self.founders), self.rewards * self.months
        if max(cap, minted + promised) * parameters.weight(self.values) >= LIMIT:
            raise Refusal(
                "Supply times the largest weight of a token must stay below 2^63; take fewer tokens."
            )
        if cap and minted > planned(cap, FOUNDERS):
            most = planned(cap, FOUNDERS) // unit
            raise Refusal(
                f"The founders' share of the supply plan is {most:,} tokens; give each of them less."
            )
        if cap and promised > planned(cap, COMMUNITY):
            most = planned(cap, COMMUNITY) // unit
            raise Refusal(f"The community's share of the supply plan is {most:,} tokens; give less a month.")

    def warnings(self) -> list[str]:
        """What a community should know before it agrees."""
        found = []
        if len(self.treasurers) == 1:
            found.append("There is one treasurer, who alone decides about every payout.")
        elif len(self.treasurers) == self.values["approvals_needed"]:
            every = f"All {len(self.treasurers)} treasurers must approve each payout"
            found.append(f"{every}: if one is away, payouts wait.")
        if not self.founders or not self.founder_tokens:
            found.append("Nobody holds tokens yet: the first paid rewards make the first holders.")
        return found

    def postings(self) -> list[Posting]:
        """The founders' tokens, minted."""
        if not self.founders or not self.founder_tokens:
            return []
        to = [Posting(member(one), self.token.symbol, self.founder_tokens) for one in self.founders]
        return [Posting(ISSUANCE, self.token.symbol, -self.founder_tokens * len(to)), *to]

    def data(self) -> dict[str, Any]:
        """What the entry keeps beside its postings: no names, no free text."""
        return {
            "preset": self.preset,
            "zone": self.zone,
            "token": {"symbol": self.token.symbol, "decimals": self.token.decimals},
            "admin": self.admin,
            "founders": list(self.founders),
            "treasurers": list(self.treasurers),
            "guardian": self.guardian,
            "rewards": self.rewards,
            "months": self.months,
            "plan": PLAN,
            "parameters": dict(self.values),
            "charter": self.charter,
            "prompt": self.prompt,
        }


def months_left(first: Month, months: int, now: Month) -> int:
    """How many of so many months from `first` on have not begun."""
    return sum(first.plus(n) > now for n in range(months))


def may_mint(values: Mapping[str, Any], token: Asset, made: Mapping[str, int], share: str, more: int) -> None:
    """Check that something more for a share of the plan fits the parameters; Refusal names what it does not fit.

    Base units: `made` is by share all there is or is promised.
    """
    cap, whole = values["supply_cap"] * 10**token.decimals, sum(made.values()) + more
    if max(cap, whole) * parameters.weight(values) >= LIMIT:
        raise Refusal("Supply times the largest weight of a token must stay below 2^63.")
    if cap and whole > cap:
        raise Refusal(f"{show(whole, token)} are made or promised; supply_cap must be at least that.")
    if cap and more > (left := planned(cap, share) - made.get(share, 0)):
        told = f"{whose(share)} share of the supply plan, of which {show(max(left, 0), token)} are left"
        raise Refusal(f"That is more than {told}.")


def planned(cap: int, share: str) -> int:
    """How much of a cap the plan gives to a share, in base units."""
    return cap * PLAN[share] // 10_000


def whose(share: str) -> str:
    """`the founders'`, `the treasury's`."""
    return f"the {share}'" if share.endswith("s") else f"the {share}'s"


def enough(treasurers: int, needed: int) -> None:
    """Refusal where fewer people accepted to be treasurer than must approve a payout."""
    if treasurers < needed:
        raise Refusal(
            f"{count(needed, 'treasurer')} must approve each payout and {treasurers} accepted so far; "
            "wait for the others, or invite more with `setup invite`."
        )


def may_correct(votes_opened: int) -> None:
    """The admin may correct genesis until the first vote opens; afterwards only proposals can (RULES 1)."""
    if votes_opened:
        raise Refusal("Votes have been held, so this is decided by a proposal now.")

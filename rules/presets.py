"""Every parameter a community can set: type, bounds, meaning, and its value in each preset (RULES 11)."""

from rules.parameter import DAY, HOUR, Parameter, choice, duration, flag, number, percent, words

SMALL, GROWING, LARGE = "small circle", "growing community", "large DAO"
PRESETS = (SMALL, GROWING, LARGE)
KINDS = ("signal", "charter", "spend", "budget", "prompt", "parameter", "allocation", "role")

GOVERNANCE: tuple[Parameter, ...] = (
    duration(
        "ordinary_discussion",
        "discussion of an ordinary proposal",
        (0, 30 * DAY),
        (12 * HOUR, 2 * DAY, 3 * DAY),
    ),
    duration(
        "ordinary_voting", "voting on an ordinary proposal", (DAY, 60 * DAY), (2 * DAY, 3 * DAY, 5 * DAY)
    ),
    duration(
        "ordinary_timelock",
        "wait before an ordinary decision is carried out",
        (0, 30 * DAY),
        (0, DAY, 2 * DAY),
    ),
    duration(
        "constitutional_discussion",
        "discussion of a constitutional proposal",
        (0, 60 * DAY),
        (DAY, 3 * DAY, 5 * DAY),
    ),
    duration(
        "constitutional_voting",
        "voting on a constitutional proposal",
        (DAY, 60 * DAY),
        (4 * DAY, 7 * DAY, 10 * DAY),
    ),
    duration(
        "constitutional_timelock",
        "wait before it is carried out",
        (12 * HOUR, 60 * DAY),
        (12 * HOUR, 3 * DAY, 7 * DAY),
    ),
    percent("ordinary_quorum", "For and Abstain an ordinary vote needs", (0, 10000), (2500, 400, 400)),
    percent(
        "constitutional_quorum",
        "For and Abstain a constitutional vote needs",
        (500, 10000),
        (4000, 1000, 1000),
    ),
    percent("ordinary_differential", "lead of For over Against, of all power", (0, 10000), (0, 100, 200)),
    percent(
        "constitutional_differential", "the same for a constitutional vote", (0, 10000), (1000, 500, 600)
    ),
    percent("ordinary_approval", "For of For and Against, more than", (5000, 10000), (5000, 5000, 5000)),
    percent(
        "constitutional_approval", "the same for a constitutional vote", (5000, 10000), (6000, 6000, 6600)
    ),
    number("ordinary_min_voters", "different members voting For or Abstain", (1, 10000), (3, 5, 15)),
    number("constitutional_min_voters", "the same for a constitutional vote", (1, 10000), (4, 10, 40)),
    percent("proposal_power", "power an author or sponsors need; 0 is any holder", (0, 2000), (0, 100, 50)),
    number("max_open_per_member", "live proposals one author may have", (1, 100), (2, 2, 1)),
    duration("extension", "how long a late swing extends a vote", (0, 7 * DAY), (12 * HOUR, DAY, 2 * DAY)),
    duration("grace", "time in which a decision can be carried out", (DAY, 90 * DAY), (7 * DAY,) * 3),
    percent(
        "ordinary_limit",
        "of an asset's treasury that ordinary votes may spend in 30 days",
        (0, 5000),
        (1000, 500, 100),
    ),
    words(
        "sealed",
        "kinds whose ballots stay sealed until the close",
        KINDS,
        (("role", "prompt"), ("role", "prompt", "allocation"), ("role", "prompt", "allocation", "spend")),
    ),
    duration(
        "dormant_after",
        "silence after which a member leaves the quorum's base",
        (30 * DAY, 3650 * DAY),
        (180 * DAY, 180 * DAY, 365 * DAY),
    ),
    flag("veto", "whether a guardian may veto", (True, True, True)),
)
POWER: tuple[Parameter, ...] = (
    number("w_liquid", "weight of liquid tokens", (0, 10), (1, 1, 1)),
    number("w_locked", "weight of locked tokens", (0, 10), (1, 1, 1)),
    number("w_ve", "weight of vote escrow at full length", (0, 10), (0, 3, 3)),
    number("w_vesting", "weight of tokens that have not vested", (0, 10), (0, 0, 0)),
    percent("max_share", "the most power of one member; 100 % is off", (100, 10000), (3400, 10000, 10000)),
)
MONEY: tuple[Parameter, ...] = (
    number("approvals_needed", "treasurers who must approve a payout", (1, 15), (2, 2, 3)),
    number("treasurers", "treasurers the community means to have", (1, 30), (3, 3, 5)),
    flag("transfers", "whether members may send each other the token", (True, True, True)),
    number(
        "small_payout", "base units a treasurer may pay alone in an hour; 0 is off", (0, 2**62), (0, 0, 0)
    ),
    number("supply_cap", "most whole tokens there may ever be; 0 is no cap", (0, 2**62), (10_000_000,) * 3),
)
REWARDS: tuple[Parameter, ...] = (
    percent(
        "reward_cap",
        "the largest share of a month's pot for one member, inside what the month's size allows",
        (100, 5000),
        (5000, 2500, 1000),
    ),
    number("samples", "samples of the scorer a month takes the median of", (5, 25), (5, 5, 11)),
    flag("solo", "whether a model judges each member in a call of their own", (False, False, False)),
    flag(
        "reader",
        "whether a first call turns texts into fixed fields, so that who judges sees no text",
        (False, False, False),
    ),
    duration(
        "objection_window", "time to object to a month's rewards", (HOUR, 14 * DAY), (DAY, 2 * DAY, 3 * DAY)
    ),
    duration(
        "freeze_after", "how long after its end a month is frozen", (0, 14 * DAY), (DAY, 2 * DAY, 3 * DAY)
    ),
    percent(
        "profit_share",
        "of a month's revenue in external assets that its rewards share; 0 is off",
        (0, 10000),
        (0, 0, 0),
    ),
    choice("reward_curve", "how scores become shares", ("linear", "root"), ("linear",) * 3),
    number("min_line", "smallest reward that is paid, in whole tokens", (0, 2**40), (0, 0, 0)),
    number(
        "small_month",
        "contributions below which a month spends proportionally less; 0 is off",
        (0, 100_000),
        (0, 0, 0),
    ),
    flag(
        "baseline_allowed", "whether treasurers may choose the embedded scorer's result", (True, True, True)
    ),
    flag("publish_texts", "whether bundles hold the texts themselves", (False, False, False)),
    flag("explain_public", "whether everybody may read how a member's reward came about", (True, True, True)),
    percent("dispute_deposit", "of the disputed amount that a filer deposits", (0, 5000), (100, 500, 500)),
    number("juror_fee", "whole tokens for a juror who answered", (0, 2**40), (0, 5, 5)),
    words(
        "juries",
        "jurors in each round before the community votes",
        ("3", "7", "15"),
        (("3",), ("3", "7", "15"), ("3", "7", "15")),
    ),
)
WORK: tuple[Parameter, ...] = (
    percent(
        "bounty_small", "of the bounty budget that is paid without treasurers", (0, 2000), (500, 200, 50)
    ),
    number("max_claims", "bounties one member may hold", (1, 50), (2, 2, 2)),
    duration("claim_time", "how long a claim lasts", (DAY, 180 * DAY), (14 * DAY, 7 * DAY, 7 * DAY)),
    number("idea_threshold", "up-votes that make an idea ready for a proposal", (1, 10_000), (3, 5, 20)),
)
REGISTRY: dict[str, Parameter] = {one.name: one for one in (*GOVERNANCE, *POWER, *MONEY, *REWARDS, *WORK)}

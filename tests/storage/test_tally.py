"""The sums of the database are those of the law, and a part of a vote can be followed without the rest."""

import random

from rules import dormancy
from rules.tallying import Running, Snapshot
from rules.verdict import Choice
from storage import tally, votes
from storage.store import Change, Store

LIVES = 60


def drawn(chance: random.Random) -> tuple[Snapshot, dict[int, Choice]]:
    """Powers, delegations, a cap, who is paid, and ballots, also of members without power."""
    crowd = range(1, 13)
    powers = {who: chance.choice((0, 1, 5, 40)) for who in crowd if chance.random() < 0.8}
    to = {who: chance.choice(crowd) for who in crowd if chance.random() < 0.4}
    share = chance.choice((1000, 3400, 10_000))
    paid = frozenset(who for who in crowd if chance.random() < 0.1)
    ballots = {who: chance.choice(list(Choice)) for who in crowd if chance.random() < 0.5}
    silent = frozenset(who for who in crowd if chance.random() < 0.4)
    return Snapshot(powers, to, share, paid, silent, chance.random() < 0.5), ballots


async def kept(change: Change, number: int, snapshot: Snapshot, ballots: dict[int, Choice]) -> None:
    await votes.enrol(change, number, snapshot.powers, snapshot.delegations, snapshot.dormant)
    await votes.cast(change, number, {}, {who: str(choice) for who, choice in ballots.items()})


async def test_the_database_adds_up_what_the_law_adds_up(dao: Store) -> None:
    chance = random.Random(7)
    for number in range(1, LIVES + 1):
        snapshot, ballots = drawn(chance)
        whole = Running.of(snapshot, ballots)
        async with dao.change("dao") as change:
            await kept(change, number, snapshot, ballots)
            assert await tally.total(change, number) == sum(snapshot.powers.values())
            assert await tally.sums(change, number, snapshot.cap, snapshot.recused) == whole.sums
            assert await tally.ballots(change, number, snapshot.recused) == len(whole.weights())
            assert await tally.silence(change, number, snapshot.recused) == dormancy.silence(whole)


async def test_who_votes_is_followed_without_reading_everybody(dao: Store) -> None:
    chance = random.Random(8)
    for number in range(1, LIVES + 1):
        snapshot, ballots = drawn(chance)
        whole = Running.of(snapshot, ballots)
        some = chance.sample(range(1, 13), 3)
        async with dao.change("dao") as change:
            await kept(change, number, snapshot, ballots)
            powers, to, silent = await tally.part(change, number, some)
            near = await votes.choices_of(change, number, {*some, *powers, *to.values()})
            part = Snapshot(
                powers, to, snapshot.max_share, snapshot.recused, silent, snapshot.constitutional,
                total=sum(snapshot.powers.values()),
            )  # fmt: skip
            said = {who: Choice(choice) for who, choice in near.items()}
            sums = await tally.sums(change, number, snapshot.cap, snapshot.recused)
        resumed = Running.resumed(part, said, sums)
        for who in some * 2:
            choice = chance.choice([*Choice, None])
            whole.put(who, choice)
            resumed.put(who, choice)
            assert (resumed.count(), resumed.weight(who)) == (whole.count(), whole.weight(who))

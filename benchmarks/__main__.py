"""`make bench`: every figure with its limit and beside its baseline."""

import asyncio

from benchmarks import chat, judging, lives, matrix, model, money, month, servers, trial, voting


async def main() -> None:
    """Run one after the other; nothing else should run meanwhile."""
    await money.start()
    await money.payout()
    await money.verify()
    await month.show()
    await model.show()
    await chat.show()
    await servers.show()
    await matrix.show()
    await voting.show()
    judging.show()
    trial.show()
    lives.show()


if __name__ == "__main__":
    asyncio.run(main())

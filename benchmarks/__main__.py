"""`make bench`: every figure with its limit and beside its baseline."""

import asyncio

from benchmarks import judging, money, month


async def main() -> None:
    """Run one after the other; nothing else should run meanwhile."""
    await money.start()
    await money.payout()
    await money.verify()
    await month.show()
    judging.show()


asyncio.run(main())

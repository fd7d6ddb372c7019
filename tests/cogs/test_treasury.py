"""Tokens, deposits and payouts in chat: what is refused, what is told, and what nobody can do alone."""

import uuid
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.command import Call, Event
from rules.ledger import Posting
from rules.moments import Month
from storage import assets, budgets, ledger, members, parameters
from storage.store import Change
from tests.chat import Chat
from tests.cogs.garden import COMMUNITY, ask, garden, looking
from tests.cogs.test_link import link

UNIT = 10**6
NOVEMBER = Month(2026, 11)
PAY = "treasury pay @dee 50 2 seeds"


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    """The garden with a second budget, #2, of 500 LEAF a month for tools."""
    async with garden(tmp_path) as chat:
        await do(chat, tools)
        yield chat


async def do(chat: Chat, work: Any) -> Any:
    """Change something that no command reaches yet."""
    return await chat.app.store.act(COMMUNITY, work)


async def tools(change: Change) -> None:
    await budgets.add(change, "tools", "LEAF", budgets.MINT, 500 * UNIT, NOVEMBER, 2)
    await budgets.open_period(change, NOVEMBER)


async def put(chat: Chat, **values: Any) -> None:
    async def work(change: Change) -> None:
        entry = await ledger.post(change, f"test/{change.number}", "parameter", by=1, why="test")
        await parameters.put(change, values, entry.number)

    await do(chat, work)


async def holds(chat: Chat, account: str, asset: str = "LEAF") -> int:
    async with looking(chat) as look:
        return await ledger.balance_of(look, account, asset)


async def who(chat: Chat, name: str) -> int:
    async with looking(chat) as look:
        return (await members.named(look, name)).id


async def sure(chat: Chat, person: str, text: str) -> str:
    """Ask, look at the preview, confirm a while later."""
    seen = await ask(chat, person, text)
    assert "Nothing has happened yet." in seen, seen
    await ask(chat, person, "wait 2m")
    return await ask(chat, person, "1")


async def whole(chat: Chat) -> None:
    async with looking(chat) as look:
        assert await ledger.verify(look) is None


# Sending


async def test_a_preview_moves_nothing_and_shows_no_head_of_a_chain_that_never_was(chat: Chat) -> None:
    seen = await ask(chat, "ana", "token send @dee 50")
    assert "Chain" not in seen
    assert await holds(chat, f"member:{await who(chat, 'ana')}") == 1000 * UNIT


async def test_what_was_sent_can_be_confirmed_later_and_shows_the_head(chat: Chat) -> None:
    told = await sure(chat, "ana", "token send @dee 50 for the beans")
    async with looking(chat) as look:
        head = await ledger.head(look)
    assert told.count(f"Chain: {head[:12]}") == 2  # to ana and to dee
    assert await holds(chat, f"member:{await who(chat, 'dee')}") == 50 * UNIT
    assert "confirmed already" in await ask(chat, "ana", "1")
    assert await holds(chat, f"member:{await who(chat, 'dee')}") == 50 * UNIT


@pytest.mark.parametrize(
    ("text", "no"),
    [
        ("token send @ana 5", "You cannot send to yourself."),
        ("token send @dee 1000.000001", "You hold 1,000 LEAF; send at most that."),
        ("token send @dee 0", "The amount must be more than nothing."),
        ("token send @dee 0.0000001", "LEAF has at most 6 decimals"),
        ("token send @nobody 5", "I know nobody called nobody here."),
        ("token send @dee 5 GOLD", "There is no asset GOLD"),
    ],
)
async def test_what_cannot_be_sent(chat: Chat, text: str, no: str) -> None:
    assert no in await ask(chat, "ana", text)
    assert await holds(chat, f"member:{await who(chat, 'ana')}") == 1000 * UNIT


async def test_a_community_may_switch_transfers_off(chat: Chat) -> None:
    await put(chat, transfers=False)
    assert "does not let members send" in await ask(chat, "ana", "token send @dee 5")


async def test_a_confirmation_whose_facts_have_changed_is_asked_again(chat: Chat) -> None:
    await ask(chat, "ana", "token send @dee 600")
    first = chat.terminal.buttons["ana"]
    await ask(chat, "ana", "token send @dee 300")
    await ask(chat, "ana", "1")
    chat.terminal.buttons["ana"] = first
    assert "has changed since you looked" in await ask(chat, "ana", "1")
    assert await spent(chat) == 300


async def spent(chat: Chat) -> int:
    return await holds(chat, f"member:{await who(chat, 'dee')}") // UNIT


async def test_shares_are_of_all_there_is(chat: Chat) -> None:
    shown = await ask(chat, "dee", "token holders")
    assert "2 members hold 2,000 LEAF of the 5,500 LEAF there are." in shown
    assert "Liquid: 2,000 LEAF, 36.3 %" in shown
    assert "In budgets: 3,500 LEAF, 63.6 %" in shown
    assert shown.count("18.1 %") == 2


async def test_a_long_list_of_holders_ends(chat: Chat) -> None:
    async def crowd(change: Change) -> None:
        for number in range(25):
            one = await members.admit(change, "test", str(number), f"guest{number}")
            lines = [Posting("budget:2", "LEAF", -UNIT), Posting(f"member:{one.id}", "LEAF", UNIT)]
            await ledger.post(change, f"gift/{number}", "gift", lines, by=0, why="test")

    await do(chat, crowd)
    assert "… and 7 more" in await ask(chat, "dee", "token holders")


async def test_the_places_of_the_supply_add_up(chat: Chat) -> None:
    shown = await ask(chat, "dee", "token supply")
    for line in ("There are: 5,500 LEAF", "At most: 10,000,000 LEAF", "with members", "in budgets"):
        assert line in shown


# Deposits


async def dollars(chat: Chat) -> None:
    await ask(chat, "ana", "setup asset USDC 6")


async def test_a_deposit_needs_a_second_treasurer(chat: Chat) -> None:
    await dollars(chat)
    await ask(chat, "ana", "treasury deposit 900 USDC revenue invoice 14")
    assert await holds(chat, "treasury", "USDC") == 0
    assert "another treasurer has to confirm" in await ask(chat, "ana", "treasury confirm 1")
    assert "Only a treasurer" in await ask(chat, "dee", "treasury confirm 1")
    assert "Chain: " in await sure(chat, "ben", "treasury confirm 1")
    assert await holds(chat, "treasury", "USDC") == 900 * UNIT
    assert "confirmed already" in await ask(chat, "cy", "treasury confirm 1")
    assert await holds(chat, "external", "USDC") == -900 * UNIT
    await whole(chat)


async def test_a_wrong_deposit_is_taken_back_and_then_cannot_be_confirmed(chat: Chat) -> None:
    await dollars(chat)
    await ask(chat, "ana", "treasury deposit 900 USDC revenue invoice 14")
    assert "nothing was booked" in await ask(chat, "ana", "treasury reject 1")
    assert "refused already" in await ask(chat, "ben", "treasury confirm 1")
    assert await holds(chat, "treasury", "USDC") == 0


@pytest.mark.parametrize(
    ("text", "no"),
    [
        ("treasury deposit 5 LEAF sale x", "nobody deposits it"),
        ("treasury deposit 5 USDC theft x", "source must be one of"),
        ("treasury confirm 9", "There is no deposit #9."),
        ("treasury reject 9", "There is no deposit #9."),
    ],
)
async def test_deposits_that_are_refused(chat: Chat, text: str, no: str) -> None:
    await dollars(chat)
    assert no in await ask(chat, "ana", text)


async def test_a_retired_asset_takes_nothing_in_not_even_what_was_recorded_before(chat: Chat) -> None:
    await dollars(chat)
    await ask(chat, "ana", "treasury deposit 5 USDC fees x")
    await do(chat, lambda change: assets.retire(change, "USDC"))
    assert "USDC is retired" in await ask(chat, "ana", "treasury deposit 5 USDC fees x")
    assert "USDC is retired" in await ask(chat, "ben", "treasury confirm 1")


async def test_more_than_can_be_counted_does_not_come_in(chat: Chat) -> None:
    await dollars(chat)
    most = "9,000,000,000,000"
    await ask(chat, "ana", f"treasury deposit {most} USDC donation x")
    await ask(chat, "ana", f"treasury deposit {most} USDC donation y")
    await sure(chat, "ben", "treasury confirm 1")
    assert "more than can be counted; 223,372,036,854.775807 USDC would fit" in await ask(
        chat, "ben", "treasury confirm 2"
    )


# Payouts


async def test_who_files_and_who_gains_cannot_judge(chat: Chat) -> None:
    await sure(chat, "ben", PAY)
    for verb in ("approve 1", "refuse 1 no"):
        assert "You filed payout #1" in await ask(chat, "ben", f"treasury {verb}")
    await sure(chat, "ana", "treasury approve 1")
    assert "You have approved payout #1 already." in await ask(chat, "ana", "treasury approve 1")
    assert await holds(chat, f"member:{await who(chat, 'dee')}") == 0
    await sure(chat, "cy", "treasury approve 1")
    assert await holds(chat, f"member:{await who(chat, 'dee')}") == 50 * UNIT
    assert "is paid already" in await ask(chat, "ana", "treasury approve 1")
    await whole(chat)


async def test_a_payout_that_too_few_could_judge_is_not_filed(chat: Chat) -> None:
    """Three treasurers, M = 2: filed by one for another, only the third would be left."""
    no = await ask(chat, "ben", "treasury pay @ana 50 2 for me")
    assert "only 1 would not be concerned" in no
    assert "let another person file it" in no


async def test_a_moderator_may_file_for_a_treasurer_who_then_cannot_judge(chat: Chat) -> None:
    await ask(chat, "ana", "moderators dee")
    await sure(chat, "dee", "treasury pay @ana 50 2 a spade")
    assert "would go to you" in await ask(chat, "ana", "treasury approve 1")
    assert "would go to you" in await ask(chat, "ana", "treasury refuse 1 no")
    await sure(chat, "ben", "treasury approve 1")
    assert "paid" in await sure(chat, "cy", "treasury approve 1")


async def test_two_payouts_cannot_share_the_same_money(chat: Chat) -> None:
    await sure(chat, "ben", "treasury pay @dee 400 2 a greenhouse")
    assert "has 100 LEAF left that no other payout waits for" in await ask(
        chat, "ben", "treasury pay @dee 101 2 more"
    )
    await sure(chat, "ben", "treasury pay @dee 100 2 more")
    for person in ("ana", "cy"):
        await sure(chat, person, "treasury approve 1 2")
    assert await holds(chat, "budget:2") == 0
    await whole(chat)


async def test_several_are_approved_at_once_in_two_acts(chat: Chat) -> None:
    for _ in range(10):
        await sure(chat, "ben", "treasury pay @dee 5 2 seeds")
    numbers = " ".join(map(str, range(1, 11)))
    await sure(chat, "ana", f"treasury approve {numbers}")
    told = await sure(chat, "cy", f"treasury approve {numbers}")
    assert "Paid by this: 50 LEAF" in told
    assert "To: dee 50 LEAF" in told


async def test_one_wrong_number_among_many_approves_none(chat: Chat) -> None:
    await sure(chat, "ben", PAY)
    assert "There is no payout #7." in await ask(chat, "ana", "treasury approve 1 7")
    assert "needs 2 more approvals (ana and cy)" in await ask(chat, "ana", "treasury payouts")


async def test_refused_money_stays_in_its_budget_and_the_reason_is_said(chat: Chat) -> None:
    await sure(chat, "ben", PAY)
    told = await sure(chat, "ana", "treasury refuse 1 we have seeds")
    assert "1 treasurer refused, so 2 of 2 can no longer approve. 50 LEAF stays in budget #2, tools." in told
    assert "ana refuses (we have seeds)" in told
    assert await holds(chat, "budget:2") == 500 * UNIT
    assert "is ended already" in await ask(chat, "cy", "treasury approve 1")


async def test_a_payout_untouched_for_30_days_ends_after_two_reminders(chat: Chat) -> None:
    await sure(chat, "ben", PAY)
    told = (await ask(chat, "ana", "wait 4d")).splitlines()
    assert sum(line == "✉ ana" for line in told) == sum(line == "✉ cy" for line in told) == 2
    assert "✉ ben" not in told
    assert "not touched" not in await ask(chat, "ana", "wait 25d")
    told_late = await ask(chat, "ana", "wait 2d")
    assert "Payout #1 was not touched for 30 days, after two reminders" in told_late
    assert "No payout waits." in await ask(chat, "ana", "treasury payouts")
    assert await holds(chat, f"member:{await who(chat, 'dee')}") == 0
    await whole(chat)


async def test_an_approval_is_a_touch(chat: Chat) -> None:
    await sure(chat, "ben", PAY)
    await ask(chat, "ana", "wait 20d")
    await sure(chat, "ana", "treasury approve 1")
    assert "not touched" not in await ask(chat, "ana", "wait 20d")
    assert "not touched" in await ask(chat, "ana", "wait 11d")


async def test_who_laid_the_role_down_does_not_count_and_the_card_says_that_all_stands_still(
    chat: Chat,
) -> None:
    await sure(chat, "ben", PAY)
    await sure(chat, "ana", "treasury approve 1")
    await sure(chat, "ana", "role resign treasurer")
    assert "needs 2 more approvals" not in await ask(chat, "cy", "treasury payouts")
    told = await sure(chat, "ben", "role resign treasurer")
    assert "Stands still until a treasurer is elected." in told
    assert "payouts stand still" in told
    assert "stands still until one is elected" in await ask(chat, "cy", "treasury approve 1")


async def test_the_same_event_delivered_twice_is_one_approval(chat: Chat) -> None:
    await sure(chat, "ben", PAY)
    await sure(chat, "ana", "treasury approve 1")
    await ask(chat, "cy", "treasury approve 1")
    (button,) = chat.terminal.buttons["cy"]
    event = Event(uuid.uuid4().hex, "terminal", "local", "cy", "cy")
    first = await chat.app.table.run(event, button.call)
    again = await chat.app.table.run(event, button.call)
    assert first == again
    assert await holds(chat, f"member:{await who(chat, 'dee')}") == 50 * UNIT


async def test_a_reaction_on_the_card_asks_and_does_not_pay(chat: Chat) -> None:
    await sure(chat, "ben", PAY)
    await sure(chat, "ana", "treasury approve 1")
    assert "Nothing has happened yet." in await ask(chat, "cy", "+ 3 ✅")
    assert await holds(chat, f"member:{await who(chat, 'dee')}") == 0


async def test_a_fresh_link_neither_sends_nor_approves(chat: Chat) -> None:
    await sure(chat, "ben", PAY)
    await ask(chat, "ana", "people eve")
    await link(chat, "ana", "eve")
    for text in ("token send @dee 5", "treasury approve 1"):
        assert "linked lately; you can send, withdraw and approve in" in await ask(chat, "ana", text)
    await ask(chat, "ana", "wait 25h")
    assert "Nothing has happened yet." in await ask(chat, "ana", "treasury approve 1")


async def test_small_payouts_need_one_approval_on_a_grid_of_hours(chat: Chat) -> None:
    """RULES 5: 100 an hour; 80 at minute 5, 80 at 150 (grid 120), 30 at 179 refused, at 180 accepted."""
    await put(chat, small_payout=100 * UNIT)
    for amount in (80, 80, 30, 30):
        await ask(chat, "ben", f"treasury pay @dee {amount} 2 seeds")
        await ask(chat, "ben", "1")

    async def approve(number: int) -> str:
        await ask(chat, "ana", f"treasury approve {number}")
        return await ask(chat, "ana", "1")

    await ask(chat, "ana", "wait 5m")
    assert "your approval is enough for #1" in await approve(1)
    await ask(chat, "ana", "wait 145m")
    assert "your approval is enough for #2" in await approve(2)
    await ask(chat, "ana", "wait 29m")
    assert "is enough" not in await approve(3)
    await ask(chat, "ana", "wait 1m")
    assert "your approval is enough for #4" in await approve(4)
    assert await holds(chat, f"member:{await who(chat, 'dee')}") == 190 * UNIT
    await whole(chat)


async def test_a_refusal_switches_the_small_way_off(chat: Chat) -> None:
    await put(chat, small_payout=100 * UNIT)
    await ask(chat, "ana", "moderators eve")
    await sure(chat, "eve", "treasury pay @dee 50 2 seeds")
    await sure(chat, "cy", "treasury refuse 1 no need")
    told = await sure(chat, "ana", "treasury approve 1")
    assert "is enough" not in told
    assert "Paid by this: nothing" in told


async def test_a_month_later_the_rest_of_a_budget_is_taken_back(chat: Chat) -> None:
    await ask(chat, "ana", "wait 29d")
    assert "500" in await ask(chat, "ana", "budget list")
    await ask(chat, "ana", "wait 31d")
    assert await holds(chat, "budget:2") == 0
    await whole(chat)


async def test_a_call_from_an_old_button_is_checked_again(chat: Chat) -> None:
    await sure(chat, "ben", PAY)
    call = Call.to("treasury approve", numbers="1")
    answer = await chat.app.table.run(Event(uuid.uuid4().hex, "terminal", "local", "dee", "dee"), call)
    assert answer.body == "Only a treasurer may do that."

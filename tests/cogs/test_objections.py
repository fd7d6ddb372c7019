"""A line that is stopped, and how it is settled."""

from datetime import timedelta
from pathlib import Path

from rules import months
from storage import joining, ledger, members, objections, payouts
from storage.store import Change
from tests.chat import Chat
from tests.cogs.garden import ask, looking
from tests.cogs.months import APPROVE, NOVEMBER, act, founded, paid, proposed, run_of, worked

TOKEN = 10**6
HOLD = "cy> rewards hold @dee I want to see the beds"


async def states(chat: Chat) -> dict[int, set[str]]:
    """The states of each member's lines."""
    found: dict[int, set[str]] = {}
    async with looking(chat) as look:
        run = await run_of(chat)
        for line in await payouts.lines(look, run.payout or 0):
            found.setdefault(line.member, set()).add(line.state)
    return found


async def settled(chat: Chat, what: str) -> list[str]:
    """Two treasurers who are not concerned say the same."""
    return await chat.play(f"ana> rewards settle {what}\nana> 1\nben> rewards settle {what}\nben> 1")


async def test_only_the_objected_line_waits(tmp_path: Path) -> None:
    async with proposed(tmp_path) as chat:
        await chat.play("eve> rewards object my gate was a week of work\nana> wait 1d")
        await chat.play(APPROVE)
        assert await states(chat) == {4: {"paid"}, 5: {"held"}}


async def test_every_pot_s_line_is_stopped_and_lowered_in_proportion(tmp_path: Path) -> None:
    async with worked(tmp_path) as chat:
        await chat.play("ana> setup asset USDC 2\nana> treasury deposit 500 USDC revenue the market, paid in")
        await chat.play(
            "ben> treasury confirm 1\nben> 1\nana> setup budget 300 USDC 3\nana> 1\nana> wait 30d"
        )
        await chat.play(HOLD)
        assert await states(chat) == {4: {"held"}, 5: {"waiting"}}
        assert "Give the lower amount in LEAF" in await ask(chat, "ana", "rewards settle @dee lower 20 USDC")
        await settled(chat, "@dee lower 500")
        async with looking(chat) as look:
            lines = await payouts.lines(look, 1)
            held = await ledger.balances(look, f"reserved:{NOVEMBER}")
        mine = {line.asset: line.amount for line in lines if line.member == 4}
        due = {asset: sum(line.amount for line in lines if line.asset == asset) for asset in ("LEAF", "USDC")}
        assert mine == {"LEAF": 500 * TOKEN, "USDC": 50_00}
        assert held == due


async def test_what_is_struck_goes_back_at_once(tmp_path: Path) -> None:
    async with proposed(tmp_path) as chat:
        await chat.play(HOLD)
        shown = "\n".join(await settled(chat, "@dee strike"))
        assert "Treasurers decided to strike the line of dee: 1,500 LEAF goes back." in shown
        async with looking(chat) as look:
            assert await ledger.balances(look, f"reserved:{NOVEMBER}") == {"LEAF": 1500 * TOKEN}
            assert await ledger.verify(look) is None
            entry = await ledger.find(look, f"settle/{NOVEMBER}/1")
        assert entry is not None
        assert entry.data == {"member": 4, "resolution": "strike", "treasurers": [1, 2]}


async def test_a_line_released_after_its_approval_is_paid_at_once(tmp_path: Path) -> None:
    async with proposed(tmp_path) as chat:
        await chat.play(HOLD + "\nana> wait 1d")
        await chat.play(APPROVE)
        assert (await run_of(chat)).state == months.APPROVED
        shown = "\n".join(await settled(chat, "@dee release"))
        assert "Then: 1,500 LEAF is paid" in shown
        assert (await run_of(chat)).state == months.PAID
        assert "[1] Approve" not in shown[shown.rindex("Payout #1") :]


async def test_a_month_of_which_every_line_is_struck_is_done_without_a_payment(tmp_path: Path) -> None:
    async with proposed(tmp_path) as chat:
        await chat.play(HOLD + "\ncy> rewards hold @eve I want to see the gate")
        await settled(chat, "@dee strike")
        await settled(chat, "@eve strike")
        shown = await ask(chat, "ana", "wait 1d")
        assert "Every line was struck." in shown
        assert "#treasury" not in shown
        assert (await run_of(chat)).state == months.PAID
        async with looking(chat) as look:
            assert not await ledger.balances(look, f"reserved:{NOVEMBER}")
        assert "#1" not in await ask(chat, "ana", "treasury payouts")


async def test_the_last_line_struck_after_the_others_were_paid_ends_the_month(tmp_path: Path) -> None:
    async with proposed(tmp_path) as chat:
        await chat.play(HOLD + "\nana> wait 1d")
        await chat.play(APPROVE)
        await settled(chat, "@dee strike")
        assert (await run_of(chat)).state == months.PAID
        async with looking(chat) as look:
            assert not await ledger.balances(look, f"reserved:{NOVEMBER}")


async def test_the_closing_second_counts_and_one_later_does_not(tmp_path: Path) -> None:
    async with proposed(tmp_path) as chat:
        window = (await run_of(chat)).window
        assert window is not None
        chat.app.clock.move(window - chat.app.clock())
        assert "waits until" in await ask(chat, "eve", "rewards object at the last second")
        chat.app.clock.move(timedelta(seconds=1))
        assert "ended on 3 Dec 2026" in await ask(chat, "dee", "rewards object one too late")


async def test_one_open_objection_a_member_and_another_once_it_is_settled(tmp_path: Path) -> None:
    async with proposed(tmp_path) as chat:
        await chat.play("eve> rewards object the first")
        assert "already" in await ask(chat, "eve", "rewards object @dee the second")
        await settled(chat, "@eve release")
        assert "The line of dee waits" in await ask(chat, "eve", "rewards object @dee the second")


async def test_several_complaints_about_a_line_are_settled_together(tmp_path: Path) -> None:
    async with proposed(tmp_path) as chat:
        await chat.play(
            "eve> rewards object @dee nobody saw beds\ndee> rewards object they were two weeks\n" + HOLD
        )
        await settled(chat, "@dee release")
        assert await states(chat) == {4: {"waiting"}, 5: {"waiting"}}
        async with looking(chat) as look:
            assert {one.state for one in await objections.of_month(look, NOVEMBER)} == {"release"}


async def test_who_objects_or_gains_does_not_settle(tmp_path: Path) -> None:
    async with worked(tmp_path) as chat:
        await chat.play("ana> contribution log Wrote the plan\ndee> contribution attest 5\nana> wait 30d")
        await chat.play("cy> rewards hold @ana I have not read a plan")
        for who in ("ana", "cy"):
            assert "This concerns you" in await ask(chat, who, "rewards settle @ana release")
        await chat.play("ben> rewards settle @ana release\nben> 1")  # the only one who may
        assert (await states(chat))[1] == {"waiting"}


async def test_the_same_resolution_must_be_named_and_the_last_word_counts(tmp_path: Path) -> None:
    async with proposed(tmp_path) as chat:
        await chat.play(HOLD)
        await chat.play(
            "ana> rewards settle @dee lower 100\nana> 1\nben> rewards settle @dee lower 200\nben> 1"
        )
        assert (await states(chat))[4] == {"held"}
        await chat.play("ben> rewards settle @dee lower 100\nben> 1")
        assert (await states(chat))[4] == {"waiting"}


async def test_words_said_before_do_not_count_for_a_later_hold(tmp_path: Path) -> None:
    async with proposed(tmp_path) as chat:
        await chat.play(HOLD + "\nana> rewards settle @dee strike\nana> 1")
        await chat.play("ana> rewards settle @dee release\nana> 1\nben> rewards settle @dee release\nben> 1")
        await chat.play("cy> rewards hold @dee once more\nben> rewards settle @dee strike\nben> 1")
        assert (await states(chat))[4] == {"held"}


async def test_a_treasurer_holds_a_line_once_and_never_their_own(tmp_path: Path) -> None:
    async with proposed(tmp_path) as chat:
        await chat.play(HOLD)
        assert "already; other treasurers settle it" in await ask(chat, "cy", "rewards hold @dee again")
        assert "cannot hold your own line" in await ask(chat, "cy", "rewards hold @cy mine")
        assert "no line that is still unpaid" in await ask(chat, "cy", "rewards hold @ana she has none")


async def test_nothing_can_be_stopped_once_it_is_paid(tmp_path: Path) -> None:
    async with paid(tmp_path) as chat:
        assert "nothing to hold" in await ask(chat, "cy", "rewards hold @dee late")
        assert "No rewards are proposed now" in await ask(chat, "eve", "rewards object late")
        assert "Nobody holds the line" in await ask(chat, "ana", "rewards settle @dee strike")


async def test_before_a_month_is_judged_there_is_nothing_to_object_to(tmp_path: Path) -> None:
    async with founded(tmp_path) as chat:
        assert "once a month has been judged" in await ask(chat, "dee", "rewards object too early")


async def test_a_preview_stops_and_settles_nothing(tmp_path: Path) -> None:
    async with proposed(tmp_path) as chat:
        await chat.play(HOLD + "\nana> rewards settle @dee strike\nana> 1")
        shown = await ask(chat, "ben", "rewards settle @dee strike")
        assert "Nothing has happened yet." in shown
        assert "1,500 LEAF goes back" in shown
        assert (await states(chat))[4] == {"held"}


async def test_treasurers_who_may_settle_are_the_only_ones_called(tmp_path: Path) -> None:
    async with proposed(tmp_path) as chat:
        await chat.play(HOLD)
        posts = [
            one.card for one in chat.terminal.messages.values() if "cy holds the line of dee" in one.card.body
        ]
        assert [post.mentions for post in posts] == [(1, 2)]


async def test_the_line_of_a_member_who_was_joined_is_that_of_the_one_who_is_left(tmp_path: Path) -> None:
    async with proposed(tmp_path) as chat:

        async def join(change: Change) -> None:
            await members.alter(change, 5, merged_into=4)

        await act(chat, join)
        await chat.play("dee> rewards object it was me all the time")
        assert await states(chat) == {4: {"held"}, 5: {"held"}}
        await settled(chat, "@dee release")
        assert await states(chat) == {4: {"waiting"}, 5: {"waiting"}}
        async with looking(chat) as look:
            assert await joining.followed(look, [5]) == {5: 4}

"""What came out of a month: explained, paid, published, carried on."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot import verify
from rules import bundle, ledger, months
from storage import contributions, members, parameters, runs
from storage import ledger as books
from storage.store import Change
from tests.cogs.garden import ask, looking
from tests.cogs.judges import Judge
from tests.cogs.months import (
    APPROVE,
    DECEMBER,
    NOVEMBER,
    act,
    bundle_of,
    founded,
    paid,
    proposed,
    run_of,
    worked,
)

TOKEN = 10**6


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "bundle.json"
    path.write_text(text, encoding="utf-8")
    return path


async def test_the_published_bundle_verifies_offline(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with paid(tmp_path) as chat:
        text = await bundle_of(chat)
        async with looking(chat) as look:
            entry = await books.find(look, f"reward/{NOVEMBER}")
            assert entry is not None
            given = await books.hash_of(look, entry.number)
    assert verify.main(written(tmp_path, text)) == 0
    said = capsys.readouterr().out
    assert said.startswith("November 2026: everything follows.")
    assert f"entry {entry.number}, hash {given[:12]}" in said
    assert "2 scores by embedded 1, recomputed; 2 lines paid." in said


async def test_a_byte_edited_anywhere_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async with paid(tmp_path) as chat:
        text = await bundle_of(chat)
    for place in range(0, len(text), 7):
        for other in ("0", "1", "x", '"', " ", "}"):
            if other != text[place]:
                assert verify.judged(text[:place] + other + text[place + 1 :]), (place, other)
    for place in range(0, len(text), 13):
        assert verify.judged(text[:place] + text[place + 1 :])
        assert verify.judged(text[:place] + " " + text[place:])
    assert verify.main(written(tmp_path, text.replace('"needed":2', '"needed":1'))) == 1
    assert "booked for other facts" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["", "[]", "7", "null", "{", "not json", "[" * 100_000, '{"format": NaN}'])
def test_what_is_no_bundle_is_named_so(tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify.main(written(tmp_path, text)) == 1
    assert capsys.readouterr().out.strip()


def test_a_file_that_cannot_be_read_is_named_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify.main(tmp_path / "nothing.json") == 2
    assert "cannot be read" in capsys.readouterr().out
    (tmp_path / "picture.json").write_bytes(b"\xff\xfe\x00")
    assert verify.main(tmp_path / "picture.json") == 2


async def test_each_bundle_of_a_month_paid_in_parts_verifies(tmp_path: Path) -> None:
    async with proposed(tmp_path) as chat:
        await chat.play("cy> rewards hold @dee I want to see the beds\nana> wait 1d")
        await chat.play(APPROVE)
        first = await bundle_of(chat)
        assert (await run_of(chat)).state == months.APPROVED
        await chat.play("ana> rewards settle @dee release\nana> 1")
        shown = "\n".join(await chat.play("ben> rewards settle @dee release\nben> 1"))
        second = await bundle_of(chat)
        assert (await run_of(chat)).state == months.PAID
    assert verify.judged(first) == verify.judged(second) == ""
    assert [len(json.loads(text)["payments"]) for text in (first, second)] == [1, 2]
    assert "✉ dee" in shown
    assert "✉ eve" not in shown  # who was told before is not told again
    payment = json.loads(second)["payments"][1]
    assert [(one["kind"], one["state"]) for one in payment["objections"]] == [("hold", "release")]
    assert [line["member"] for line in payment["lines"]] == [4]


async def test_members_who_want_no_note_get_none(tmp_path: Path) -> None:
    async with proposed(tmp_path) as chat:
        await chat.play("eve> notify off rewards\nana> wait 1d")
        shown = "\n".join(await chat.play(APPROVE))
        assert "✉ dee" in shown
        assert "✉ eve" not in shown


async def test_the_ledger_is_whole_and_the_reserve_empty_in_the_end(tmp_path: Path) -> None:
    async with paid(tmp_path) as chat, looking(chat) as look:
        assert await books.verify(look) is None
        assert not await books.balances(look, f"reserved:{NOVEMBER}")
        got = [await books.balances(look, ledger.member(one)) for one in (4, 5)]
        assert sum(one["LEAF"] for one in got) == 3000 * TOKEN


async def test_the_label_stands_in_every_post_of_a_month_without_a_model(tmp_path: Path) -> None:
    async with worked(tmp_path) as chat:
        shown = await chat.play("ana> wait 31d\n" + APPROVE + "dee> rewards explain\ndee> rewards show")
        label = "Scorer: embedded, no model configured"
        titles = sum("**Rewards for" in line and "Payout" not in line for line in shown)
        judged = sum("The month is frozen and is being judged." in line for line in shown)
        assert sum(label in line for line in shown) == titles - judged + 2  # token rewards, explain


async def test_texts_are_published_only_where_the_community_wants_it(tmp_path: Path) -> None:
    async with worked(tmp_path) as chat:

        async def publish(change: Change) -> None:
            await parameters.put(change, {"publish_texts": True}, 99)

        await act(chat, publish)
        await act(chat, lambda change: contributions.erase_texts(change, 5))
        await chat.play("ana> wait 31d")
        await chat.play(APPROVE)
        text = await bundle_of(chat)
    assert verify.judged(text) == ""
    told = {one["text"] for one in json.loads(text)["published"].values()}
    assert "Dug the new beds along the wall" in told
    assert "Mended the gate" not in text
    assert verify.judged(text.replace("Dug the new", "Dug the old"))


async def test_otherwise_no_text_and_no_name_is_in_a_bundle(tmp_path: Path) -> None:
    async with paid(tmp_path) as chat:
        text = await bundle_of(chat)
    assert "published" not in text
    assert not any(word in text for word in ("Dug", "Mended", "garden one", '"eve"', '"ana"'))


async def test_a_bundle_of_a_named_judge_proves_its_answer(tmp_path: Path) -> None:
    async with paid(tmp_path, Judge(scores={4: 600, 5: 600})) as chat:
        text = await bundle_of(chat)
    assert verify.judged(text) == ""
    assert json.loads(text)["scorer"] == "wise model"
    assert verify.judged(text.replace('"scores":{"4":600', '"scores":{"4":601'))


async def test_others_can_be_kept_from_reading_how_a_reward_came_about(tmp_path: Path) -> None:
    async with proposed(tmp_path) as chat:

        async def keep(change: Change) -> None:
            await parameters.put(change, {"explain_public": False}, 99)

        await act(chat, keep)
        assert "only how their own" in await ask(chat, "ben", "rewards explain @eve")
        assert "eve in November 2026" in await ask(chat, "eve", "rewards explain @eve")


async def test_a_month_that_was_not_judged_is_refused_in_words(tmp_path: Path) -> None:
    async with founded(tmp_path) as chat:
        assert "No month has been judged yet" in await ask(chat, "dee", "rewards show")
        assert "has not been judged yet" in await ask(chat, "dee", "rewards show 2026-11")
        assert "There is no reward run for May 2020" in await ask(chat, "dee", "rewards explain 2020-05")


async def test_a_large_month_shows_the_twenty_largest_lines(tmp_path: Path) -> None:
    async with founded(tmp_path) as chat:
        await chat.play("\n".join(f"p{n}> contribution log Did the work number {n}" for n in range(23)))
        await chat.play("\n".join(f"ana> contribution attest {n}" for n in range(1, 24)) + "\nana> wait 30d")
        shown = await ask(chat, "ana", "rewards show")
        assert "23 members share 3,000 LEAF" in shown
        assert "… and 3 more" in shown


async def test_what_stands_out_is_shown_and_changes_nothing(tmp_path: Path) -> None:
    async with founded(tmp_path) as chat:
        mutual = "\n".join(
            f"dee> praise @eve thanks for day {n}\neve> praise @dee thanks too, {n}" for n in range(5)
        )
        await chat.play("eve> contribution log Mended the gate\n" + mutual)
        await chat.play("ana> moderators ana\nana> contribution flag 1 says nothing\nana> wait 30d")
        shown = await ask(chat, "ana", "rewards show")
        assert "Look at: most praise of eve is mutual; most praise of dee is mutual" in shown
        assert "#1 is flagged by moderators" in shown
        assert "eve  50.0 %  1,500" in shown


async def test_the_treasurers_decision_about_a_month_is_an_entry(tmp_path: Path) -> None:
    async with proposed(tmp_path) as chat:
        await chat.play("ana> wait 1d\nana> treasury refuse 1 no\nana> 1\nben> treasury refuse 1 no\nben> 1")
        await chat.play("ana> rewards carry\nben> rewards carry")
        async with looking(chat) as look:
            entry = await books.find(look, f"choice/{NOVEMBER}/1")
            assert entry is not None
            assert entry.data == {"way": "carry", "treasurers": [1, 2]}
            assert (await runs.get(look, NOVEMBER)).state == months.CARRIED


async def test_a_choice_of_somebody_who_is_no_treasurer_any_more_does_not_count(tmp_path: Path) -> None:
    async with proposed(tmp_path) as chat:
        await chat.play("ana> wait 1d\nana> treasury refuse 1 no\nana> 1\nben> treasury refuse 1 no\nben> 1")
        await chat.play("ana> rewards carry")
        await act(chat, lambda change: members.revoke(change, 1, "treasurer"))
        assert "1 more treasurer" in await ask(chat, "cy", "rewards carry")
        assert "judged together" in await ask(chat, "ben", "rewards carry")


async def test_carried_work_is_judged_with_the_next_month_and_its_money_too(tmp_path: Path) -> None:
    async with proposed(tmp_path) as chat:
        await chat.play("ana> wait 1d\nana> treasury refuse 1 no\nana> 1\nben> treasury refuse 1 no\nben> 1")
        await chat.play("ana> rewards carry\nben> rewards carry\nana> wait 31d")
        async with looking(chat) as look:
            digest = await runs.digest(look, DECEMBER)
            run = await runs.get(look, DECEMBER)
        assert digest is not None
        assert digest["carried"] == [NOVEMBER]
        assert [work["id"] for work in digest["works"]] == [1, 2, 3, 4]
        assert run.pots == {"LEAF": 6000 * TOKEN}


async def test_a_month_refused_after_a_line_was_struck_is_judged_with_what_is_left(tmp_path: Path) -> None:
    async with proposed(tmp_path) as chat:
        await chat.play("cy> rewards hold @eve no gate was seen")
        await chat.play(
            "ana> rewards settle @eve strike\nana> 1\nben> rewards settle @eve strike\nben> 1\nana> wait 1d"
        )
        await chat.play("ana> treasury refuse 1 no\nana> 1\nben> treasury refuse 1 no\nben> 1")
        await chat.play("ana> rewards again\nben> rewards again")
        run = await run_of(chat)
        async with looking(chat) as look:
            held = await books.balances(look, f"reserved:{NOVEMBER}")
        assert run.state == months.PROPOSED
        assert run.pots == held
        assert sum(run.amounts["LEAF"].values()) <= held["LEAF"] < 3000 * TOKEN


async def test_when_the_rest_is_refused_what_was_paid_stays_and_the_rest_goes_back(tmp_path: Path) -> None:
    async with proposed(tmp_path) as chat:
        await chat.play("cy> rewards hold @eve no gate was seen\nana> wait 1d")
        await chat.play(APPROVE)
        assert (await run_of(chat)).state == months.APPROVED
        await chat.play("ana> treasury refuse 1 not eve\nana> 1\ncy> treasury refuse 1 not eve\ncy> 1")
        run = await run_of(chat)
        async with looking(chat) as look:
            assert run.state == months.PAID
            assert not await books.balances(look, f"reserved:{NOVEMBER}")
            assert await books.verify(look) is None
        assert verify.judged(await bundle_of(chat)) == ""


async def test_the_cap_leaves_money_that_goes_back_only_when_the_month_is_done(tmp_path: Path) -> None:
    async with founded(tmp_path) as chat:
        await chat.play("dee> contribution log Dug the beds\nben> praise @dee for the beds\nana> wait 30d")
        shown = await ask(chat, "ana", "rewards show")
        assert "Back to the budget: 1,500 LEAF" in shown
        assert "which ends this share there" in await ask(chat, "dee", "rewards explain")
        await chat.play("ana> wait 1d")
        await chat.play(APPROVE)
        async with looking(chat) as look:
            assert not await books.balances(look, f"reserved:{NOVEMBER}")
        assert verify.judged(await bundle_of(chat)) == ""


def rebuilt(text: str) -> dict[str, Any]:
    return json.loads(text)  # type: ignore[no-any-return]


async def test_the_payment_entry_holds_who_approved_and_when(tmp_path: Path) -> None:
    async with paid(tmp_path) as chat:
        payment = rebuilt(await bundle_of(chat))["payments"][0]
    assert {one: vote["approves"] for one, vote in payment["approvals"].items()} == {"1": True, "3": True}
    assert payment["approvals"]["1"]["at"].startswith("2026-12-03T")
    assert payment["treasurers"] == [1, 2, 3]
    assert set(payment) == {"entry", "previous", "hash", *bundle.DECIDED}

"""Every command × every role alone × own and others' things × every state they can be in."""

from __future__ import annotations

import pytest

from bot.docs import table
from tests.registry.cases import CASES
from tests.registry.trial import Trial
from tests.registry.worlds import PERSONAS, Visits

SPECS = {spec.name: spec for spec in table().specs.values()}
HELD = {
    "treasurer": "treasurer",
    "guardian": "guardian",
    "admin": "admin",
    "moderator": "moderator",
    "host": "host",
}


def test_every_command_has_cases() -> None:
    assert set(CASES) == set(SPECS)


@pytest.mark.parametrize("name", sorted(CASES))
@pytest.mark.asyncio(loop_scope="session")
async def test_everybody_tries(name: str, visits: Visits) -> None:
    spec, (chosen, tails) = SPECS[name], CASES[name]
    for world in chosen:
        async with visits.to(world) as eye:
            trial = Trial(eye)
            for persona, event in PERSONAS.items():
                for tail in tails:
                    card = await trial.act(event, f"{name} {tail}".strip())
                    may = "member" in spec.roles or HELD.get(persona) in spec.roles
                    assert may or card.tone == "refusal", (persona, name, tail, card)

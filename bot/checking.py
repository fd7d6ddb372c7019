"""`python -m bot check`: asks the configured model one small question and says in plain words what works."""

from __future__ import annotations

from bot.config import Config, model_key
from bot.model import endpoint
from prompts import trying
from prompts.client import Client
from prompts.cost import MICROCENTS, Spending
from prompts.faults import Fault
from prompts.trying import Tried
from rules import answers, dealing

WORKS, FAILS = 0, 1
PEOPLE, SAMPLES = 60, 5
NOTHING = (
    "No model is configured: the embedded scorer judges months, and every post says so.\n"
    "To have a model judge, set enabled, name and base_url under [model], and the key in BOT_MODEL_API_KEY."
)
FORMATS = {
    "json_schema": "it takes our JSON schema, so answers keep to their form",
    "json_object": "it knows JSON mode but not our schema; each answer is checked all the same",
    "text": "it knows no JSON mode; each answer is checked all the same, and more of them will be unusable",
}
ADVICE = {
    answers.FENCED: "its JSON stands in a code fence; set model.format to json_schema or json_object, or take another model",
    answers.CUT: "it was cut off; raise model.max_tokens",
    answers.PROSE: "it is prose instead of JSON; take a model that follows a schema",
    answers.REFUSED: "the model refused",
    answers.FILTERED: "the endpoint's content filter stopped it",
    answers.CONTEXT: "the request is too long for this model",
}


async def check(config: Config) -> int:
    """Print what works; 0 if a month can be judged, 1 if not."""
    if not config.model.enabled:
        print(NOTHING)
        return WORKS
    where, key = endpoint(config.model), model_key()
    print(f"Model {where.model} at {where.base_url}, {'with' if key else 'without'} a key.")
    client = Client(where, key)
    try:
        tried = await trying.attempt(client)
    except Fault as fault:
        print(f"✗ {fault}")
        return FAILS
    finally:
        await client.close()
    for line in told(tried, config):
        print(line)
    return WORKS if tried.answer.valid else FAILS


def told(tried: Tried, config: Config) -> list[str]:
    """What one answer shows, a line each."""
    form = tried.mode.split()[0]
    lines = [
        f"✓ It answers, after {tried.seconds:.1f} s.",
        f"{'✓' if form == 'json_schema' else '·'} Format: {FORMATS[form]}.",
    ]
    if not tried.answer.valid:
        kind = tried.answer.kind
        return [*lines, f"✗ The answer cannot be used: {ADVICE.get(kind, kind)}."]
    lines += ["✓ The answer is whole: every member once, a score, a reason."]
    sense = (
        "✓ More work got more, and a text that asked for everything did not get it."
        if tried.sensible
        else "· The scores are odd: more work did not get more, or a text that asked for everything got it. Take a better model."
    )
    return [*lines, sense, *cost(tried, config)]


def cost(tried: Tried, config: Config) -> list[str]:
    """What a month of 60 people would take, reckoned from this answer."""
    model, reply = config.model, tried.reply
    calls = SAMPLES * dealing.batches(PEOPLE, SAMPLES)
    members = SAMPLES * PEOPLE
    tokens_in, tokens_out = calls * reply.tokens_in + members * 250, members * reply.tokens_out // 3
    spending = Spending(price_in=model.price_in, price_out=model.price_out)
    cents = spending.price(tokens_in, tokens_out) / MICROCENTS
    counted = "" if reply.counted else " (the endpoint does not count them, so this is an estimate)"
    price = f", about {cents:,.0f} US cents" if model.price_in or model.price_out else ""
    lines = [f"· Tokens: {reply.tokens_in:,} in, {reply.tokens_out:,} out{counted}."]
    total = tokens_in + tokens_out
    lines += [
        f"· A month of {PEOPLE} people, {SAMPLES} samples: {calls} calls, about {total:,} tokens{price}."
    ]
    if model.max_tokens_run and total > model.max_tokens_run:
        lines += ["✗ That is more than model.max_tokens_run allows; raise it."]
    if model.max_cost and cents > model.max_cost:
        lines += ["✗ That is more than model.max_cost allows; raise it."]
    return lines

"""From settings to who judges: the embedded scorer, or a model behind an endpoint."""

from __future__ import annotations

from bot import config, progress, sections
from bot.deps import Deps
from prompts.calls import Limits
from prompts.client import Endpoint
from prompts.judge import Model
from prompts.scorer import Embedded, Scorer


def deps(settings: config.Config) -> Deps:
    """What the cogs are given by these settings."""
    return Deps(scorer=scorer(settings.model), charts=settings.charts.enabled)


def scorer(model: sections.Model) -> Scorer:
    """Who judges months."""
    if not model.enabled:
        return Embedded()
    limits = Limits(model.max_tokens_run, model.max_cost)
    trials = Limits(model.max_tokens_trials, model.max_cost_trials)
    return Model(endpoint(model), config.model_key(), limits, progress.report, trials=trials)


def endpoint(model: sections.Model) -> Endpoint:
    """Where the model answers, and how it is asked."""
    return Endpoint(
        model.base_url,
        model.name,
        model.max_tokens,
        model.timeout,
        model.parallel,
        model.format,
        None if model.temperature == "unset" else model.temperature,
        model.price_in,
        model.price_out,
    )

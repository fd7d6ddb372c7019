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
    model = settings.model
    choices = (
        {label: scorer(asked(model, one)) for label, one in model.choices.items()} if model.enabled else {}
    )
    return Deps(scorer=scorer(model), choices=choices, charts=settings.charts.enabled)


def asked(model: sections.Model, choice: sections.Choice) -> sections.Model:
    """The settings of a choice: its own, and for the rest those of the model."""
    return model.model_copy(update={name: getattr(choice, name) for name in type(choice).model_fields})


def scorer(model: sections.Model) -> Scorer:
    """Who judges months."""
    if not model.enabled:
        return Embedded()
    limits = Limits(model.max_tokens_run, model.max_cost)
    trials = Limits(model.max_tokens_trials, model.max_cost_trials)
    return Model(
        endpoint(model),
        config.model_key(),
        limits,
        progress.report,
        trials=trials,
        watched=model.safeguards,
    )


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

"""Words for orders to whoever judges; a file a language."""

from rules.lexicon.orders import english, french, german, spanish

__all__ = ["english", "french", "german", "spanish"]

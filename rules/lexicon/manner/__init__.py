"""Words for how to answer and what to hide; a file a language."""

from rules.lexicon.manner import english, french, german, spanish

__all__ = ["english", "french", "german", "spanish"]

"""Words for people, and for what they would get; a file a language."""

from rules.lexicon.people import english, french, german, spanish

__all__ = ["english", "french", "german", "spanish"]

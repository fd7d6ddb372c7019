"""The one exception that people are meant to read."""


class Refusal(Exception):
    """A rule said no; the message is one sentence for the person who asked."""

"""The one exception that people are meant to read."""


class Refusal(Exception):  # noqa: N818 - it is an answer, not a fault
    """A rule said no; the message is one sentence for the person who asked."""

"""No rule is wrong because the machine is busy: examples have no deadline."""

from hypothesis import settings

settings.register_profile("rules", deadline=None)
settings.load_profile("rules")

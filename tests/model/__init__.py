"""A language model's service on loopback that does what a script says."""

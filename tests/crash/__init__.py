"""Killing a separate process at every step of a month, and what stands afterwards."""

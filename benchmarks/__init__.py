"""Measured figures, always beside a baseline of the same run."""

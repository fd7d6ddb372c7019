"""What is said to a scorer, and the scorer that needs none."""

"""What is mine: tokens, work, rewards, what waits for me, and what I am told."""

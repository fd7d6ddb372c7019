"""Every command against everybody, every state and every bad input."""

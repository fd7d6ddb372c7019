"""Features: what members can do, one file each."""

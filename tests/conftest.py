"""Every storage test runs on both databases; PostgreSQL is skipped only where none answers."""

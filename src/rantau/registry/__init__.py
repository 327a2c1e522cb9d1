"""Floor 2: who and where."""

"""The placement file of one person: its facts and its assessment."""

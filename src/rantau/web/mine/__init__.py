"""A person's own space: what is missing, whose turn, cost, contract, card, who opened the file."""

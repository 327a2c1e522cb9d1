"""Floor 1: the mechanisms, without a word of the field in them."""

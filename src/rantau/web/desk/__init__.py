"""The officer's desk: a queue ordered by the harm of waiting, one page per file, assisted entry."""

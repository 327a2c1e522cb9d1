"""Floor 3: from a job order to a departure. Later rooms import earlier ones; each writes what it proved as evidence."""

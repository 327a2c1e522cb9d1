"""The ministry's centre: permits to decide, supervision, the rulebook."""

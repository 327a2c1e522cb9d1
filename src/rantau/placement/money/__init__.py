"""Cost statements, payments, overcharging."""

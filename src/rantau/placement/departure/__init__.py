"""The gate, the departure and the arrival report."""

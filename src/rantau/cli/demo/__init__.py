"""The demo country: persons and companies that do not exist, the same for the same seed."""

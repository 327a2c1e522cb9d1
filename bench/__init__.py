"""Measurements. Each module prints one JSON line per figure; `make bench` keeps them under bench/results."""

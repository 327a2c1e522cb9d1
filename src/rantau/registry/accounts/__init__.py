"""Accounts, postings and roles."""

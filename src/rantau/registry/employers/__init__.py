"""Employers and partner agencies abroad."""

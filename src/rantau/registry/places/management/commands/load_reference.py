"""``load_reference``: regions, countries, occupations and airports into the database."""

from django.core.management.base import BaseCommand
from django.db import connection

from rantau.registry.places.reference import load_reference


class Command(BaseCommand):
    """Load the reference data. Safe to repeat: a second run changes nothing."""

    help = "Load regions, countries, occupations, airports and old names; safe to repeat."

    def handle(self, *args: object, **options: object) -> None:
        """Load and print per table how many rows were new or changed."""
        for table, changed in load_reference(connection).items():
            self.stdout.write(f"{table}: {changed}")

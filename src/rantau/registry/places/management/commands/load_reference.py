"""``load_reference``: regions, countries, occupations and airports into the database."""

from django.core.management.base import BaseCommand
from django.db import connection

from rantau.registry.places.reference import load_reference


class Command(BaseCommand):
    """Load the reference data. Safe to repeat: a second run changes nothing."""

    help = "Load regions, countries, occupations, airports and old names; safe to repeat."

    def handle(self, *args: object, **options: object) -> None:
        """Load and print per table how many rows were new or changed; silent at verbosity 0."""
        changes = load_reference(connection)
        if options["verbosity"]:
            self.stdout.writelines(f"{table}: {changed}\n" for table, changed in changes.items())

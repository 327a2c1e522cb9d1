"""``catalogues update|compile|check``: keep the English texts complete."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rantau.web.look import catalogue


class Command(BaseCommand):
    """Add new messages, compile what changed, or list what has no English yet (exit 1)."""

    help = "Update, compile or check the translation catalogues of all apps."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("act", choices=["update", "compile", "check"])
        parser.add_argument("apps", nargs="*", help="only these apps (update)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["act"] == "check":
            return self._check()
        updating = options["act"] == "update"
        written = catalogue.update_catalogues(options["apps"]) if updating else catalogue.compile_catalogues()
        for path in written if options["verbosity"] else ():
            self.stdout.write(str(path.relative_to(catalogue.SOURCE)))
        return None

    def _check(self) -> None:
        untranslated = catalogue.missing()
        if untranslated:
            raise CommandError("\n".join(["No English yet:", *untranslated]))

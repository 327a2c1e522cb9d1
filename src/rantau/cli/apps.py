from django.apps import AppConfig


class CliConfig(AppConfig):
    name = "rantau.cli"
    label = "cli"

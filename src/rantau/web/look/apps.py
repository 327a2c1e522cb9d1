from django.apps import AppConfig


class LookConfig(AppConfig):
    name = "rantau.web.look"
    label = "look"

from django.apps import AppConfig


class CentreConfig(AppConfig):
    name = "rantau.web.centre"
    label = "web_centre"

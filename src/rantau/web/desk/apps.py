from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "rantau.web.desk"
    label = "web_desk"

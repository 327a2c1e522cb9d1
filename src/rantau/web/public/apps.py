from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "rantau.web.public"
    label = "web_public"

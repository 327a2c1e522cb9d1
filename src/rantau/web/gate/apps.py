from django.apps import AppConfig


class GateConfig(AppConfig):
    name = "rantau.web.gate"
    label = "web_gate"

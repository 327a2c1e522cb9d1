from django.apps import AppConfig


class MineConfig(AppConfig):
    name = "rantau.web.mine"
    label = "web_mine"

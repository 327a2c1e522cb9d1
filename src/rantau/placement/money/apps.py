from django.apps import AppConfig


class MoneyConfig(AppConfig):
    name = "rantau.placement.money"
    label = "money"
    default_auto_field = "django.db.models.BigAutoField"

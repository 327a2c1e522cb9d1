from django.apps import AppConfig


class DepartureConfig(AppConfig):
    name = "rantau.placement.departure"
    label = "departure"
    default_auto_field = "django.db.models.BigAutoField"

from django.apps import AppConfig


class EmployersConfig(AppConfig):
    name = "rantau.registry.employers"
    label = "employers"
    default_auto_field = "django.db.models.BigAutoField"

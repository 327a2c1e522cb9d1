from django.apps import AppConfig


class ClearanceConfig(AppConfig):
    name = "rantau.placement.clearance"
    label = "clearance"
    default_auto_field = "django.db.models.BigAutoField"

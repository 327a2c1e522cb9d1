from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "rantau.placement.agreements"
    label = "agreements"
    default_auto_field = "django.db.models.BigAutoField"

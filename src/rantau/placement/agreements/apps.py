from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "rantau.placement.agreements"
    label = "agreements"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the channel through which lower rooms tell this one."""
        from rantau.placement.agreements import jobs as jobs

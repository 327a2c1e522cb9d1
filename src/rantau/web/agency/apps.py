from django.apps import AppConfig


class AgencyConfig(AppConfig):
    name = "rantau.web.agency"
    label = "web_agency"

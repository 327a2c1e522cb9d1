"""Where the API hangs: ``/api/v1``."""

from django.urls import path

from rantau.api.app import add_actions, build
from rantau.api.reads import router
from rantau.config.matrix import load_actions

api = build()
add_actions(api, load_actions())
api.add_router("", router)

urlpatterns = [path("", api.urls)]

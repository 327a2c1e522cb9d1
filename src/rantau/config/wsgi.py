"""The WSGI application that ``rantau serve`` runs."""

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

application = get_wsgi_application()
# Pages and API are built here, while the process starts, and not on the first visitor's time (some seconds of it).
get_resolver().url_patterns  # noqa: B018 - reading it builds them

"""The WSGI application that ``rantau serve`` runs."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

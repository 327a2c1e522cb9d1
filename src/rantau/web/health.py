"""Health and metrics for operators. They say nothing about anybody."""

from django.db import DatabaseError, connection
from django.http import HttpResponse, JsonResponse

from rantau.web import metrics
from rantau.web.access import ActorRequest, page


@page(public=True)
def live(request: ActorRequest) -> HttpResponse:
    """Answer that the process runs."""
    return JsonResponse({"status": "live"})


@page(public=True)
def ready(request: ActorRequest) -> HttpResponse:
    """Answer whether the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")
    except DatabaseError:
        return JsonResponse({"status": "degraded", "reason": "database"}, status=503)
    return JsonResponse({"status": "ready"})


@page(public=True)
def figures(request: ActorRequest) -> HttpResponse:
    """Return the process's figures for Prometheus."""
    return HttpResponse(metrics.text(), content_type="text/plain; version=0.0.4")

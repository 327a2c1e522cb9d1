"""What every page's layout needs: navigation of the space, who acts, the urgent line."""

from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, object]:
    """Return the layout's values for any template."""
    return {"actor": getattr(request, "actor", None)}

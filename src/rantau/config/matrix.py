"""The machine-readable matrix, read from the declarations that the runner and the pages enforce."""

from collections.abc import Iterator
from importlib import import_module

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from rantau.kernel.actions import Spec, registry
from rantau.kernel.actors import Role

PREFIXES = ("rantau.kernel", "rantau.registry", "rantau.placement")


def load_actions() -> dict[str, Spec]:
    """Import every room's actions and return them by name."""
    for config in apps.get_app_configs():
        if config.name.startswith(PREFIXES):
            try:
                import_module(f"{config.name}.actions")
            except ModuleNotFoundError as error:
                if error.name != f"{config.name}.actions":
                    raise
    return registry()


def pages() -> Iterator[tuple[str, str, object]]:
    """Yield (route, name, view) for every URL of the site."""
    yield from _walk(get_resolver(), "")


def _walk(resolver: URLResolver, prefix: str) -> Iterator[tuple[str, str, object]]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield route, entry.name or "", entry.callback
        else:
            yield from _walk(entry, route)


def whole_matrix() -> dict[str, object]:
    """Return roles, actions and pages with who may call them and how the caller must stand to the subject."""
    return {
        "roles": [str(role) for role in Role],
        "actions": {name: _action_row(spec) for name, spec in load_actions().items()},
        "pages": {route: _page_row(name, view) for route, name, view in pages()},
    }


def _action_row(spec: Spec) -> dict[str, object]:
    return {
        "roles": sorted(spec.roles),
        "reach": str(spec.reach),
        "visitors": spec.visitors,
        "machines": sorted(spec.machines),
        "fields": sorted(spec.command.model_fields),
        "law": list(spec.law),
    }


def _page_row(name: str, view: object) -> dict[str, object]:
    access = getattr(view, "access", None)
    if access is None:
        return {"name": name, "access": "framework"}
    return {"name": name, "access": "public" if access.public else "roles", "roles": sorted(access.roles)}

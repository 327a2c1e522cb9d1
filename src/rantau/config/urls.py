"""The URL table: one include per space. Every view in it declares who may open it (``rantau matrix``)."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from rantau.web import doors, health

SPACES = {
    "look": "",
    "public": "",
    "mine": "saya/",
    "agency": "p3mi/",
    "desk": "meja/",
    "gate": "gerbang/",
    "centre": "pusat/",
}

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
    path("metrics", health.figures, name="metrics"),
    path("api/v1/", include("rantau.api.urls")),
    path("mulai", doors.home, name="home"),
    path("tugas", doors.choose_posting, name="choose_posting"),
    path("bahasa/", include("django.conf.urls.i18n")),
    path("akun/", include("rantau.web.public.account_urls")),
    *(
        path(prefix, include(f"rantau.web.{space}.urls"))
        for space, prefix in SPACES.items()
        if find_spec(f"rantau.web.{space}.urls")
    ),
]

"""English is compiled before the tests of the look read it; nothing here touches the database."""

from collections.abc import Callable, Iterator

import pytest
from django.template import Template, engines
from django.utils import translation
from django_cotton.compiler_regex import CottonCompiler

from rantau.web.look.catalogue import compile_catalogues

Render = Callable[..., str]


@pytest.fixture(scope="session", autouse=True)
def _english() -> None:
    compile_catalogues()


@pytest.fixture(autouse=True)
def _indonesian() -> Iterator[None]:
    with translation.override("id"):
        yield


@pytest.fixture
def draw() -> Render:
    """Render a piece of template with components, spaces between tags made even."""

    def render(source: str, **context: object) -> str:
        template: Template = engines["django"].from_string("{% load look %}" + CottonCompiler().process(source))
        return " ".join(template.render(context).split())

    return render

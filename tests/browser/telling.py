"""Files told backstage up to some point, for tests that look at one page and not at the way to it."""

from datetime import timedelta

from rantau.cli.demo.story import Story, tell
from rantau.kernel import clock
from tests.browser.conftest import World

LONGEST = 39  # days; the journey's own steps take as many


def told(world: World, until: str) -> Story:
    """A woman whose journey got as far as ``until``, told through the actions with nobody watching."""
    return world.site.backstage(_tell, world, until)


def _tell(world: World, until: str) -> Story:
    begun = clock.today() - timedelta(days=LONGEST)
    return tell(Story(next(world.women), world.order, begun=begun, photo=world.photo), until)

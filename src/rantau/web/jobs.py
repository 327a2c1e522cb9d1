"""What people come to a space for every day, and the clicks it takes: said on the page, counted by the tests."""

from dataclasses import dataclass

from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Step:
    """One click: a link or button with these words, or, with ``chosen``, whichever of many the work at hand needs."""

    words: Words
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """One daily job, from the first page of its space. Typing and ticking are not clicks; Enter in a search is."""

    title: Words
    steps: tuple[Step, ...]

    @property
    def clicks(self) -> int:
        """How many clicks the job takes."""
        return len(self.steps)


def job(title: Words, *steps: Words | Step) -> Job:
    """Return a job; plain words are links or buttons that carry them."""
    return Job(title, tuple(each if isinstance(each, Step) else Step(each) for each in steps))

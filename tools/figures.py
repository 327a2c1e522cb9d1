"""Print the figures of the house (docs/house-style.md) and fail past their limits.

`make check` runs this over `src` and `tests`. Every figure has a test that breaks it with a bad sample
(tests/contracts/test_figures.py). How things are counted: tools/sources.py.
"""

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.endpoints import undeclared_endpoints
from tools.layers import layering_breaches
from tools.pace import AIM, last_pace
from tools.sources import Function, Source, read_source

ROOT = Path(__file__).resolve().parents[1]
LOGIC_LINES = 500
FILE_LINES, MODEL_LINES, TEST_LINES = 400, 300, 500
FUNCTION_LINES, FUNCTION_NEVER, FUNCTION_TAIL = 40, 60, 50
VIEW_LINES, TEMPLATE_LINES = 25, 80
CLASS_LINES, CLASS_METHODS = 250, 20
CONSTRAINTS_PER_1000 = 2.0


@dataclass(frozen=True, slots=True)
class Tree:
    """All that is judged: code without migrations, tests, templates, forbidden imports, open URLs, the last run."""

    code: Sequence[Source]
    tests: Sequence[Source] = ()
    templates: Sequence[tuple[Path, int]] = ()
    layering: Sequence[str] = ()
    endpoints: tuple[int, Sequence[str]] = (0, ())
    pace: tuple[int, float] | None = None

    @property
    def lines(self) -> int:
        """Physical lines of application code."""
        return sum(source.lines for source in self.code)

    @property
    def functions(self) -> list[Function]:
        """Every function of the application code."""
        return [function for source in self.code for function in source.functions]


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number. `good` is None when it is only watched; `culprits` says what to mend."""

    name: str
    value: str
    limit: str
    good: bool | None
    culprits: Sequence[str] = ()


def read_tree(root: Path = ROOT) -> Tree:
    """Read the project at `root`; migrations are counted by nobody."""
    code = [path for path in python_files(root / "src") if "migrations" not in path.parts]
    return Tree(
        code=[read_source(path, path.relative_to(root)) for path in code],
        tests=[read_source(path, path.relative_to(root)) for path in python_files(root / "tests")],
        templates=[(path.relative_to(root), len(path.read_text().splitlines())) for path in templates(root / "src")],
        layering=layering_breaches(root),
        endpoints=undeclared_endpoints(root),
        pace=last_pace(root),
    )


def python_files(folder: Path) -> list[Path]:
    """Return the Python files below a folder, sorted."""
    return sorted(folder.rglob("*.py"))


def templates(folder: Path) -> list[Path]:
    """Return the page templates below a folder, sorted."""
    return sorted(path for path in folder.rglob("*.html") if "templates" in path.parts)


def share(part: int, whole: int) -> float:
    """Return a percentage; of nothing it is 0."""
    return 100 * part / whole if whole else 0.0


def must_be_none(name: str, culprits: Iterable[object]) -> Figure:
    """A figure whose only good value is zero."""
    found = [str(culprit) for culprit in culprits]
    return Figure(name, str(len(found)), "0", not found, found)


def functions_past(tree: Tree, lines: int, limit: float) -> Figure:
    """Share of functions longer than `lines`."""
    long = [function for function in tree.functions if function.lines > lines]
    percent = share(len(long), len(tree.functions))
    return Figure(
        f"functions > {lines} lines", f"{percent:.2f} %", f"≤ {limit} %", percent <= limit, [str(each) for each in long]
    )


def function_tail(tree: Tree) -> Figure:
    """Functions over 50 lines: at most 0.5 %."""
    return functions_past(tree, FUNCTION_TAIL, 0.5)


def function_long(tree: Tree) -> Figure:
    """Functions over 40 lines: at most 1 %."""
    return functions_past(tree, FUNCTION_LINES, 1.0)


def function_never(tree: Tree) -> Figure:
    """No function over 60 lines."""
    return must_be_none(f"functions > {FUNCTION_NEVER} lines", (f for f in tree.functions if f.lines > FUNCTION_NEVER))


def views(tree: Tree) -> Figure:
    """A view parses, calls an action or a selector, renders: 25 lines are enough."""
    doors = [f for f in tree.functions if f.view and "web" in f.path.parts]
    return must_be_none(f"views > {VIEW_LINES} lines", (f for f in doors if f.lines > VIEW_LINES))


def logic_files(tree: Tree) -> Figure:
    """No file of logic over 500 lines."""
    return must_be_none(f"files > {LOGIC_LINES} lines", (s for s in tree.code if s.lines > LOGIC_LINES))


def file_limits(tree: Tree) -> Figure:
    """The tighter limits a file is written to: 400 lines, models 300."""
    return must_be_none(
        f"files > {FILE_LINES} lines (models {MODEL_LINES})",
        (s for s in tree.code if s.lines > (MODEL_LINES if _is_models(s.path) else FILE_LINES)),
    )


def _is_models(path: Path) -> bool:
    return path.name == "models.py" or path.parent.name == "models"


def test_limits(tree: Tree) -> Figure:
    """No test file over 500 lines."""
    return must_be_none(f"test files > {TEST_LINES} lines", (s for s in tree.tests if s.lines > TEST_LINES))


def class_limits(tree: Tree) -> Figure:
    """No class over 250 lines or 20 methods."""
    classes = [each for source in tree.code for each in source.classes]
    big = (each for each in classes if each.lines > CLASS_LINES or each.methods > CLASS_METHODS)
    return must_be_none(f"classes > {CLASS_LINES} lines or {CLASS_METHODS} methods", big)


def template_limits(tree: Tree) -> Figure:
    """No template over 80 lines."""
    long = (f"{path} ({lines} lines)" for path, lines in tree.templates if lines > TEMPLATE_LINES)
    return must_be_none(f"templates > {TEMPLATE_LINES} lines", long)


def typing(tree: Tree) -> Figure:
    """Every function says what it takes and what it gives."""
    untyped = [f"{f.path}:{f.line} {f.name}" for f in tree.functions if not f.typed]
    percent = 100 - share(len(untyped), len(tree.functions))
    return Figure("fully typed functions", f"{percent:.1f} %", "100 %", not untyped, untyped)


def constraints(tree: Tree) -> Figure:
    """Check, unique and exclusion constraints per 1,000 lines: the rules the database holds by itself.

    Counted where they are declared; the copies in migrations are not counted again.
    """
    found = sum(source.constraints for source in tree.code)
    rate = 1000 * found / tree.lines if tree.lines else 0.0
    return Figure(
        "constraints per 1,000 lines",
        f"{rate:.1f} ({found} in {tree.lines:,})",
        f"≥ {CONSTRAINTS_PER_1000:g}",
        rate >= CONSTRAINTS_PER_1000,
    )


def layering(tree: Tree) -> Figure:
    """No import against the floors."""
    return must_be_none("layering breaches", tree.layering)


def endpoints(tree: Tree) -> Figure:
    """Every URL says who may open it, and so stands in the matrix."""
    total, outside = tree.endpoints
    return Figure("endpoints outside the matrix", f"{len(outside)} of {total}", "0", not outside, outside)


def races(tree: Tree) -> Figure:
    """Tests of concurrency come with a control in the same file that fails without the lock."""
    files = [source for source in tree.tests if "race" in source.marks]
    return must_be_none(
        f"race files without a control (of {len(files)})", (str(s.path) for s in files if "control" not in s.marks)
    )


def pace(tree: Tree) -> Figure:
    """Time per test in the last run here; a busy machine is no fault of the code, so it is only watched."""
    if tree.pace is None:
        return Figure("time per test (last run)", "not run yet", f"aim {AIM} ms", None)
    tests, milliseconds = tree.pace
    return Figure("time per test (last run)", f"{milliseconds:.0f} ms ({tests:,} tests)", f"aim {AIM} ms", None)


def comments(tree: Tree) -> Figure:
    """Comments per 100 lines; about five is the custom, no number makes them good."""
    rate = share(sum(source.comments for source in tree.code), tree.lines)
    return Figure("comments per 100 lines", f"{rate:.1f}", "watched", None)


def docstrings(tree: Tree) -> Figure:
    """Share of public functions with a docstring; whether it says why, only a reader can tell."""
    public = [function for function in tree.functions if function.public]
    percent = share(sum(function.documented for function in public), len(public))
    return Figure("public functions with docstring", f"{percent:.0f} %", "watched", None)


def median_length(tree: Tree) -> Figure:
    """Median length of a function."""
    lengths = sorted(function.lines for function in tree.functions)
    return Figure("median function", f"{lengths[len(lengths) // 2] if lengths else 0} lines", "watched", None)


def test_ratio(tree: Tree) -> Figure:
    """Lines of tests beside lines of application code."""
    ratio = sum(source.lines for source in tree.tests) / tree.lines if tree.lines else 0.0
    return Figure("test lines / code lines", f"{ratio:.2f}", "watched", None)


MEASURES: tuple[Callable[[Tree], Figure], ...] = (
    function_tail,
    function_long,
    function_never,
    views,
    logic_files,
    file_limits,
    test_limits,
    class_limits,
    template_limits,
    typing,
    constraints,
    layering,
    endpoints,
    races,
    pace,
    comments,
    docstrings,
    median_length,
    test_ratio,
)


def measure(tree: Tree) -> list[Figure]:
    """Return every figure of this tree."""
    return [figure(tree) for figure in MEASURES]


def render(figures: Sequence[Figure]) -> str:
    """Return the figures as lines of text, each broken one followed by what breaks it."""
    lines = []
    for figure in figures:
        mark = {True: "ok  ", False: "FAIL", None: "    "}[figure.good]
        lines.append(f"{mark} {figure.name:<42} {figure.value:>22}   {figure.limit}")
        if figure.good is False:
            lines += [f"       {culprit}" for culprit in figure.culprits]
    return "\n".join(lines)


def main() -> int:
    """Print the figures of this project; 1 if one is past its limit."""
    figures = measure(read_tree())
    print(render(figures))
    return 1 if any(figure.good is False for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main())

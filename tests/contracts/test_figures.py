"""Every limit of the house fails on a sample that breaks it, and holds on one that does not."""

from dataclasses import replace
from pathlib import Path

import pytest

from tools import figures
from tools.figures import Figure, Tree
from tools.sources import Source, read_source

GOOD = '''
class Permit:
    """A good class."""

    constraints = [models.CheckConstraint(), UniqueConstraint()]

    def taken(self, places: int) -> int:
        """Say how many places are taken."""
        return places  # as it was


def sign(tx: str, *, key: str = "") -> None:
    """Sign."""
'''


def source(text: str, path: Path, shown_as: str = "src/rantau/kernel/sample.py") -> Source:
    """Read a sample as if it stood at `shown_as`."""
    path.write_text(text)
    return read_source(path, Path(shown_as))


def function(lines: int, arguments: str = "", name: str = "long") -> str:
    """Return the text of a function of so many lines."""
    return f"def {name}({arguments}) -> None:\n" + "    pass\n" * (lines - 1)


def class_of(methods: int, lines_each: int = 2) -> str:
    """Return the text of a class with so many methods."""
    body = "".join(f"    def m{n}(self) -> None:\n" + "        pass\n" * (lines_each - 1) for n in range(methods))
    return "class Big:\n" + body


@pytest.fixture
def good(tmp_path: Path) -> Tree:
    """A tree that keeps every limit."""
    return Tree(code=[source(GOOD, tmp_path / "good.py")], templates=[(Path("page.html"), 80)])


def test_measure_good_tree_passes_every_limit(good: Tree) -> None:
    assert [figure.name for figure in figures.measure(good) if figure.good is False] == []


@pytest.mark.parametrize(
    ("measure", "text", "shown_as"),
    [
        (figures.function_tail, function(51), "src/a.py"),
        (figures.function_long, function(41), "src/a.py"),
        (figures.function_never, function(61), "src/a.py"),
        (figures.views, function(26, "request: HttpRequest"), "src/rantau/web/desk/views.py"),
        (figures.logic_files, "x = 1\n" * 501, "src/a.py"),
        (figures.file_limits, "x = 1\n" * 401, "src/a.py"),
        (figures.file_limits, "x = 1\n" * 301, "src/rantau/kernel/models.py"),
        (figures.file_limits, "x = 1\n" * 301, "src/rantau/kernel/models/evidence.py"),
        (figures.class_limits, class_of(21), "src/a.py"),
        (figures.class_limits, class_of(5, lines_each=51), "src/a.py"),
        (figures.typing, "def f(a) -> None: ...\n", "src/a.py"),
        (figures.typing, "def f(a: int): ...\n", "src/a.py"),
        (figures.typing, "def f(*args: int, **more) -> None: ...\n", "src/a.py"),
        (figures.typing, "class A:\n    def f(self, b): ...\n", "src/a.py"),
        (figures.constraints, "x = 1\n" * 400, "src/a.py"),
    ],
)
def test_measure_sample_past_limit_fails(measure: object, text: str, shown_as: str, tmp_path: Path) -> None:
    bad = Tree(code=[source(text, tmp_path / "bad.py", shown_as)])
    assert callable(measure)
    assert measure(bad).good is False


@pytest.mark.parametrize(
    ("measure", "text", "shown_as"),
    [
        (figures.function_never, function(60), "src/a.py"),
        (figures.views, function(25, "request: HttpRequest"), "src/rantau/web/desk/views.py"),
        (figures.views, function(26, "request: HttpRequest"), "src/rantau/kernel/a.py"),
        (figures.file_limits, "x = 1\n" * 400, "src/a.py"),
        (figures.file_limits, "x = 1\n" * 300, "src/rantau/kernel/models.py"),
        (figures.class_limits, class_of(20), "src/a.py"),
    ],
)
def test_measure_sample_at_limit_passes(measure: object, text: str, shown_as: str, tmp_path: Path) -> None:
    at_limit = Tree(code=[source(text, tmp_path / "ok.py", shown_as)])
    assert callable(measure)
    assert measure(at_limit).good is True


def test_measure_long_template_fails(good: Tree) -> None:
    assert figures.template_limits(replace(good, templates=[(Path("page.html"), 81)])).good is False


def test_measure_long_test_file_fails(good: Tree, tmp_path: Path) -> None:
    long = source("x = 1\n" * 501, tmp_path / "test_long.py", "tests/test_long.py")
    assert figures.test_limits(replace(good, tests=[long])).good is False


def test_measure_layering_breach_fails(good: Tree) -> None:
    assert figures.layering(replace(good, layering=["kernel imports web"])).good is False


def test_measure_undeclared_endpoint_fails(good: Tree) -> None:
    assert figures.endpoints(replace(good, endpoints=(2, ["/saya/"]))).good is False


def test_measure_race_without_control_fails(good: Tree, tmp_path: Path) -> None:
    race = "@pytest.mark.race\ndef test_a() -> None: ...\n"
    alone = source(race, tmp_path / "test_a.py")
    controlled = source(race + "@pytest.mark.control\ndef test_b() -> None: ...\n", tmp_path / "test_b.py")
    assert figures.races(replace(good, tests=[alone, controlled])).culprits == ["src/rantau/kernel/sample.py"]
    assert figures.races(replace(good, tests=[controlled])).good is True


def test_measure_pace_is_watched_only(good: Tree) -> None:
    assert figures.pace(good).good is None
    assert figures.pace(replace(good, pace=(500, 99.0))).value == "99 ms (500 tests)"


def test_measure_share_of_long_functions_allows_one_in_two_hundred(tmp_path: Path) -> None:
    short = "".join(function(3, name=f"f{n}") for n in range(199))
    one = Tree(code=[source(short + function(51), tmp_path / "one.py")])
    two = Tree(code=[source(short + function(51) + function(51, name="more"), tmp_path / "two.py")])
    assert figures.function_tail(one).good is True
    assert figures.function_tail(two).good is False


def test_count_sample_counts_what_stands_there(tmp_path: Path) -> None:
    sample = source(GOOD, tmp_path / "good.py")
    assert (sample.constraints, sample.comments, len(sample.functions), len(sample.classes)) == (2, 1, 2, 1)
    assert [(f.name, f.lines, f.documented, f.public) for f in sample.functions] == [
        ("sign", 2, True, True),
        ("taken", 3, True, True),
    ]


def test_render_broken_figure_names_the_culprit() -> None:
    text = figures.render([Figure("views > 25 lines", "1", "0", False, ["src/a.py:3 show (26 lines)"])])
    assert "FAIL" in text
    assert "src/a.py:3 show" in text


def test_main_past_limit_exits_with_one(good: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "read_tree", lambda: replace(good, layering=["breach"]))
    assert figures.main() == 1
    monkeypatch.setattr(figures, "read_tree", lambda: good)
    assert figures.main() == 0


def test_read_tree_leaves_migrations_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "layering_breaches", lambda root: [])
    monkeypatch.setattr(figures, "undeclared_endpoints", lambda root: (0, []))
    for name in ("migrations/0001_initial.py", "models.py", "templates/page.html"):
        (tmp_path / "src" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "src" / name).write_text("x = 1\n")
    tree = figures.read_tree(tmp_path)
    assert [each.path.name for each in tree.code] == ["models.py"]
    assert [path.name for path, _ in tree.templates] == ["page.html"]

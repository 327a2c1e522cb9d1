"""Read Python files and templates into plain counts. `tools/figures.py` judges them.

How things are counted (the same everywhere, so that figures can be compared from one month to the next):
lines are physical lines; a function runs from `def` to its last line, docstring included, decorators not; a nested
function counts as one of its own and again inside the outer one; "fully typed" means every argument (except `self`
and `cls`) and the return value are annotated; a comment is a comment token on any line.
"""

import ast
import io
import tokenize
from dataclasses import dataclass
from pathlib import Path

AnyFunction = ast.FunctionDef | ast.AsyncFunctionDef
CONSTRAINTS = ("CheckConstraint", "UniqueConstraint", "ExclusionConstraint")


@dataclass(frozen=True, slots=True)
class Function:
    """One function or method: where it is and what is counted of it."""

    path: Path
    line: int
    name: str
    lines: int
    typed: bool
    documented: bool
    public: bool
    view: bool

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.name} ({self.lines} lines)"


@dataclass(frozen=True, slots=True)
class Class:
    """One class: its length in lines and its number of methods."""

    path: Path
    line: int
    name: str
    lines: int
    methods: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.name} ({self.lines} lines, {self.methods} methods)"


@dataclass(frozen=True, slots=True)
class Source:
    """One Python file and what stands in it."""

    path: Path
    lines: int
    comments: int
    functions: tuple[Function, ...]
    classes: tuple[Class, ...]
    constraints: int
    marks: frozenset[str]

    def __str__(self) -> str:
        return f"{self.path} ({self.lines} lines)"


def read_source(path: Path, shown_as: Path | None = None) -> Source:
    """Count one Python file. `shown_as` is the path to print instead (relative to the project)."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    shown = shown_as or path
    nodes = list(ast.walk(tree))
    outside = {id(node) for node in _public_scope(tree)}
    return Source(
        path=shown,
        lines=len(text.splitlines()),
        comments=sum(token.type == tokenize.COMMENT for token in tokenize.generate_tokens(io.StringIO(text).readline)),
        functions=tuple(_function(node, shown, id(node) in outside) for node in nodes if isinstance(node, AnyFunction)),
        classes=tuple(_class(node, shown) for node in nodes if isinstance(node, ast.ClassDef)),
        constraints=sum(_is_constraint(node) for node in nodes),
        marks=frozenset(mark for node in nodes if (mark := _mark(node))),
    )


def _public_scope(tree: ast.Module) -> list[ast.stmt]:
    """Return the statements a reader may call: of the module, and of its classes without a leading underscore."""
    found = list(tree.body)
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            found += node.body
    return found


def _function(node: AnyFunction, path: Path, outside: bool) -> Function:
    arguments = _arguments(node)
    return Function(
        path=path,
        line=node.lineno,
        name=node.name,
        lines=_length(node),
        typed=node.returns is not None and all(argument.annotation is not None for argument in arguments),
        documented=ast.get_docstring(node) is not None,
        public=outside and not node.name.startswith("_"),
        view=bool(arguments) and arguments[0].arg == "request",
    )


def _arguments(node: AnyFunction) -> list[ast.arg]:
    """Return the arguments that need an annotation."""
    spec = node.args
    named = [*spec.posonlyargs, *spec.args]
    if named and named[0].arg in ("self", "cls"):
        named = named[1:]
    starred = [argument for argument in (spec.vararg, spec.kwarg) if argument is not None]
    return [*named, *spec.kwonlyargs, *starred]


def _class(node: ast.ClassDef, path: Path) -> Class:
    methods = sum(isinstance(statement, AnyFunction) for statement in node.body)
    return Class(path, node.lineno, node.name, _length(node), methods)


def _length(node: AnyFunction | ast.ClassDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _is_constraint(node: ast.AST) -> bool:
    """Tell whether this is a call that makes a constraint, as `CheckConstraint(…)` or `models.CheckConstraint(…)`."""
    if not isinstance(node, ast.Call):
        return False
    called = node.func
    name = called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""
    return name in CONSTRAINTS


def _mark(node: ast.AST) -> str:
    """Return the name of a pytest mark used here, as in `pytest.mark.control`; empty for anything else."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute) and node.value.attr == "mark":
        return node.attr
    return ""

"""What a reader meets in the code, counted from its text: lengths, comments, docstrings, types, public methods."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]

Definition = ast.FunctionDef | ast.AsyncFunctionDef

_NAMED_BY_QT = frozenset(("data", "event", "flags", "index", "paint", "parent", "redo", "show", "undo", "update"))
"""What Qt calls a method that one overrides, where its name has no capital letter by which one could tell."""


@dataclass(frozen=True)
class Function:
    """A function or a method, wherever it stands."""

    place: str  # of its module
    name: str
    length: int  # lines from its first statement to its last, the docstring left out
    comments: int  # lines among them that are comments and nothing else
    said: bool  # has a docstring
    typed: bool  # says what it returns

    def __str__(self) -> str:
        """Return where it stands, and what was counted."""
        return f"{self.place}: {self.name} has {self.length} lines and {self.comments} comments"


@dataclass(frozen=True)
class Class:
    """A class with its bases by name."""

    name: str
    bases: tuple[str, ...]
    methods: frozenset[str] = field(default=frozenset())  # public ones of its own that Qt does not call


@dataclass(frozen=True)
class Module:
    """One file of a package."""

    place: str  # below the repository
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """What the file says, as syntax."""
        return ast.parse(self.text)

    @property
    def length(self) -> int:
        """Lines of the file."""
        return len(self.text.splitlines())

    @cached_property
    def comments(self) -> frozenset[int]:
        """Numbers of the lines that are a comment and nothing else."""
        tokens = tokenize.generate_tokens(io.StringIO(self.text).readline)
        return frozenset(
            token.start[0] for token in tokens if token.type == tokenize.COMMENT and token.line.lstrip().startswith("#")
        )

    @property
    def functions(self) -> list[Function]:
        """Functions and methods, inner ones too."""
        return [self._function(node) for node in ast.walk(self.tree) if isinstance(node, Definition)]

    @property
    def classes(self) -> list[Class]:
        """Classes, inner ones too."""
        return [_class(node) for node in ast.walk(self.tree) if isinstance(node, ast.ClassDef)]

    @property
    def silent(self) -> list[str]:
        """Public functions, classes and methods of public classes without a docstring; overloads have none."""
        public = [(name, node) for name, node in _public(self.tree, "") if not _is_overload(node)]
        return [name for name, node in public if ast.get_docstring(node) is None]

    def _function(self, node: Definition) -> Function:
        last = node.end_lineno or node.lineno
        said = ast.get_docstring(node) is not None
        before = (node.body[0].end_lineno or last) if said else node.body[0].lineno - 1
        within = sum(node.lineno < line <= last for line in self.comments)
        return Function(self.place, node.name, last - before, within, said, node.returns is not None)


@cache
def modules(package: str) -> tuple[Module, ...]:
    """Return the modules of a package."""
    found = sorted((REPOSITORY / package).rglob("*.py"))
    return tuple(Module(path.relative_to(REPOSITORY).as_posix(), path.read_text(encoding="utf-8")) for path in found)


def comments_per_thousand(files: Iterable[Module]) -> float:
    """Return how many of a thousand lines are comments of their own."""
    counted = [(len(module.comments), module.length) for module in files]
    return 1000.0 * sum(comments for comments, _ in counted) / sum(length for _, length in counted)


def without_paragraphs(files: Iterable[Module], longest: int, fewest: int) -> list[Function]:
    """Return the functions above a length that have fewer comments than such a function needs."""
    return [each for module in files for each in module.functions if each.length > longest and each.comments < fewest]


def most_methods(files: Iterable[Module]) -> dict[str, int]:
    """Return by class how many public methods it has, with those of its bases among these files."""
    known = {each.name: each for module in files for each in module.classes}
    return {name: len(_methods(name, known)) for name in known}


def lone_mixins(files: Iterable[Module]) -> list[str]:
    """Return the bases among these files that stand beside another base, and that one class alone uses."""
    classes = [each for module in files for each in module.classes]
    names = {each.name for each in classes}
    used = [base for each in classes for base in each.bases]
    beside = [base for each in classes if len(each.bases) > 1 for base in each.bases]
    return [base for base in beside if base in names and used.count(base) == 1]


def _methods(name: str, known: dict[str, Class]) -> frozenset[str]:
    if name not in known:
        return frozenset()
    bases = (_methods(base, known) for base in known[name].bases if base != name)
    return known[name].methods.union(*bases)


def _is_overload(node: ast.AST) -> bool:
    """Return whether a function only tells the type checker of one way to call another."""
    return any(isinstance(one, ast.Name) and one.id == "overload" for one in getattr(node, "decorator_list", ()))


def _class(node: ast.ClassDef) -> Class:
    bases = [base.value if isinstance(base, ast.Subscript) else base for base in node.bases]
    own = [part.name for part in node.body if isinstance(part, Definition)]
    return Class(
        node.name,
        tuple(ast.unparse(base).rpartition(".")[2] for base in bases),
        frozenset(name for name in own if _is_public(name) and not _is_named_by_qt(name)),
    )


def _public(node: ast.Module | ast.ClassDef, prefix: str) -> Iterator[tuple[str, Definition | ast.ClassDef]]:
    for part in node.body:
        if isinstance(part, (*Definition.__args__, ast.ClassDef)) and _is_public(part.name):
            yield f"{prefix}{part.name}", part
            if isinstance(part, ast.ClassDef):
                yield from _public(part, f"{prefix}{part.name}.")


def _is_public(name: str) -> bool:
    return not name.startswith("_")


def _is_named_by_qt(name: str) -> bool:
    return name in _NAMED_BY_QT or name != name.lower()

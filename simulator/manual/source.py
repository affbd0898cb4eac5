"""What the source code of a module says: its classes, their fields, and the comments beside them."""

import ast
import inspect
import io
import tokenize
from types import ModuleType


def read(module: ModuleType) -> tuple[ast.Module, dict[int, str]]:
    """Return the syntax of a module, and its comments by line."""
    source = inspect.getsource(module)
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    comments = {token.start[0]: token.string for token in tokens if token.type == tokenize.COMMENT}
    return ast.parse(source), {line: comment.removeprefix("#").strip() for line, comment in comments.items()}


def docstring(tree: ast.Module, name: str) -> str:
    """Return the docstring of a class."""
    return ast.get_docstring(_class(tree, name)) or ""


def fields(tree: ast.Module, name: str) -> list[ast.AnnAssign]:
    """Return the declarations of a class's fields."""
    return [part for part in _class(tree, name).body if isinstance(part, ast.AnnAssign)]


def name_of(field: ast.AnnAssign) -> str:
    """Return the name that a declaration declares."""
    return ast.unparse(field.target)


def summary(part: object) -> str:
    """Return the first paragraph of a docstring on one line."""
    return " ".join((inspect.getdoc(part) or "").partition("\n\n")[0].split())


def _class(tree: ast.Module, name: str) -> ast.ClassDef:
    return next(part for part in tree.body if isinstance(part, ast.ClassDef) and part.name == name)

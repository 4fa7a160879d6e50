"""What the source says under each field of a record: the text that schemas and skeletons show."""

import ast
import inspect
import itertools
import textwrap
from functools import cache


@cache
def notes_of(record_type: type) -> dict[str, str]:
    """Field -> its docstring as one line; only the fields that have one. Empty without source files."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(record_type)))
    except (OSError, SyntaxError):
        return {}
    body = tree.body[0].body if isinstance(tree.body[0], ast.ClassDef) else []
    notes: dict[str, str] = {}
    for field, below in itertools.pairwise(body):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            text = _text_of(below)
            if text:
                notes[field.target.id] = " ".join(text.split())
    return notes


def summary_of(record_type: type) -> str:
    """The first paragraph of a record's docstring as one line."""
    return " ".join((inspect.getdoc(record_type) or "").split("\n\n")[0].split())


def _text_of(node: ast.stmt) -> str:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return node.value.value if isinstance(node.value.value, str) else ""
    return ""

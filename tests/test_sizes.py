"""Small pieces: the limits of docs/architecture.md, kept by machine."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = ("accounts", "core", "governance", "measures", "plans", "sofs_tracker", "training")
Named = ast.FunctionDef | ast.ClassDef
FILE, FUNCTION, VIEW, TEMPLATE = 300, 30, 40, 160


def sources(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from (path for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts)


def too_long(lines: dict[str, int], limit: int) -> dict[str, int]:
    return {name: count for name, count in lines.items() if count > limit}


def nodes(kind: type[Named], paths: Iterator[Path]) -> dict[str, int]:
    """Lines from the name to the end, without decorators and docstring, by "file: name"."""
    found = {}
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, kind):
                name = f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
                found[name] = lines_of(node) - docstring_lines(node)
    return found


def docstring_lines(node: Named) -> int:
    return lines_of(node.body[0]) if ast.get_docstring(node) else 0


def lines_of(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def length(path: Path) -> int:
    return len(path.read_text().splitlines())


def test_files_fit_in_three_hundred_lines() -> None:
    files = {str(path.relative_to(ROOT)): length(path) for path in sources(*APPS, "scripts", "tests")}
    assert too_long(files, FILE) == {}


def test_functions_fit_in_thirty_lines() -> None:
    # The demo's story is long lists of sentences; cutting it in pieces would not make it clearer.
    told = (path for path in sources(*APPS, "scripts") if "demo" not in path.parts)
    functions = nodes(ast.FunctionDef, told)
    assert too_long(functions, FUNCTION) == {}


def test_views_fit_in_forty_lines() -> None:
    views = (path for path in sources(*APPS) if "views" in path.parts or path.name == "views.py")
    assert too_long(nodes(ast.ClassDef, views), VIEW) == {}


def test_templates_fit_in_a_hundred_and_sixty_lines() -> None:
    templates = {str(path.relative_to(ROOT)): length(path) for path in (ROOT / "templates").rglob("*.html")}
    assert too_long(templates, TEMPLATE) == {}

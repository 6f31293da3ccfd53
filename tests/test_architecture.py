"""The rules of the house that a machine can check."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "quizapp"
MODULES = sorted(PACKAGE.rglob("*.py"))
PACKAGES = sorted(path.parent for path in PACKAGE.rglob("__init__.py"))


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), filename=str(path))


@pytest.mark.parametrize(
    "name",
    [
        "quizapp",
        "quizapp.environment",
        "quizapp.errors",
        "quizapp.domain",
        "quizapp.domain.items",
        "quizapp.domain.marking",
        "quizapp.generation",
        "quizapp.generation.pipeline",
        "quizapp.interchange",
        "quizapp.interchange.own_format.sets",
        "quizapp.jobs.notifying",
    ],
)
def test_a_pure_package_loads_neither_the_web_nor_the_database(name: str) -> None:
    program = (
        f"import sys, {name}\n"
        "loaded = {module.partition('.')[0] for module in sys.modules}\n"
        "heavy = {'flask', 'sqlalchemy', 'wtforms', 'werkzeug', 'alembic', 'huey'}\n"
        "print(*sorted(loaded & heavy))\n"
    )
    done = subprocess.run(  # noqa: S603 - our own interpreter on our own text
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.split() == []


def test_pages_load_no_queue_until_there_is_something_to_send(tmp_path: Path) -> None:
    program = (
        "import sys, wsgi\n"
        "wsgi.app.test_client().get('/')\n"
        "print(*sorted(module for module in sys.modules if module.startswith('huey')))\n"
    )
    done = subprocess.run(  # noqa: S603 - our own interpreter on our own text
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "INSTANCE_PATH": str(tmp_path)},
    )
    assert done.stdout.split() == []


def test_background_work_loads_no_pages() -> None:
    program = (
        "import sys, quizapp.jobs.consumer, quizapp.jobs.kinds\n"
        "pages = ('flask', 'quizapp.web', 'spacy')\n"
        "print(*sorted(module for module in sys.modules if module.startswith(pages)))\n"
    )
    done = subprocess.run(  # noqa: S603 - our own interpreter on our own text
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.split() == []


def test_the_import_contracts_hold() -> None:
    done = subprocess.run(  # noqa: S603 - the tool beside this interpreter
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_each_package_says_what_it_holds_and_what_it_may_import(package: Path) -> None:
    docstring = ast.get_docstring(_tree(package / "__init__.py"))
    assert docstring, f"{package} has no docstring"
    if len(package.relative_to(ROOT).parts) <= 2:
        assert "import" in docstring.lower(), f"{package} does not say what it may import"


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_fits_in_a_head(module: Path) -> None:
    lines = len(module.read_text("utf-8").splitlines())
    assert lines <= 450, f"{module} has {lines} lines: two rooms in one?"


@pytest.mark.parametrize(
    "module",
    [path for path in MODULES if path.is_relative_to(PACKAGE / "services")],
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_a_service_neither_commits_nor_asks_for_the_time(module: Path) -> None:
    for node in ast.walk(_tree(module)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            call = ast.unparse(node.func)
            assert not call.endswith(
                (".commit", "datetime.now", "datetime.utcnow", "date.today")
            ), f"{module}:{node.lineno} calls {call}: the edges supply time and transactions"
            assert not call.startswith(("random.random", "random.choice", "random.shuffle")), (
                f"{module}:{node.lineno} calls {call}: the edges supply randomness"
            )


@pytest.mark.parametrize(
    "module",
    [path for path in MODULES if path.name in {"views.py", "cli.py"}],
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_a_view_or_command_holds_no_query(module: Path) -> None:
    for node in ast.walk(_tree(module)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy"):
            names = {alias.name for alias in node.names}
            assert not names & {"select", "insert", "update", "delete", "text"}, (
                f"{module}:{node.lineno} builds a query: that is a service's work"
            )

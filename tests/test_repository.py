"""What a stranger meets first: pins, ranges and the promises of the Makefile and the README."""

import re
import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")


def _make(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - make on our own Makefile
        ["make", "--no-print-directory", *arguments],  # noqa: S607 - whichever make the machine has
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )


def test_make_alone_explains_itself() -> None:
    done = _make()
    assert done.returncode == 0
    for target in ("setup", "run", "test", "check", "bench", "quality", "lock", "migrate", "demo"):
        assert re.search(rf"^  make {target} ", done.stdout, re.MULTILINE), target


def test_the_range_of_python_versions_is_the_same_everywhere() -> None:
    oldest = re.search(r"^OLDEST := 3\.(\d+)$", MAKEFILE, re.MULTILINE)
    newest = re.search(r"^NEWEST := 3\.(\d+)$", MAKEFILE, re.MULTILINE)
    assert oldest
    assert newest
    assert PYPROJECT["project"]["requires-python"] == (f">=3.{oldest[1]},<3.{int(newest[1]) + 1}")


def test_a_python_out_of_range_is_refused_with_a_clear_word(tmp_path: Path) -> None:
    old = tmp_path / "python-of-old"
    old.write_text(
        "#!/bin/sh\n"
        'exec python3 -c "import sys; sys.version_info = (3, 9, 1); exec(sys.argv[1])" "$2"\n',
        encoding="utf-8",
    )
    old.chmod(0o755)
    done = _make("python", f"PYTHON={old}")
    assert done.returncode != 0
    assert "quizapp runs on Python 3.11 to 3.14" in done.stderr
    assert "is 3.9" in done.stderr


def test_every_requirement_is_pinned_with_hashes() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text("utf-8").replace("\\\n", " ")
        requirements = [
            line for line in text.splitlines() if line and not line.lstrip().startswith("#")
        ]
        assert requirements
        for requirement in requirements:
            assert re.match(r"[\w.\[\]-]+==\S+ .*--hash=sha256:", requirement), requirement


def test_the_development_lock_agrees_with_the_runtime_lock() -> None:
    def pins(name: str) -> dict[tuple[str, str], str]:
        found = re.findall(
            r"^([\w.\[\]-]+)==(\S+)(?: ; (.*?))? \\$",
            (ROOT / name).read_text("utf-8"),
            re.MULTILINE,
        )
        return {(package.partition("[")[0], marker): version for package, version, marker in found}

    runtime, development = pins("requirements.txt"), pins("requirements-dev.txt")
    assert runtime
    differing = {
        name: (version, development[name])
        for name, version in runtime.items()
        if development.get(name, version) != version
    }
    assert differing == {}


def test_the_readme_starts_with_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    first_block = re.search(r"```(?:sh|console)?\n(.*?)```", readme, re.DOTALL)
    assert first_block
    assert "make run" in first_block[1]
    assert "make test" in first_block[1]

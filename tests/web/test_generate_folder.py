"""`questions generate FOLDER`: run, stopped and run again as an operator does."""

import json
import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import Result

from quizapp.web.starting import application

ROOT = Path(__file__).resolve().parents[2]
FLASK = Path(sys.executable).parent / "flask"
SAMPLE = ROOT / "questions" / "samples" / "national-space-day.txt"
SHORT = "The Kallada bridge in Kerala was opened in 1978. It cost 12 crore rupees."


def generate(*arguments: str) -> Result:
    """Run the command in the application that it gets, which has no database."""
    words = ["questions", "generate", *arguments]
    app = application(["flask", *words], notify=lambda _jobs: None)
    return app.test_cli_runner().invoke(args=words)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two articles, a page of the web, and two files that are none."""
    articles = tmp_path / "articles"
    (articles / "older").mkdir(parents=True)
    shutil.copy(SAMPLE, articles / "space.txt")
    shutil.copy(SAMPLE, articles / "older" / "space.txt")
    title, _date, *paragraphs = SAMPLE.read_text("utf-8").strip().split("\n\n")
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    page = f"<html><head><title>{title}</title></head><body><article>{body}</article></body></html>"
    (articles / "2024-08-24-page.html").write_text(page, "utf-8")
    (articles / "blank.txt").touch()
    (articles / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    return articles


def test_every_article_gets_its_file_and_failures_are_named(folder: Path) -> None:
    def run(*options: str) -> tuple[str, list[str]]:
        done = generate(str(folder), "--jobs", "2", "--count", "5", *options)
        assert done.exit_code == 0, done.output
        # The first line is that of the progress bar.
        return done.stdout, done.stderr.strip().splitlines()[1:]

    said, problems = run()

    output = folder.with_name("articles-questions")
    names = {path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file()}
    assert names == {"space.txt.json", "older/space.txt.json", "2024-08-24-page.html.json"}
    for name in names:
        assert len(json.loads((output / name).read_text("utf-8"))["questions"]) == 5
    assert said.startswith("3 articles read: 15 questions, 0 articles without. 0 kept from before.")
    assert "2 failed" in said
    assert str(output) in said
    assert len(problems) == 2
    assert problems[0].startswith(f"{folder / 'blank.txt'}: ")
    assert "empty" in problems[0]
    assert problems[1].startswith(f"{folder / 'picture.png'}: ")
    assert "PNG" in problems[1]

    (output / "space.txt.json").write_text("kept")
    said, problems = run()
    assert said.startswith("0 articles read: 0 questions, 0 articles without. 3 kept from before.")
    assert len(problems) == 2
    assert (output / "space.txt.json").read_text() == "kept"

    said, _ = run("--again")
    assert said.startswith("3 articles read: 15 questions")
    assert (output / "space.txt.json").read_text() != "kept"


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["FOLDER"], "no article"),
        (["FOLDER", "--format", "text"], "JSON"),
        ([str(SAMPLE), "--jobs", "2"], "--jobs"),
        ([str(SAMPLE), "--again"], "--again"),
        ([str(SAMPLE), "--output", "FOLDER"], "--output"),
    ],
)
def test_says_why_there_is_nothing_to_do(tmp_path: Path, arguments: list[str], word: str) -> None:
    done = generate(*(str(tmp_path) if each == "FOLDER" else each for each in arguments))

    assert done.exit_code == 1
    assert word in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_fails_where_every_article_fails(tmp_path: Path) -> None:
    (tmp_path / "blank.txt").touch()
    output = tmp_path / "out"
    done = generate(str(tmp_path), "--output", str(output))

    assert done.exit_code == 1
    assert f"{tmp_path / 'blank.txt'}: " in done.stderr
    assert "1 failed" in done.stdout
    assert not output.exists()


def test_ctrl_c_leaves_what_is_finished_and_the_next_run_goes_on(tmp_path: Path) -> None:
    articles, output = tmp_path / "articles", tmp_path / "out"
    articles.mkdir()
    for number in range(30):
        (articles / f"{number:02}.txt").write_text(SHORT)
    command = [FLASK, "--app", "wsgi", "questions", "generate", articles, "--output", output]
    command += ["--jobs", "1"]
    running = subprocess.Popen(  # noqa: S603 - our own command
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        while not list(output.glob("*.json")):
            with suppress(subprocess.TimeoutExpired):
                assert running.wait(0.05) is None
        os.killpg(running.pid, signal.SIGINT)  # as a terminal does: to all of its processes
        said, problems = running.communicate()
    finally:
        running.kill()

    assert running.returncode == 130
    assert "Traceback" not in problems
    assert "goes on from here" in problems
    finished = sorted(output.iterdir())
    assert 1 <= len(finished) < 30
    assert all("questions" in json.loads(path.read_text("utf-8")) for path in finished)
    assert "articles read" in said

    again = subprocess.run(  # noqa: S603 - our own command
        command, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert again.returncode == 0, again.stderr
    assert f"{len(finished)} kept from before" in again.stdout
    assert len(list(output.iterdir())) == 30

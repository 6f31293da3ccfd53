"""`flask questions convert`: a question file in another format, without database or session."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click

from quizapp.errors import Problem, QuizappError
from quizapp.interchange.banks import Finding, Reading, SourceFile, UnfinishedItem, WrittenFile
from quizapp.interchange.formats import FORMATS, READABLE, WRITABLE, read, write
from quizapp.web.commanding import questions, read_file, refuse

__all__ = ["describe", "finding_lines", "format_of_name"]


def format_of_name(name: str) -> str | None:
    """Give the format that files of this name are written in; None where it says none."""
    extension = Path(name).suffix.lstrip(".").casefold()
    found = (each for each in WRITABLE if extension in FORMATS[each].extensions)
    return next(found, None)


def finding_lines(findings: Iterable[Finding], filename: str) -> list[str]:
    """Say what was found in a file, a line each: place, what was wrong, what was done."""
    lines = []
    for finding in findings:
        place = finding.place
        parts = [filename, place.file, place.element, f"line {place.line}" if place.line else ""]
        where = ", ".join(part for part in parts if part)
        lines.append(f"{where}: {finding.problem.text} ({finding.action.value})")
    return lines


def describe(reading: Reading, filename: str) -> list[str]:
    """Say what a file holds: how many questions, which lack something, and what was found."""
    complete = len(reading.complete)
    lines = [f"{filename}: {complete} questions, read as {reading.format}"]
    for number, item in enumerate(reading.items, start=1):
        if isinstance(item, UnfinishedItem):
            lines += [_missing(each, filename, number, item.place.line) for each in item.problems]
    return lines + finding_lines(reading.findings, filename)


def _missing(problem: Problem, filename: str, number: int, line: int) -> str:
    where = f", line {line}" if line else ""
    return f"{filename}{where}: question {number} is incomplete: {problem.text}"


@questions.command("convert", with_appcontext=False)
@click.argument("source")
@click.argument("target")
@click.option(
    "--from", "read_as", type=click.Choice(READABLE), help="The format of SOURCE, if not plain."
)
@click.option(
    "--to", "write_as", type=click.Choice(WRITABLE), help="The format of TARGET, if not plain."
)
def convert(source: str, target: str, read_as: str | None, write_as: str | None) -> None:
    """Write the questions of the file SOURCE into the file TARGET, in another format.

    What cannot be carried over is named on standard error. - is stdin and stdout.
    """
    chosen = write_as or format_of_name(target)
    if chosen is None:
        refuse(f"{target}: say which format with --to: {', '.join(WRITABLE)}")
    try:
        reading = read(SourceFile(read_file(source), source), read_as)
        for line in describe(reading, source):
            click.echo(line, err=True)
        if not reading.complete:
            refuse(f"{source}: there is no complete question to write.")
        written = write(replace(reading.bank(), written_at=datetime.now(UTC)), chosen)
    except QuizappError as error:
        refuse(f"{source}: {error}")
    for line in finding_lines(written.findings, target):
        click.echo(line, err=True)
    _put(written, target)


def _put(written: WrittenFile, target: str) -> None:
    try:
        with click.open_file(target, "wb") as file:
            file.write(written.data)
    except OSError as error:
        refuse(f"{target}: {error.strerror}. Give a path that can be written.")

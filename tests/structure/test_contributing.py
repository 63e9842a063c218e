"""The table of CONTRIBUTING.md is true: in a copy of the program, five things are added by touching only the files it names."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TABLE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
FOLDERS = ("instances", "models", "optimizer", "tests/structure", "tests/words")


@dataclass(frozen=True)
class Touched:
    """A file that is written anew (``old`` is empty), or in which one text stands for another."""

    file: str
    old: str
    new: str


RESULT_COLUMN = (
    Touched(
        "optimizer/results/rows.py",
        '''    weighted: Annotated[float, Column("severity-weighted persons", decimals=1)]
    """''',
        '''    half: Annotated[float, Column("persons on an average day", decimals=1)]
    """Half of them."""
    weighted: Annotated[float, Column("severity-weighted persons", decimals=1)]
    """''',
    ),
    Touched(
        "optimizer/results/make_tables.py",
        "                weighted=tidy(weighted(persons",
        "                half=tidy(persons / 2),\n                weighted=tidy(weighted(persons",
    ),
    Touched("optimizer/verify/tables.py", '"unmet": ("persons", "weighted"', '"unmet": ("persons", "half", "weighted"'),
    Touched(
        "optimizer/verify/service.py",
        'case.ledger.equal("unmet_need_is_counted", row["persons"], unmet[g], t, g)',
        'case.ledger.equal("unmet_need_is_counted", row["persons"], unmet[g], t, g)\n'
        '        case.ledger.equal("unmet_need_is_counted", row["half"], unmet[g] / 2, t, g)',
    ),
)
COMMAND = (
    Touched(
        "optimizer/cli/hello.py",
        "",
        '''"""``leon hello``: a greeting."""

import click


@click.command()
def hello() -> None:
    """Greet."""
    click.echo("Good day.")
''',
    ),
    Touched("optimizer/cli/main.py", "import new\n", "import new\nfrom leonplan.optimizer.cli.hello import hello\n"),
    Touched("optimizer/cli/main.py", "    new,\n", "    new,\n    hello,\n"),
)
FORMAT = (
    Touched(
        "optimizer/report/plain.py",
        "",
        '''"""A document as plain text."""

from leonplan.optimizer.report.document import Document


def render(document: Document) -> bytes:
    """Its title."""
    return document.title.encode()
''',
    ),
    Touched(
        "optimizer/report/formats.py",
        "FORMATS:",
        """def _plain(document: Document, _: Path | None) -> bytes:
    from leonplan.optimizer.report.plain import render

    return render(document)


FORMATS:""",
    ),
    Touched("optimizer/report/formats.py", '"xlsx": _excel}', '"xlsx": _excel, "txt": _plain}'),
)
GOAL = (
    Touched("optimizer/schema/goals.py", '    CHANGES = "changes"\n', '    CHANGES = "changes"\n    HIRED = "hired"\n'),
    Touched(
        "models/objectives.py",
        "MEASURES: tuple",
        '''@measure("FTE-years")
def hired(m: ConcreteModel) -> Expr:
    """Work done by agencies."""
    return sum(x.length * m.agency[k, x.year] for x in m.data.periods for k in m.data.categories)


MEASURES: tuple''',
    ),
    Touched("models/objectives.py", "travel, changes,\n", "travel, changes, hired,\n"),
    Touched(
        "optimizer/results/totals.py",
        '        "changes": sum',
        """        "hired": fsum(
            over_years(totals, lambda year: row.agency if year.year == row.year else 0.0)
            for row in tables["staff"]
            if isinstance(row, r.Staff)
        ),
        "changes": sum""",
    ),
    Touched(
        "optimizer/verify/goals.py", '    "changes": "project', '    "hired": "FTE-years",\n    "changes": "project'
    ),
    Touched(
        "optimizer/verify/goals.py",
        '        values["overrun"] +=',
        '        values["hired"] += years * total(number(case, t, k, "agency") for k in facts.staff)\n'
        '        values["overrun"] +=',
    ),
    Touched(
        "optimizer/solve/size.py", '        "changes": 0.001,', '        "changes": 0.001,\n        "hired": 0.001,'
    ),
    Touched("optimizer/solve/size.py", '    "changes": COUNT,', '    "changes": COUNT,\n    "hired": FTE,'),
    Touched(
        "optimizer/words/vocabulary.py",
        '    "changes": Word("Proj',
        '    "hired": Word("Work done by agencies", "Årsverk fra vikarbyrå"),\n    "changes": Word("Proj',
    ),
    Touched(
        "optimizer/words/vocabulary.py", '    "changes": "project', '    "hired": "FTE-years",\n    "changes": "project'
    ),
)
WHAT_IF = (
    Touched(
        "optimizer/what_if/rules.py",
        "CHANGES = (",
        '''class AgenciesAtMost(Change):
    """Agencies do at most so much work."""

    change: Literal["agencies_at_most"]
    """Name of the change."""
    fte_years: NonNegative
    """The most over all years [FTE-years]."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """The goal is limited."""
        del source
        return with_limits(instance, {Goal.HIRED: self.fte_years})


CHANGES = (''',
    ),
    Touched(
        "optimizer/what_if/rules.py",
        "DecisionsAreKept, LadderShare, LimitGoal,",
        "DecisionsAreKept, LadderShare, AgenciesAtMost, LimitGoal,",
    ),
)
ROWS = {
    "result column": RESULT_COLUMN,
    "goal": GOAL,
    "what-if change": WHAT_IF,
    "command": COMMAND,
    "output format of reports": FORMAT,
}
QUESTION = """format: 1
title: No agencies
reason: They are dear
question: What does it take?
changes: [{change: agencies_at_most, fte_years: 0}]
"""


def named(row: str) -> str:
    """What the table says is touched."""
    (line,) = [line for line in TABLE.splitlines() if line.startswith(f"| {row} |")]
    return line.split("|")[2]


@pytest.mark.parametrize("row", ROWS)
def test_the_table_names_what_is_touched(row: str) -> None:
    """By its path, or by its folder where the file is new or is one of several."""
    for touched in ROWS[row]:
        folder = touched.file.rpartition("/")[0]
        assert f"`{touched.file}`" in named(row) or f"`{folder}/`" in named(row), touched.file


def touch(tree: Path, touched: Touched) -> None:
    """Make one change in the copy."""
    file = tree / touched.file
    if not touched.old:
        file.write_text(touched.new, encoding="utf-8")
        return
    text = file.read_text(encoding="utf-8")
    assert touched.old in text, f"{touched.file} has moved on: change this test and the table"
    file.write_text(text.replace(touched.old, touched.new, 1), encoding="utf-8")


@pytest.mark.slow
def test_nothing_else_needs_touching(tmp_path: Path) -> None:
    """The command greets, the column is stored and checked, the format is written, the goal is limited by the
    change and checked, and the structural tests pass."""
    tree = tmp_path / "leonplan"
    for folder in FOLDERS:
        shutil.copytree(ROOT / folder, tree / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tree)
    for changes in ROWS.values():
        for touched in changes:
            touch(tree, touched)

    def python(*arguments: str) -> str:
        """In the folder above, so that the copy is the package."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(tmp_path), "PYTEST_ADDOPTS": ""},
            capture_output=True,
            text=True,
            timeout=600,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def leon(*arguments: str) -> str:
        return python("-c", "from leonplan.optimizer.cli import main; main()", *arguments)

    assert leon("hello") == "Good day.\n"
    leon("solve", "tiny", "-o", "run")
    assert (
        (tmp_path / "run" / "results" / "unmet.csv").read_text(encoding="utf-8").startswith("year,group,persons,half")
    )
    leon("verify", "run")
    page = python("-c", "from leonplan.optimizer.kinds.describe_results import results_page as page; print(page())")
    assert "| `half` | number | persons on an average day | Half of them. |" in page
    leon("report", "run", "--format", "txt", "--lang", "en")
    assert "Plan for health and care" in (tmp_path / "run.txt").read_text(encoding="utf-8")
    (tmp_path / "no_agencies.yaml").write_text(QUESTION, encoding="utf-8")
    solved = json.loads(leon("solve", "tiny", "--what-if", "no_agencies.yaml", "-o", "without", "--json"))
    assert solved["verified"]
    assert "`hired`" in python("-c", "from leonplan.models.catalog import page; print(page())")
    tests = [str(tree / "tests" / "structure" / f"test_{name}.py") for name in ("architecture", "imports")]
    tests.append(str(tree / "tests" / "words" / "test_vocabulary.py"))
    python("-m", "pytest", "-q", "-c", str(tree / "pyproject.toml"), "-p", "no:cacheprovider", *tests)

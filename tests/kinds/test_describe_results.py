"""The page of the tables of results is what their rows say, and lists what folders hold."""

from __future__ import annotations

import re
from importlib.resources import files

from leonplan.optimizer.compare.rows import TABLES as COMPARED
from leonplan.optimizer.frontier.rows import TABLES as ALONG
from leonplan.optimizer.futures.robust_rows import TABLES as CHOSEN
from leonplan.optimizer.futures.rows import TABLES as STRESSED
from leonplan.optimizer.kinds.describe_results import results_page
from leonplan.optimizer.results.rows import ROWS, Post, columns


def sections(part: str) -> dict[str, str]:
    """The tables of a kind of folder by file."""
    text = results_page().split(f"\n## {part}\n")[1].split("\n## ")[0]
    return {one.split("`", 2)[1]: one for one in text.split("\n### ")[1:] if one.startswith("`")}


def test_the_page_is_up_to_date() -> None:
    """The shipped page is the one written from the rows."""
    page = files("leonplan.optimizer.results").joinpath("README.md").read_text(encoding="utf-8")
    assert page == results_page(), "write optimizer/results/README.md again, see CONTRIBUTING.md"


def test_every_table_has_its_section_and_every_column_its_line() -> None:
    every = {
        "Run": ROWS,
        "Comparison": COMPARED,
        "Frontier": ALONG,
        "Stress test": STRESSED,
        "Choice over futures": CHOSEN,
    }
    for part, kinds in every.items():
        found = sections(part)
        assert list(found) == [f"{kind.table}.csv" for kind in kinds]
        for kind in kinds:
            lines = re.findall(r"^\| `(\w+)` \| .+ \| .* \| .+ \|$", found[f"{kind.table}.csv"], re.MULTILINE)
            assert tuple(lines) == columns(kind)


def test_a_table() -> None:
    """Persons served by nothing, as a reader finds them."""
    assert sections("Run")["unserved.csv"].strip().splitlines() == [
        "`unserved.csv`",
        "",
        "Who is served by nothing; no rows where zero. Key: `year`, `group`, `district`.",
        "",
        "| column | type | unit | meaning |",
        "| --- | --- | --- | --- |",
        "| `year` | whole number | year | Period, or the base year. |",
        "| `group` | text |  | Need group. |",
        "| `district` | text |  | Home district. |",
        "| `persons` | number | persons on an average day | Persons served by nothing. |",
    ]


def test_every_post_has_its_line() -> None:
    page = results_page().split("### Posts")[1].split("\n## ")[0]
    lines = re.findall(r"^\| `(\w+)` \| .+ \| (.+) \| .+ \|$", page, re.MULTILINE)
    assert [post for post, _ in lines] == list(Post)
    assert {unit for _, unit in lines} == {"kNOK/year", "kNOK in the period"}


def test_links_within_the_page_lead_somewhere() -> None:
    page = results_page()
    headings = {line.lstrip("# ").lower().replace(" ", "-") for line in page.splitlines() if line.startswith("#")}
    links = set(re.findall(r"\]\(#([^)]+)\)", page))
    assert len(links) >= 5
    assert links <= headings

"""The public Python API: an instance in; plans, comparisons, frontiers, reports and pandas data frames out.

Everything that the command line does, in a few calls that stay as they are from version to version; what they return may be
looked at freely. The rest of the package may change. Nothing heavy is imported before a call needs it, and nothing is
printed. What goes wrong is a ``LeonError`` with a message for people; where input is at fault it lists every fault at once.

    from leonplan.optimizer import api

    plan = api.solve(api.load("tiny"))
    print(api.frames(plan)["projects"])
"""

from __future__ import annotations

from leonplan.optimizer.api.calibration import calibrate
from leonplan.optimizer.api.editing import (
    check_cells,
    copy,
    faults_told,
    read_cells,
    rows_of,
    table_columns,
    table_differences,
    table_files,
    table_titles,
    write_cells,
)
from leonplan.optimizer.api.ending import code_of
from leonplan.optimizer.api.explanations import explain, explain_collision, useful_steps
from leonplan.optimizer.api.folders import (
    figures,
    is_sealed,
    manifest,
    read,
    read_plan,
    report,
    report_formats,
    report_parts,
    require_free,
    require_writable,
    svg,
    verify,
    write,
    write_workbook,
)
from leonplan.optimizer.api.formulation import (
    factors_schema,
    formulation,
    formulation_page,
    instance_schema,
    translations,
    what_if_schema,
)
from leonplan.optimizer.api.futures import robust, robust_tables, stress, stress_tables
from leonplan.optimizer.api.instances import (
    change_forms,
    check,
    demand,
    excel,
    folder_of,
    instances,
    load,
    mark,
    new,
    start_years,
    what_ifs,
    write_what_if,
)
from leonplan.optimizer.api.people import district_shares, population, write_population
from leonplan.optimizer.api.plans import (
    base,
    compare,
    export,
    frontier,
    goals,
    near_best,
    side_by_side,
    solve,
    start,
    wish,
)
from leonplan.optimizer.api.reviews import review
from leonplan.optimizer.api.rolling import roll, write_instance
from leonplan.optimizer.api.statbank import ssb
from leonplan.optimizer.api.tables import frames
from leonplan.optimizer.errors import (
    CollisionError,
    InputError,
    LeonError,
    NoPlanError,
    UsageError,
    VerificationError,
)

__all__ = [
    "CollisionError",
    "InputError",
    "LeonError",
    "NoPlanError",
    "UsageError",
    "VerificationError",
    "base",
    "calibrate",
    "change_forms",
    "check",
    "check_cells",
    "code_of",
    "compare",
    "copy",
    "demand",
    "district_shares",
    "excel",
    "explain",
    "explain_collision",
    "export",
    "factors_schema",
    "faults_told",
    "figures",
    "folder_of",
    "formulation",
    "formulation_page",
    "frames",
    "frontier",
    "goals",
    "instance_schema",
    "instances",
    "is_sealed",
    "load",
    "manifest",
    "mark",
    "near_best",
    "new",
    "population",
    "read",
    "read_cells",
    "read_plan",
    "report",
    "report_formats",
    "report_parts",
    "require_free",
    "require_writable",
    "review",
    "robust",
    "robust_tables",
    "roll",
    "rows_of",
    "side_by_side",
    "solve",
    "ssb",
    "start",
    "start_years",
    "stress",
    "stress_tables",
    "svg",
    "table_columns",
    "table_differences",
    "table_files",
    "table_titles",
    "translations",
    "useful_steps",
    "verify",
    "what_if_schema",
    "what_ifs",
    "wish",
    "write",
    "write_cells",
    "write_instance",
    "write_population",
    "write_what_if",
    "write_workbook",
]

"""Problems of locating facilities as they are published, solved by the product and by bare HiGHS in the strong formulation.

Drawn as by Cornuejols, Sridharan and Thizy (1991), the generator behind most published families: sites and customers in a
square, demand U[5, 35], capacity U[10, 160] scaled to ``ratio`` times the demand of all, the fixed cost of a site
U[0, 90] + U[100, 110] · √capacity, and 10 · distance for each unit carried. A site is a centre where a project opens places
that cost that much to run in one year, a customer is a district; everybody is served, and spending is the goal.
"""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from math import hypot, sqrt
from random import Random
from typing import Any

import highspy
import numpy as np

from benchmarks.measure import child, print_table
from leonplan.optimizer.schema.instance import Instance

SOURCE = {"source": "made_up"}
BASE_YEAR = 2025
GAP = 1e-3
LIMIT = 600.0
"""Seconds that the product and HiGHS may take each."""


@dataclass(frozen=True)
class Family:
    """How large a problem is, and of which kind."""

    sites: int
    customers: int
    ratio: float
    """Capacity of all sites over the demand of all customers."""
    single: bool = False
    """Whether a customer is served from one site only."""
    seed: int = 1


FAMILIES = {
    "16 x 50, split": Family(16, 50, 5.0),
    "50 x 50, split": Family(50, 50, 3.0),
    "100 x 1000, split": Family(100, 1000, 5.0),
    "20 x 50, one site each": Family(20, 50, 3.0, single=True),
    "30 x 150, one site each": Family(30, 150, 5.0, single=True),
}


class Drawn:
    """The numbers of a problem."""

    def __init__(self, family: Family) -> None:
        random = Random(family.seed)
        sites = [(random.random(), random.random()) for _ in range(family.sites)]
        customers = [(random.random(), random.random()) for _ in range(family.customers)]
        self.demand = [random.randint(5, 35) for _ in customers]
        capacity = [random.uniform(10, 160) for _ in sites]
        scale = family.ratio * sum(self.demand) / sum(capacity)
        self.capacity = [round(scale * x) for x in capacity]
        self.fixed = [round(random.uniform(0, 90) + random.uniform(100, 110) * sqrt(x), 1) for x in self.capacity]
        self.unit_cost = [[round(10 * hypot(x - u, y - v), 3) for u, v in sites] for x, y in customers]


def make_instance(family: Family) -> Instance:
    """The problem as a municipality."""
    drawn = Drawn(family)
    sites, customers = range(family.sites), range(family.customers)
    years = [BASE_YEAR, BASE_YEAR + 1]
    settings = {
        "format": 1, "id": "facility", "name": "Facility", "municipality": "0000", "description": "Made up.",
        "price_year": BASE_YEAR, "horizon": {"base_year": BASE_YEAR, "periods": years}, "mode": "cover",
        "goals": {"cover": ["unmet", "spend"]},
        "capital": {"rate": 0.0, "discount_rate": 0.0, **SOURCE},
        "age_bands": [{"id": "all", "name": "all", "lowest": 0}],
        "levels": [{"id": "served", "name": "served", "step": 1, "at_home": False, **SOURCE}],
        "groups": [{"id": "demand", "name": "demand", "lowest_level": "served", "severity": 1.0,
                    "one_centre_per_district": family.single, **SOURCE}],
        "sources": [{"id": "made_up", "title": "Made up", "year": BASE_YEAR, "kind": "assumption"}],
    }  # fmt: skip
    return Instance.model_validate({
        "settings": settings,
        "districts": [{"id": f"c{i}", "name": f"c{i}", **SOURCE} for i in customers],
        "centres": [{"id": f"s{j}", "name": f"s{j}", "district": "c0", **SOURCE} for j in sites],
        "places": [],
        "population": [
            {"variant": "all", "year": t, "district": f"c{i}", "age_band": "all", "persons": drawn.demand[i], **SOURCE}
            for t in years for i in customers
        ],
        "needs": [{"group": "demand", "age_band": "all", "rate": 1.0, **SOURCE}],
        "services": [{"group": "demand", "level": "served", **SOURCE}],
        "frames": [{"year": t, "operating": 0, "investment": 0, **SOURCE} for t in years],
        "travel": [
            {"district": f"c{i}", "centre": f"s{j}", "minutes": 1, "cost": drawn.unit_cost[i][j], **SOURCE}
            for i in customers for j in sites
        ],
        "projects": [
            {"id": f"open_{j}", "name": f"open {j}", "centre": f"s{j}", "kind": "open", "cost": 0,
             "operating_change": drawn.fixed[j], **SOURCE}
            for j in sites
        ],
        "project_places": [
            {"project": f"open_{j}", "centre": f"s{j}", "level": "served", "change": drawn.capacity[j], **SOURCE}
            for j in sites
        ],
    })  # fmt: skip


def by_product(**family: Any) -> dict[str, Any]:
    """Seconds of the product, from the instance to a verified plan."""
    from leonplan.optimizer.planning.plan_instance import plan_instance
    from leonplan.optimizer.solve.settings import SolveSettings

    instance = make_instance(Family(**family))
    begun, cpu = time.perf_counter(), time.process_time()
    plan = plan_instance(instance, settings=SolveSettings(gap=GAP, time_limit=LIMIT))
    spend = next(goal for goal in plan.goals if goal.goal == "spend")
    return {
        "wall": time.perf_counter() - begun, "cpu": time.process_time() - cpu, "value": spend.value, "bound": spend.bound,
        "verified": bool(plan.verification and plan.verification.ok),
    }  # fmt: skip


def by_highs(**family: Any) -> dict[str, Any]:
    """Seconds of bare HiGHS with a row for each customer and site, handed over as arrays."""
    shape = Family(**family)
    drawn = Drawn(shape)
    begun, cpu = time.perf_counter(), time.process_time()
    n, m = shape.sites, shape.customers
    share = n + np.arange(n * m).reshape(m, n)  # columns: sites opened, then the share of a customer served from a site
    cost = np.concatenate([drawn.fixed, (np.array(drawn.unit_cost) * np.array(drawn.demand)[:, None]).ravel()])
    rows = [({int(j): 1.0 for j in share[i]}, 1.0, 1.0) for i in range(m)]
    rows += [({int(share[i, j]): 1.0, j: -1.0}, -np.inf, 0.0) for i in range(m) for j in range(n)]
    rows += [
        ({**{int(share[i, j]): float(drawn.demand[i]) for i in range(m)}, j: -float(drawn.capacity[j])}, -np.inf, 0.0)
        for j in range(n)
    ]
    start = np.cumsum([0, *(len(row) for row, _, _ in rows)]).astype(np.int32)
    index = np.fromiter((j for row, _, _ in rows for j in row), np.int32)
    values = np.fromiter((x for row, _, _ in rows for x in row.values()), np.float64)
    whole = np.zeros(len(cost), dtype=np.int32)
    whole[: len(cost) if shape.single else n] = 1
    highs = highspy.Highs()
    for option, setting in {"output_flag": False, "threads": 1, "mip_rel_gap": GAP, "time_limit": LIMIT}.items():
        highs.setOptionValue(option, setting)
    highs.passModel(
        len(cost), len(rows), len(index), int(highspy.MatrixFormat.kRowwise), int(highspy.ObjSense.kMinimize), 0.0,
        cost, np.zeros(len(cost)), np.ones(len(cost)), np.array([low for _, low, _ in rows]),
        np.array([high for _, _, high in rows]), start, index, values, whole,
    )  # fmt: skip
    highs.run()
    info = highs.getInfo()
    return {
        "wall": time.perf_counter() - begun, "cpu": time.process_time() - cpu,
        "value": info.objective_function_value, "bound": info.mip_dual_bound,
    }  # fmt: skip


def _gap(found: dict[str, Any]) -> float:
    return float((found["value"] - found["bound"]) / found["value"])


def run() -> None:
    """Print seconds of both, and their ratio, family by family."""
    rows = []
    for name, family in FAMILIES.items():
        product = child("benchmarks.facility:by_product", **asdict(family))
        highs = child("benchmarks.facility:by_highs", **asdict(family))
        apart = (product["value"] - highs["value"]) / highs["value"]
        rows.append((
            name, product["cpu"], _gap(product), highs["cpu"], _gap(highs), product["cpu"] / highs["cpu"],
            product["verified"], apart,
        ))  # fmt: skip
    heading = (
        "sites x customers",
        "product CPU s",
        "its gap",
        "bare HiGHS CPU s",
        "its gap",
        "ratio",
        "verified",
        "apart",
    )
    print_table(f"facilities, gap wanted {GAP:g}, at most {LIMIT:g} s each", heading, rows)

"""The classes of what the public API takes and gives, for annotations; importing them is not quick."""

from leonplan.optimizer.compare.comparison import Comparison as Comparison
from leonplan.optimizer.compare.start import Baseline as Baseline
from leonplan.optimizer.demand.project_demand import Demand as Demand
from leonplan.optimizer.editing.cells import TableCells as TableCells
from leonplan.optimizer.editing.columns import TableColumn as TableColumn
from leonplan.optimizer.editing.differences import CellDifference as CellDifference
from leonplan.optimizer.editing.told import TableFault as TableFault
from leonplan.optimizer.explain.explanation import Explanation as Explanation
from leonplan.optimizer.frontier.frontier import Frontier as Frontier
from leonplan.optimizer.futures.stress import StressTest as StressTest
from leonplan.optimizer.instance.load import CheckReport as CheckReport
from leonplan.optimizer.municipality.calibrate import Calibration as Calibration
from leonplan.optimizer.near_best.search import NearBestPlans as NearBestPlans
from leonplan.optimizer.near_best.wish import Wish as Wish
from leonplan.optimizer.outcome.verification import Verification as Verification
from leonplan.optimizer.planning.plan import Plan as Plan
from leonplan.optimizer.population.forecast import PopulationForecast as PopulationForecast
from leonplan.optimizer.population.population_table import Shares as Shares
from leonplan.optimizer.report.document import Figure as Figure
from leonplan.optimizer.report.parts import ReportParts as ReportParts
from leonplan.optimizer.review.review import Review as Review
from leonplan.optimizer.rolling.roll import Rolled as Rolled
from leonplan.optimizer.schema.instance import Instance as Instance
from leonplan.optimizer.statbank.fetch import KeptTable as KeptTable
from leonplan.optimizer.what_if.read import NamedWhatIf as NamedWhatIf

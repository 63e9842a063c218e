"""Instances fitted to what KOSTRA counted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from leonplan.optimizer.api.names import Name

if TYPE_CHECKING:
    from leonplan.optimizer.municipality.calibrate import Calibration
    from leonplan.optimizer.schema.instance import Instance


def calibrate(instance: Instance, counts: Name) -> Calibration:
    """An instance with need rates and service of the base year such that KOSTRA's counts hold, changed as little as can be.

    counts: as for ``new``, of the instance's base year: a file, or a folder with table 12292 that ``ssb`` kept.
    ``found.instance`` is the instance, ``found.changed`` every number that was changed, with what it was and which counts
    asked for it: none if all counts held to a hundredth of a person; ``found.residuals`` what is left of each count. The
    largest relative change is the least there is, then the next largest. As many wait for a service as before.

    Raises InputError with every fault of the file, and where the instance cannot say what belongs to a count; CollisionError
    naming the counts, and the places, that cannot hold together; VerificationError if what was found does not hold.
    """
    from leonplan.optimizer.municipality.calibrate import calibrate as fitted
    from leonplan.optimizer.municipality.counts import read_counts
    from leonplan.optimizer.municipality.statbank_counts import read_statbank_counts

    path, base = Path(counts), instance.settings.horizon.base_year
    if path.is_dir() and base is not None:
        known = read_statbank_counts(path, base, instance.settings.municipality)
    else:
        known = read_counts(path)
    return fitted(instance, known, path.name)

"""What holds for all tests: a property fails for what is wrong, never for the time it takes on a busy machine."""

import os

from hypothesis import HealthCheck, settings

settings.register_profile("leonplan", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("leonplan")

os.environ["LEON_KEPT_PLANS"] = "off"  # a test solves what it tests; those of kept plans name a folder of their own

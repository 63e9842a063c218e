"""What holds for all tests: a property fails for what is wrong, never for the time it takes on a busy machine."""

from hypothesis import HealthCheck, settings

settings.register_profile("leonplan", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("leonplan")

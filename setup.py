"""The packages, found rather than listed, which pyproject.toml cannot do here: ``optimizer`` is ``leonplan.optimizer``."""

from setuptools import find_packages, setup

FOLDERS = ("instances", "models", "optimizer")

setup(packages=[f"leonplan.{name}" for name in find_packages(include=[*FOLDERS, *(f"{one}.*" for one in FOLDERS)])])

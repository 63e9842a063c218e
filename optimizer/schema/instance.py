"""An instance: settings and tables, frozen."""

from __future__ import annotations

from pydantic import Field

from leonplan.optimizer.schema import account_tables, decision_tables, project_tables, tables
from leonplan.optimizer.schema.base import Part
from leonplan.optimizer.schema.settings import Settings


class Instance(Part):
    """One municipality, ready to be planned for: the settings of ``instance.yaml`` and every table."""

    settings: Settings
    """All of ``instance.yaml``."""
    districts: tuple[tables.District, ...] = Field(min_length=1)
    """Home districts."""
    centres: tuple[tables.Centre, ...] = Field(min_length=1)
    """Centres."""
    places: tuple[tables.Places, ...] = ()
    """Places there are."""
    population: tuple[tables.Population, ...] = Field(min_length=1)
    """Inhabitants."""
    district_shares: tuple[tables.DistrictShare, ...] = ()
    """Shares of districts."""
    needs: tuple[tables.NeedRate, ...] = ()
    """Need rates."""
    fixed_needs: tuple[tables.FixedNeed, ...] = ()
    """Fixed need."""
    need_factors: tuple[tables.NeedFactor, ...] = ()
    """Factors on need."""
    comparison: tuple[tables.ComparisonRate, ...] = ()
    """Rates of comparison groups."""
    services: tuple[tables.Service, ...] = Field(min_length=1)
    """Who may be served where."""
    staffing: tuple[tables.StaffNorm, ...] = ()
    """Staffing norms."""
    competence: tuple[tables.Competence, ...] = ()
    """Competence floors."""
    task_shifting: tuple[tables.TaskShift, ...] = ()
    """Task shifting."""
    current_service: tuple[tables.CurrentService, ...] = ()
    """Service in the base year."""
    frames: tuple[tables.Frame, ...] = ()
    """Economic frames; without any, money is counted but not limited."""
    travel: tuple[tables.Travel, ...] = ()
    """Travel; without any, every centre can be used from every district at no time and cost."""
    projects: tuple[project_tables.Project, ...] = ()
    """Projects."""
    project_places: tuple[project_tables.ProjectPlaces, ...] = ()
    """Places of projects."""
    programmes: tuple[project_tables.Programme, ...] = ()
    """Programmes."""
    programme_effects: tuple[project_tables.ProgrammeEffect, ...] = ()
    """Effects of programmes."""
    programme_staff: tuple[project_tables.ProgrammeStaff, ...] = ()
    """Staff of programmes."""
    decisions: tuple[decision_tables.Decision, ...] = ()
    """Decisions made by hand."""
    joint_limits: tuple[decision_tables.JointLimit, ...] = ()
    """Limits on several things together."""
    kostra: tuple[account_tables.KostraFunction, ...] = ()
    """KOSTRA functions."""

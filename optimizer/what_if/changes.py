"""The catalogue of changes: every lever of the model, by name."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import Field

from leonplan.optimizer.what_if import hand, money, need, places, programmes, projects, rules, services, staff, weights
from leonplan.optimizer.what_if.change import Change

SUBJECTS: dict[str, tuple[type[Change], ...]] = {
    "Need": need.CHANGES,
    "Projects": projects.CHANGES,
    "Centres and places": places.CHANGES,
    "Levels, groups and services": services.CHANGES,
    "Money": money.CHANGES,
    "Staff": staff.CHANGES,
    "Programmes": programmes.CHANGES,
    "Policies, demands and goals": rules.CHANGES,
    "What comes first": weights.CHANGES,
    "By the planner's hand": hand.CHANGES,
}
"""Every change, by subject."""

AnyChange: TypeAlias = Annotated[
    need.ScaleNeed | need.Tighten | need.AddTrend | need.UsePopulation
    | projects.ForceProject | projects.ForbidProject | projects.DelayProject | projects.DecideAgain
    | projects.ResizeProject | projects.ChangeProject | projects.ScaleProjects
    | places.CloseCentre | places.WithdrawLevel | places.CapPlaces | places.SetUnitSize | places.OfferLevel
    | places.BuyPlaces | places.OpenCentre
    | services.ChangeLevel | services.ChangeGroup | services.SetLowestLevel | services.AllowService | services.StopService
    | money.ChangeFrame | money.FrameGrowth | money.TransitionMoney | money.ScaleCosts | money.CentreCost | money.DischargeFee
    | money.ChangeCapital | money.ChangeTravel
    | staff.SetStaff | staff.ScaleStaff | staff.AddStaff | staff.BindStaff | staff.RequireCompetence | staff.ScaleNorms
    | staff.SetNorm
    | programmes.RollOut | programmes.StopProgramme | programmes.ProgrammeNumbers
    | rules.ResidentsStay | rules.DischargeReadyReceived | rules.Proximity | rules.Equity | rules.CoverageNorm
    | rules.MinimumCompetence | rules.StaffGrowth | rules.NetGrowthGrant | rules.DecisionsAreKept
    | rules.LimitGoal | rules.FreeGoal | rules.OrderGoals | rules.StandingMode
    | weights.SetMinimum | weights.LiftMinimum | weights.AllowSlack | weights.WeighNeed
    | hand.Start | hand.KeepPlaces | hand.Serve,
    Field(discriminator="change"),
]  # fmt: skip
"""One change, recognised by its field ``change``."""

"""What is told of many futures, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from leonplan.optimizer.words.word import Word

FUTURE_DEMANDS: Mapping[str, Word] = {
    "planned": Word("A plan with the decisions that stand", "En plan med vedtakene som ligger fast"),
    "sound": Word("Heavy need met soundly", "Forsvarlig hjelp til tungt behov"),
    "frame": Word("Within the frames", "Innenfor rammene"),
    "staff": Word("Staff for all work", "Folk til alt arbeid"),
}
"""What may hold in a future."""

ADVICE: Mapping[str, Word] = {
    "start": Word("right in nearly every future", "riktig i nesten alle framtider"),
    "leave": Word("left out in nearly every future", "utelates i nesten alle framtider"),
    "drop": Word("in the plan, but left out in nearly every future", "i planen, men utelates i nesten alle framtider"),
    "depends": Word("depends on what comes", "avhenger av det som kommer"),
}
"""What many futures say of a project."""

CRITERIA: Mapping[str, Word] = {
    "mean": Word("on average", "i gjennomsnitt"),
    "worst_tenth": Word("in the worst tenth of the futures", "i den verste tidelen av framtidene"),
    "greatest_regret": Word("by the least regret", "etter minste anger"),
}
"""By what a plan may be best over many futures."""

"""The checks that an assessment asks, one a file, in one table."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from brownbag.clinical.assessment.as_needed_daily import as_needed_daily
from brownbag.clinical.assessment.between_lists import between_lists
from brownbag.clinical.assessment.cost.cheaper_equal import cheaper_equal
from brownbag.clinical.assessment.effectiveness.apixaban_dose import apixaban_dose
from brownbag.clinical.assessment.effectiveness.below_usual_dose import below_usual_dose
from brownbag.clinical.assessment.effectiveness.beyond_the_goal import beyond_the_goal
from brownbag.clinical.assessment.engine import Engine
from brownbag.clinical.assessment.finding import Finding, NotChecked
from brownbag.clinical.assessment.indication.breakthrough_pain import breakthrough_pain
from brownbag.clinical.assessment.indication.course_over import course_over
from brownbag.clinical.assessment.indication.no_reason_on_file import no_reason_on_file
from brownbag.clinical.assessment.indication.reason_is_gone import reason_is_gone
from brownbag.clinical.assessment.indication.taken_too_long import taken_too_long
from brownbag.clinical.assessment.prepare import Prepared
from brownbag.clinical.assessment.safety.allergies import allergies
from brownbag.clinical.assessment.safety.burdens import burdens
from brownbag.clinical.assessment.safety.conditions_to_avoid import after_a_fall, conditions_to_avoid
from brownbag.clinical.assessment.safety.dose_by_weight import dose_by_weight
from brownbag.clinical.assessment.safety.dose_limits import dose_limits
from brownbag.clinical.assessment.safety.interactions import interactions
from brownbag.clinical.assessment.safety.kidney_limits import kidney_limits
from brownbag.clinical.assessment.safety.liver_limits import liver_limits
from brownbag.clinical.assessment.safety.monitoring_overdue import monitoring_overdue
from brownbag.clinical.assessment.safety.older_adults import older_adults
from brownbag.clinical.assessment.safety.opioid_total import opioid_total
from brownbag.clinical.assessment.safety.pregnancy import pregnancy
from brownbag.clinical.assessment.safety.results import results_out_of_range
from brownbag.clinical.assessment.safety.same_group_twice import same_group_twice
from brownbag.clinical.assessment.safety.stopped_suddenly import stopped_suddenly
from brownbag.clinical.assessment.safety.symptoms import symptoms
from brownbag.clinical.assessment.safety.too_young import too_young
from brownbag.clinical.assessment.same_ingredient_twice import same_ingredient_twice
from brownbag.clinical.assessment.use.at_another_time import at_another_time
from brownbag.clinical.assessment.use.barriers import barriers
from brownbag.clinical.assessment.use.by_another_route import by_another_route
from brownbag.clinical.assessment.use.doubled_after_missed import doubled_after_missed
from brownbag.clinical.assessment.use.fills import fills
from brownbag.clinical.assessment.use.food_and_spacing import food_against, take_apart
from brownbag.clinical.assessment.use.half_tablets import half_tablets
from brownbag.clinical.assessment.use.headache_days import headache_days
from brownbag.clinical.assessment.use.less_than_the_label import less_than_the_label
from brownbag.clinical.assessment.use.more_than_the_label import more_than_the_label
from brownbag.clinical.assessment.use.not_taken import not_taken
from brownbag.clinical.assessment.use.only_when_needed import only_when_needed
from brownbag.clinical.assessment.use.skips_doses import skips_doses
from brownbag.clinical.assessment.use.stopped_early import stopped_early
from brownbag.clinical.assessment.use.technique_not_seen import technique_not_seen

CHECKS: tuple[Callable[[Prepared, Engine], Iterable[Finding | NotChecked]], ...] = (
    same_ingredient_twice,
    between_lists,
    as_needed_daily,
    interactions,
    same_group_twice,
    burdens,
    allergies,
    pregnancy,
    kidney_limits,
    liver_limits,
    conditions_to_avoid,
    after_a_fall,
    older_adults,
    too_young,
    dose_limits,
    dose_by_weight,
    opioid_total,
    breakthrough_pain,
    monitoring_overdue,
    symptoms,
    results_out_of_range,
    beyond_the_goal,
    apixaban_dose,
    below_usual_dose,
    stopped_suddenly,
    taken_too_long,
    reason_is_gone,
    course_over,
    no_reason_on_file,
    food_against,
    take_apart,
    cheaper_equal,
    more_than_the_label,
    less_than_the_label,
    at_another_time,
    by_another_route,
    only_when_needed,
    headache_days,
    skips_doses,
    not_taken,
    stopped_early,
    half_tablets,
    doubled_after_missed,
    fills,
    barriers,
    technique_not_seen,
)

"""Directions: one label after another, everything loaded."""

from decimal import Decimal
from itertools import cycle

from bench.row import Row, measure
from brownbag.clinical.directions import read, say
from brownbag.clinical.directions.compare import compare_with_taking
from brownbag.clinical.directions.day import Apart, Routine, Taking, plan_day

LABELS = cycle(
    (
        "Take 1 tablet by mouth twice daily",
        "Take 1 to 2 tablets every 4 to 6 hours as needed for pain. Max 8 tablets in 24 hours",
        "Take 2 tablets on day 1, then 1 tablet daily for 4 days",
        "Inhale 2 puffs four times daily as needed for wheezing",
        "Inject 10 units under the skin before breakfast and 12 units before dinner",
        "Take 7.5 mg on Mon, Wed, Fri and 5 mg all other days",
    )
)


READ = cycle([read(next(LABELS)) for _ in range(6)])
WHOLE_LIST = {
    "levothyroxine": "Take 1 tablet every morning on an empty stomach",
    "calcium": "Take 1 tablet twice daily with food",
    "alendronate": "Take 1 tablet once a week on an empty stomach",
    "metformin": "Take 1 tablet twice daily with meals",
    "lisinopril": "Take 1 tablet daily",
    "atorvastatin": "Take 1 tablet at bedtime",
    "iron": "Take 1 tablet daily",
    "ciprofloxacin": "Take 1 tablet every 12 hours for 7 days",
    "amoxicillin": "Take 1 capsule every 8 hours for 10 days",
    "metoprolol": "Take 1 tablet twice daily",
    "gabapentin": "Take 1 capsule 3 times a day",
    "omeprazole": "Take 1 capsule daily before breakfast",
    "warfarin": "Take 1 tablet every evening",
    "sertraline": "Take 1 tablet every morning",
    "levodopa": "Take 1 tablet 4 times a day",
}
MINERALS = frozenset({"calcium", "iron"})
APART = [
    Apart("levothyroxine", MINERALS, Decimal(4), Decimal(4)),
    Apart("alendronate", MINERALS, Decimal("0.5"), Decimal(2)),
    Apart("ciprofloxacin", MINERALS, Decimal(2), Decimal(6)),
]


def rows() -> list[Row]:
    "Measure reading, saying, comparing and planning with the phrases loaded, as a running server has them."
    label = read("Take 1 tablet twice daily")
    routine = Routine.of("06:30", "07:15", "12:30", "18:30", "22:30")
    takings = [Taking(name, name, frozenset({name}), read(told)) for name, told in WHOLE_LIST.items()]
    return [
        measure("read one label", lambda: read(next(LABELS)), aim="0.5 ms", times=1200),
        measure("say one label in Spanish", lambda: say(next(READ), language="es"), aim="0.5 ms", times=600),
        measure(
            "compare a label with taking",
            lambda: compare_with_taking(label, "once a day"),
            aim="1 ms",
            times=600,
        ),
        measure(
            "a day of 15 medicines",
            lambda: plan_day(takings, routine=routine, apart=APART),
            aim="100 ms",
            times=20,
        ),
    ]

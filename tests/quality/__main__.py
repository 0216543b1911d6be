"""Print every measure of quality: `python -m tests.quality`, or some by name: `python -m tests.quality criteria`."""

import sys

from tests.quality import (
    anticholinergic,
    branches,
    changed_rules,
    complaints,
    criteria,
    directions_read,
    drug_names,
    entered_twice,
    imports,
    interactions,
    kept_entries,
    made_names,
    many_patients,
    own_vignettes,
    reconciling,
    stopp_start,
    vignettes,
)

MEASURES = {
    module.__name__.rpartition(".")[2]: module
    for module in (
        branches,
        drug_names,
        made_names,
        directions_read,
        imports,
        kept_entries,
        reconciling,
        interactions,
        criteria,
        anticholinergic,
        complaints,
        entered_twice,
        stopp_start,
        many_patients,
        vignettes,
        changed_rules,
        own_vignettes,
    )
}
for name in sys.argv[1:] or MEASURES:
    MEASURES[name].main()

"""Print every measure of quality: `python -m tests.quality`."""

from tests.quality import directions_read, drug_names, reconciling, vignettes

for measure in (drug_names, directions_read, reconciling, vignettes):
    measure.main()

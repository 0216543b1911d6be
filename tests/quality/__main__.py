"""Print every measure of quality: `python -m tests.quality`."""

from tests.quality import drug_names, vignettes

for measure in (drug_names, vignettes):
    measure.main()

"""Where this installation keeps its data, and the drug lists it loaded there."""

import os
from pathlib import Path

LOADED_LISTS = "vocabulary.sqlite3"


def data_folder():
    "Return the folder of this installation's data."
    return Path(os.environ.get("BROWNBAG_DATA", "").strip() or Path(__file__).resolve().parents[2] / "var")


def use_loaded_lists():
    "Let names be read with the drug lists that were loaded; costs nothing where there are none."
    if (data_folder() / LOADED_LISTS).is_file():
        from brownbag.exchange.drug_lists import use_loaded

        use_loaded(data_folder())

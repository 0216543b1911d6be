"""From the name a substance is registered under to the US generic name: salt, ester and hydrate folded away."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from brownbag.clinical.vocabulary.names import FOLDER, rows_of

# Words that name a salt, ester or hydrate and are not part of the US generic name.
SALTS = frozenset(
    [
        "hydrochloride",
        "sodium",
        "sulfate",
        "acetate",
        "anhydrous",
        "mesylate",
        "phosphate",
        "monohydrate",
        "chloride",
        "citrate",
        "maleate",
        "bromide",
        "tartrate",
        "calcium",
        "fumarate",
        "succinate",
        "dihydrate",
        "disodium",
        "hydrobromide",
        "nitrate",
        "bitartrate",
        "gluconate",
        "potassium",
        "unspecified",
        "form",
        "dihydrochloride",
        "benzoate",
        "lactate",
        "hemihydrate",
        "heptahydrate",
        "tromethamine",
        "trihydrate",
        "meglumine",
        "tosylate",
        "propionate",
        "besylate",
        "valerate",
        "magnesium",
        "dipropionate",
        "iodide",
        "pamoate",
        "stearate",
        "decanoate",
        "pyrophosphate",
        "zinc",
        "acetonide",
        "palmitate",
        "furoate",
        "malate",
        "mononitrate",
        "dipotassium",
        "olamine",
        "monobasic",
        "dibasic",
        "cypionate",
        "oxalate",
        "trisodium",
        "enanthate",
        "hexahydrate",
        "pentahydrate",
        "sesquihydrate",
        "camsylate",
        "esylate",
        "edisylate",
        "napsylate",
        "xinafoate",
        "medoxomil",
        "cilexetil",
        "mofetil",
        "axetil",
        "etexilate",
        "disoproxil",
        "alafenamide",
        "proxetil",
        "pivoxil",
        "isethionate",
        "hyclate",
        "benzathine",
        "procaine",
        "lysine",
        "epolamine",
        "arginine",
        "erbumine",
        "tannate",
        "polistirex",
        "resinate",
        "dimesylate",
        "diphosphate",
        "sulfonate",
        "monosodium",
        "hemifumarate",
        "strontium",
        "dimeglumine",
        "trometamol",
        "glucuronate",
        "besilate",
        "ditosylate",
        "undecanoate",
        "buciclate",
        "caproate",
        "hexanoate",
        "pivalate",
        "butyrate",
        "probutate",
        "diacetate",
        "estolate",
        "ethylsuccinate",
        "lactobionate",
        "monophosphate",
        "aluminum",
        "subacetate",
        "marboxil",
        "teoclate",
        "carboxyl",
        "sulfinate",
        "hydrogen",
        "monohydrochloride",
        "hydroiodide",
        "fosfatex",
        "dimethyl",
        "ether",
        "methylsulfate",
        "methylbromide",
        "ammonium",
        "bisulfate",
        "hemisulfate",
        "dodecahydrate",
        "tetrahydrate",
        "1.5-hydrate",
        "monoethanolamine",
        "choline",
        "hydroxynaphthoate",
    ]
)
# Left alone these would mean a mineral or nothing at all: keep the whole name.
NOT_ALONE = frozenset(
    [
        "sodium",
        "potassium",
        "calcium",
        "magnesium",
        "zinc",
        "aluminum",
        "ammonium",
        "ferrous",
        "ferric",
        "iron",
        "copper",
        "cupric",
        "silver",
        "bismuth",
        "barium",
        "strontium",
        "gallium",
        "manganese",
        "manganous",
        "selenium",
        "chromium",
        "chromic",
        "hydrogen",
        "stannous",
        "cobalt",
        "lanthanum",
        "gold",
        "mercury",
        "cesium",
        "rubidium",
        "choline",
        "tetra",
        "benzalkonium",
        "cetylpyridinium",
        "benzethonium",
        "calcium,",
        "dl-",
        "d-",
        "l-",
        "methyl",
        "ethyl",
        "potassium,",
        "sodium,",
        "zinc,",
        "water",
        "acid",
        "titanium",
        "ammonia",
        "edetate",
        "perflutren",
        "lactic",
        "chloride",
        "fluoride",
        "carbonate",
        "sulfate",
        "nitrate",
        "phosphate",
        "aluminium",
        "thallous",
        "sincalide",
        "glycol",
        "hydrochloric",
    ]
)
NEVER_FOLDED = frozenset(
    [
        "aminolevulinic acid",
        "sodium phenylbutyrate",
        "ammonium lactate",
        "isosorbide mononitrate",
        "isosorbide dinitrate",
    ]
)


@lru_cache(maxsize=1)
def our_names() -> dict[str, str]:
    """Return the substances that fold in another way than by dropping the salt, with our name for each."""
    return {row["fda_name"]: row["ingredient"] for row in rows_of(FOLDER / "ingredient_names.csv")}


def ingredient_name(substance: str, renamed: Mapping[str, str]) -> str:
    """Return the US generic name of a registered substance.

    >>> ingredient_name("METOPROLOL SUCCINATE", {}), ingredient_name("POTASSIUM CHLORIDE", {})
    ('metoprolol', 'potassium chloride')
    """
    name = re.sub(r"\s+", " ", substance.lower().replace(", unspecified form", "")).strip(" ,;")
    if name in renamed:
        return renamed[name]
    words = name.split()
    while len(words) > 1 and name not in NEVER_FOLDED and words[-1].strip(",") in SALTS:
        if len(words) == 2 and words[0] in NOT_ALONE:
            break
        words = words[:-1]
        shorter = " ".join(words).strip(" ,")
        if shorter in renamed:
            return renamed[shorter]
    return renamed.get(" ".join(words).strip(" ,"), " ".join(words).strip(" ,"))

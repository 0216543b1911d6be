"""How well do names generalise? Names made by rules from the vocabulary's own common names, not from the shared rows.

Every misspelling is made by one slip of a keyboard or a pen (a neighbouring key, a letter left out, doubled,
swapped or written as it sounds) in one of about 1,500 names. The seed is fixed, so the figures repeat.
"""

import random
from collections import Counter, defaultdict

from brownbag.clinical import vocabulary

SEED, PER_NAME = 20261124, 3
INGREDIENTS, BRANDS = 900, 600
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
SOUNDS = (
    ("ph", "f"),
    ("f", "ph"),
    ("i", "y"),
    ("y", "i"),
    ("s", "z"),
    ("z", "s"),
    ("c", "k"),
    ("c", "s"),
    ("x", "ks"),
    ("th", "t"),
    ("qu", "kw"),
    ("e", "a"),
    ("a", "e"),
    ("o", "a"),
    ("i", "e"),
    ("e", "i"),
)
ENDINGS = (("e", ""), ("", "e"), ("ine", "ina"), ("in", "ina"), ("ide", "ida"), ("ol", "olo"), ("ate", "ato"))


def main():
    "Print recall and wrong answers by the way the name was made, and the answers to what is no name."
    names = vocabulary.load().names
    common = _common_ingredients(names) + _common_brands(names)
    picked = random.Random(SEED)
    judged = defaultdict(list)
    for name, ingredients in common:
        judged["as written"].append(_judged(name, name, ingredients))
        for model, wrong in _slips(name, picked):
            judged[model].append(_judged(wrong, name, ingredients))
        for model, text in _free_texts(name, picked):
            judged[model].append(_judged(text, name, ingredients))
    _combinations(names, judged, picked)
    for model, answers in judged.items():
        print(_line(f"made names: {model}", answers))
    slips = [each for model, answers in judged.items() if model.startswith("slip") for each in answers]
    print(_line("made names: all slips", slips))
    _worst(judged)
    return judged


def _common_ingredients(names):
    "Prescription ingredients by how often they are listed; foods, soaps and salts of the OTC listings left out."
    kept = [
        each
        for each in names.ingredients.values()
        if each.sold == "rx" and each.listings > 3 and each.name.replace(" ", "").isalpha()
    ]
    ranked = sorted(kept, key=lambda each: (-each.listings, each.name))[:INGREDIENTS]
    return [(each.name, (each.name,)) for each in ranked]


def _common_brands(names):
    found = Counter()
    for key in names.sorted_keys:
        for named in names.called(key):
            single_word = key.isalpha() and len(key) >= 4
            if named.kind == "brand" and "rx~" in named.raw_shapes and single_word:
                found[(key, named.ingredients)] += named.listings
    one = Counter(key for key, _ in found)
    ranked = sorted(
        (item for item in found.items() if one[item[0][0]] == 1), key=lambda item: (-item[1], item[0])
    )
    brands = [name for name, _ in ranked if name[1] != (name[0],)]
    return brands[:BRANDS]


def _slips(name, picked):
    models = (_neighbour, _left_out, _doubled, _swapped, _sounding, _ending)
    for model in picked.sample(models, PER_NAME):
        wrong = model(name, picked)
        if wrong and wrong != name:
            yield f"slip, {model.__name__.strip('_').replace('_', ' ')}", wrong


def _neighbour(name, picked):
    places = [place for place, letter in enumerate(name) if letter.isalpha()]
    place = picked.choice(places)
    row = next(row for row in ROWS if name[place] in row)
    at = row.index(name[place])
    near = [row[other] for other in (at - 1, at + 1) if 0 <= other < len(row)]
    return name[:place] + picked.choice(near) + name[place + 1 :]


def _left_out(name, picked):
    place = picked.randrange(1, len(name))
    return name[:place] + name[place + 1 :]


def _doubled(name, picked):
    place = picked.randrange(len(name))
    return name[:place] + name[place] + name[place:]


def _swapped(name, picked):
    place = picked.randrange(len(name) - 1)
    return name[:place] + name[place + 1] + name[place] + name[place + 2 :]


def _sounding(name, picked):
    fitting = [(said, heard) for said, heard in SOUNDS if said in name[1:]]
    if not fitting:
        return ""
    said, heard = picked.choice(fitting)
    place = picked.choice([at for at in range(1, len(name)) if name.startswith(said, at)])
    return name[:place] + heard + name[place + len(said) :]


def _ending(name, picked):
    fitting = [(said, heard) for said, heard in ENDINGS if name.endswith(said)]
    said, heard = picked.choice(fitting)
    return name.removesuffix(said) + heard


FRAMES = (
    "{} 10 mg tablet",
    "{} 5mg po daily",
    "takes {} for blood pressure",
    "{} 20 mg cap qhs prn",
    "generic {} 0.5 mg",
    "my {} pills",
    "{} (from the hospital)",
    "{}, once a day",
)


def _free_texts(name, picked):
    yield "free text", picked.choice(FRAMES).format(name)


def _combinations(names, judged, picked):
    "Two or three ingredients that are sold together, written with the signs people use between them."
    together = {
        named.ingredients
        for key in names.sorted_keys
        for named in names.called(key)
        if named.kind == "generic" and 2 <= len(named.ingredients) <= 3 and "rx~" in named.raw_shapes
    }
    for parts in sorted(together):
        if all(part.replace(" ", "").isalpha() for part in parts):
            said = picked.sample(parts, len(parts))
            text = picked.choice(("/", " / ", "-", " and ", " + ", " with ")).join(said)
            judged["combination"].append(_judged(text, text, parts))


def _judged(text, name, ingredients):
    answer = vocabulary.load().resolve(text)
    got = answer.ingredients
    outcome = "right" if got == tuple(sorted(ingredients)) else "wrong" if got else "silent"
    return outcome, text, name, f"{answer.outcome} {'|'.join(got) or answer.candidates}"


def _line(name, judged):
    total = len(judged)
    right = sum(each[0] == "right" for each in judged)
    wrong = sum(each[0] == "wrong" for each in judged)
    return f"{name:44} {total:5} right {right / total:6.1%}  wrong {wrong / total:6.2%}"


def _worst(judged):
    wrong = [(model, *each) for model, answers in judged.items() for each in answers if each[0] == "wrong"]
    for model, _, text, name, got in wrong:
        print(f"  wrong, {model}: {text!r} made from {name!r}, got {got}")


if __name__ == "__main__":
    main()

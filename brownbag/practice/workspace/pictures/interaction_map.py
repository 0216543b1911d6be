"""Where the boxes and lines of the interaction map stand: words in, shapes out, nothing asked of anyone."""

from collections import Counter
from dataclasses import dataclass
from math import cos, pi, sin

WIDTH = 940
BOX_WIDTH, BOX_HEIGHT, GAP = 196, 50, 8
HEAD, PAD = 28, 10
REASON_WIDTH = BOX_WIDTH + 2 * PAD
ACROSS = 330
ALONE_IN_A_ROW = 4
LINES_AT_MOST = 8
LETTER = 7.7
LABEL_HEIGHT = 30
PLACES_ON_A_LINE = (0.5, 0.38, 0.62, 0.28, 0.72)
MARKS = ("R", "A", "B")


@dataclass(frozen=True)
class Medicine:
    "One medicine as the map names it."

    key: str
    name: str
    detail: str
    reason: str


@dataclass(frozen=True)
class Tie:
    "One problem: a line between two medicines, a shape over three, or a number on one."

    number: int
    keys: tuple[str, ...]
    mark: str
    words: str


@dataclass(frozen=True)
class Box:
    x: int
    y: int
    width: int
    height: int
    name: str = ""
    detail: str = ""
    mark: str = ""
    badges: tuple[tuple[int, str, int], ...] = ()

    @property
    def centre(self):
        return (self.x + self.width / 2, self.y + self.height / 2)


@dataclass(frozen=True)
class Line:
    x1: int
    y1: int
    x2: int
    y2: int
    mark: str


@dataclass(frozen=True)
class Area:
    points: str
    mark: str


@dataclass(frozen=True)
class Label:
    x: int
    y: int
    width: int
    number: int
    words: str
    mark: str
    height: int = LABEL_HEIGHT


@dataclass(frozen=True)
class Map:
    "Everything the picture draws, back to front."

    width: int
    height: int
    reasons: tuple[Box, ...]
    areas: tuple[Area, ...]
    lines: tuple[Line, ...]
    boxes: tuple[Box, ...]
    labels: tuple[Label, ...]
    left_out: int


def interaction_map(medicines, ties):
    """Return the map of a list: tied medicines around an ellipse, the busiest on top, the rest in rows below.

    >>> warfarin = Medicine("1", "warfarin", "5 mg", "stroke")
    >>> naproxen = Medicine("2", "naproxen", "220 mg", "pain")
    >>> drawn = interaction_map([warfarin, naproxen], [Tie(1, ("1", "2"), "R", "Bleeding")])
    >>> len(drawn.boxes), len(drawn.lines), drawn.labels[0].words
    (2, 1, 'Bleeding')
    """
    drawn, left_out = _drawn(ties)
    tied = {key for tie in drawn if len(tie.keys) > 1 for key in tie.keys}
    around = _by_reason([each for each in medicines if each.key in tied], drawn)
    alone = [each for each in medicines if each.key not in tied]
    reasons, places, bottom = _around(around)
    below, alone_places, height = _below(alone, bottom)
    places |= alone_places
    inside = _inside_one_reason(drawn, around)
    boxes = {each.key: _box(each, places[each.key], drawn, inside) for each in medicines}
    lines = [tie for tie in drawn if len(tie.keys) == 2 and tie not in inside]
    wide = [tie for tie in drawn if len(tie.keys) > 2]
    cut = {tie.number: _line(tie, boxes) for tie in lines}
    taken = [*boxes.values(), *reasons]
    labels = [_on_area(tie, boxes, taken) for tie in wide] + [
        _on_line(tie, cut[tie.number], taken) for tie in lines
    ]
    return Map(
        width=WIDTH,
        height=height,
        reasons=(*reasons, *below),
        areas=tuple(_area(tie, boxes) for tie in wide),
        lines=tuple(cut.values()),
        boxes=tuple(boxes.values()),
        labels=tuple(labels),
        left_out=left_out,
    )


def _drawn(ties):
    "Beyond eight lines only what is urgent is drawn, and it is said how many are left out."
    lines = [tie for tie in ties if len(tie.keys) > 1]
    if len(lines) <= LINES_AT_MOST:
        return list(ties), 0
    urgent = [tie for tie in ties if tie.mark in MARKS[:2]]
    kept = [tie for tie in urgent if len(tie.keys) == 1] + [tie for tie in urgent if len(tie.keys) > 1][
        : 2 * LINES_AT_MOST
    ]
    return kept, len([tie for tie in lines if tie not in kept])


def _by_reason(tied, ties):
    "The medicines of each reason; the reason with most urgent lines comes first."
    counts = Counter(
        key for tie in ties if len(tie.keys) > 1 for key in tie.keys for _ in range(_weight(tie))
    )
    groups = {}
    for each in tied:
        groups.setdefault(each.reason or "No reason on file", []).append(each)
    return sorted(groups.items(), key=lambda group: (-max(counts[each.key] for each in group[1]), group[0]))


def _weight(tie):
    return {"R": 9, "A": 3}.get(tie.mark, 1)


def _around(groups):
    heights = [HEAD + PAD + len(members) * (BOX_HEIGHT + GAP) for _, members in groups]
    tall = max(heights, default=0)
    down = max(130, 46 * len(groups))
    reasons, places, bottom = [], {}, 0
    for (reason, members), height, (across, along) in zip(groups, heights, _angles(len(groups)), strict=True):
        x = round(WIDTH / 2 + ACROSS * across - REASON_WIDTH / 2)
        y = round(8 + (down + down * along if len(groups) > 2 else 0) + (tall - height) / 2)
        reasons.append(Box(x, y, REASON_WIDTH, height, reason))
        for row, each in enumerate(members):
            places[each.key] = (x + PAD, y + HEAD + row * (BOX_HEIGHT + GAP))
        bottom = max(bottom, y + height)
    return reasons, places, bottom


def _angles(count):
    "Where groups stand around: the first on top, then by turns right and left; two stand side by side."
    if count == 2:
        return [(-0.8, 0), (0.8, 0)]
    steps = sorted(range(count), key=lambda step: (min(step, count - step), step))
    return [(sin(2 * pi * step / count), -cos(2 * pi * step / count)) for step in steps]


def _below(alone, bottom):
    "Medicines without a line stand in rows below."
    if not alone:
        return [], {}, bottom + 12
    top, places = bottom + 24, {}
    rows = -(-len(alone) // ALONE_IN_A_ROW)
    height = HEAD + PAD + rows * (BOX_HEIGHT + GAP)
    for number, each in enumerate(alone):
        row, column = divmod(number, ALONE_IN_A_ROW)
        places[each.key] = (
            14 + PAD + column * (BOX_WIDTH + 2 * PAD + GAP),
            top + HEAD + row * (BOX_HEIGHT + GAP),
        )
    return [Box(14, top, WIDTH - 28, height, "No line to another medicine")], places, top + height + 12


def _inside_one_reason(ties, groups):
    "Problems between medicines of one reason stand as numbers on their boxes: there is no room for a line."
    members = [{each.key for each in medicines} for _, medicines in groups]
    return [tie for tie in ties if len(tie.keys) > 1 and any(set(tie.keys) <= group for group in members)]


def _box(medicine, place, ties, inside):
    own = [tie for tie in ties if medicine.key in tie.keys]
    mark = min((tie.mark for tie in own), key=MARKS.index, default="")
    numbers = [tie for tie in own if len(tie.keys) == 1 or tie in inside]
    right = place[0] + BOX_WIDTH - 12
    badges = tuple((tie.number, tie.mark, right - 26 * back) for back, tie in enumerate(reversed(numbers)))
    name, detail = _cut(medicine.name, 19), _cut(medicine.detail, 25)
    return Box(place[0], place[1], BOX_WIDTH, BOX_HEIGHT, name, detail, mark, badges)


def _line(tie, boxes):
    one, other = (boxes[key] for key in tie.keys)
    x1, y1 = _edge(one, other.centre)
    x2, y2 = _edge(other, one.centre)
    return Line(round(x1), round(y1), round(x2), round(y2), tie.mark)


def _edge(box, towards):
    "Where the line from the middle of a box leaves it."
    x, y = box.centre
    dx, dy = towards[0] - x, towards[1] - y
    shares = [half / abs(way) for half, way in ((box.width / 2, dx), (box.height / 2, dy)) if way]
    share = min(shares, default=0)
    return x + dx * share, y + dy * share


def _area(tie, boxes):
    centres = [boxes[key].centre for key in tie.keys]
    return Area(" ".join(f"{round(x)},{round(y)}" for x, y in centres), tie.mark)


def _on_area(tie, boxes, taken):
    centres = [boxes[key].centre for key in tie.keys]
    middle = (
        sum(x for x, _ in centres) / len(centres),
        sum(y for _, y in centres) / len(centres),
    )
    return _first_free(tie, [middle, (middle[0], middle[1] - 40), (middle[0], middle[1] + 40)], taken)


def _on_line(tie, line, taken):
    places = [
        (line.x1 + (line.x2 - line.x1) * share, line.y1 + (line.y2 - line.y1) * share)
        for share in PLACES_ON_A_LINE
    ]
    return _first_free(tie, places, taken)


def _first_free(tie, places, taken):
    "The label at the first place where it covers nothing; it is remembered so that the next does not cover it."
    labels = [_label(tie, x, y) for x, y in places]
    label = next((each for each in labels if not any(_overlap(each, other) for other in taken)), labels[0])
    taken.append(label)
    return label


def _label(tie, x, y):
    words = _cut(tie.words, 26)
    width = round(38 + LETTER * len(words))
    x = min(max(x - width / 2, 4), WIDTH - width - 4)
    return Label(round(x), round(y - LABEL_HEIGHT / 2), width, tie.number, words, tie.mark)


def _overlap(one, other):
    apart_across = one.x + one.width <= other.x or other.x + other.width <= one.x
    apart_down = one.y + one.height <= other.y or other.y + other.height <= one.y
    return not (apart_across or apart_down)


def _cut(words, letters):
    return words if len(words) <= letters else words[: letters - 1].rstrip(" ,·") + "…"

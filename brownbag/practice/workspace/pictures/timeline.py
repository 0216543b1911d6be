"""What came first: medicines, results and events on one axis, months on the left and the last days on the right."""

from dataclasses import dataclass
from datetime import date, timedelta

LEFT, SPLIT, RIGHT = 190, 640, 920
DAYS_CLOSE = 15
DAYS_FAR = 213
TOP, ROW, BAND = 46, 26, 48
GRACE = 7
NEW_WITHIN = 60
LETTERS = "ABCDEFGH"
SERIES_AT_MOST = 5


@dataclass(frozen=True)
class Bar:
    "One stretch of a medicine: fills, gap (not covered), word (no fills), needed."

    x: int
    y: int
    width: int
    kind: str


@dataclass(frozen=True)
class Mark:
    "A tick of a fill, an end, or the letter of a medicine that is new."

    x: int
    y: int
    kind: str
    letter: str = ""


@dataclass(frozen=True)
class Words:
    x: int
    y: int
    words: str
    kind: str = "lb"
    anchor: str = "start"


@dataclass(frozen=True)
class Curve:
    points: str
    dots: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Taken:
    "A medicine with the days that are known of it."

    name: str
    start: date | None
    end: date | None
    stopped: bool
    as_needed: bool
    fills: tuple[tuple[date, int | None], ...] = ()


@dataclass(frozen=True)
class Series:
    "The values of one test, oldest first."

    name: str
    values: tuple[tuple[date, float, str], ...]


@dataclass(frozen=True)
class Timeline:
    height: int
    months: tuple[Words, ...]
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]
    words: tuple[Words, ...]
    curves: tuple[Curve, ...]
    rules: tuple[int, ...]
    letters: tuple[tuple[str, str, date], ...]


@dataclass(frozen=True)
class Axis:
    first: date
    split: date
    last: date

    def x(self, day):
        "Where a day stands; days before the first stand at the left edge."
        if day >= self.split:
            share = (min(day, self.last) - self.split).days / DAYS_CLOSE
            return round(SPLIT + 14 + (RIGHT - SPLIT - 14) * share)
        share = max(0, (day - self.first).days) / max(1, (self.split - self.first).days)
        return round(LEFT + (SPLIT - LEFT) * share)


def timeline(medicines, series, events, *, on):
    """Return the shapes of the timeline up to a day; `events` are pairs of a day and its words."""
    axis = Axis(on - timedelta(days=DAYS_FAR), on - timedelta(days=DAYS_CLOSE), on)
    bars, marks, words, letters = [], [], [], []
    for row, each in enumerate(medicines):
        y = TOP + row * ROW
        words.append(Words(4, y + 15, _cut(each.name, 21), "mn"))
        bars += _bars(each, y, axis)
        marks += _ticks(each, y, axis)
        if _is_new(each, axis) and len(letters) < len(LETTERS):
            letters.append((LETTERS[len(letters)], each.name, each.start))
            marks.append(Mark(axis.x(each.start), y + 10, "letter", letters[-1][0]))
    rules = [TOP + len(medicines) * ROW + 4]
    y = rules[0] + 8
    shown_events = [event for event in events if event[0] >= axis.first]
    for level, (day, said) in enumerate(shown_events):
        marks.append(Mark(axis.x(day), y + 10 + level * 22, "event"))
        words.append(_beside(axis.x(day), y + 15 + level * 22, said))
    if shown_events:
        words.append(Words(4, y + 15, "It happened", "mn"))
        y += 22 * len(shown_events) + 8
        rules.append(y - 4)
    curves = []
    for each in series[:SERIES_AT_MOST]:
        curve, said = _curve(each, y, axis)
        curves.append(curve)
        words += [Words(4, y + 26, each.name, "mn"), *said]
        y += BAND
    return Timeline(
        height=y + 10,
        months=tuple(_months(axis)),
        bars=tuple(bars),
        marks=tuple(marks),
        words=tuple(words),
        curves=tuple(curves),
        rules=tuple(rules),
        letters=tuple(letters),
    )


def covered(fills, *, last):
    """Return the stretches that fills cover, as first day, last day, and whether medicine was at hand.

    A fill without days of supply covers nothing; a gap of a week or less is not shown.

    >>> january, march = date(2026, 1, 1), date(2026, 3, 1)
    >>> [each[2] for each in covered([(january, 30), (march, 30)], last=date(2026, 3, 20))]
    [True, False, True]
    """
    found, until = [], None
    for day, supply in sorted(fill for fill in fills if fill[1]):
        if until and day > until + timedelta(days=GRACE):
            found.append((until, day, False))
        start = max(day, until) if until else day
        until = start + timedelta(days=supply)
        found.append((start, min(until, last), True))
    if until and last > until + timedelta(days=GRACE):
        found.append((until, last, False))
    return [each for each in found if each[0] < each[1]]


def _bars(taken, y, axis):
    last = min(taken.end, axis.last) if taken.end else axis.last
    first = taken.start or axis.first
    stretches = covered(taken.fills, last=last)
    if not stretches:
        return _pieces(first, last, "needed" if taken.as_needed else "word", y, axis)
    kinds = {True: "fills", False: "gap"}
    return [bar for start, end, has in stretches for bar in _pieces(start, end, kinds[has], y, axis)]


def _pieces(first, last, kind, y, axis):
    "A stretch, cut where the scale of the axis changes."
    if last <= axis.first:
        return []
    cuts = [max(first, axis.first), last]
    if cuts[0] < axis.split < last:
        return [
            *_pieces(cuts[0], axis.split - timedelta(days=1), kind, y, axis),
            *_pieces(axis.split, last, kind, y, axis),
        ]
    x = axis.x(cuts[0])
    return [Bar(x, y + 4, max(3, axis.x(last) - x), kind)]


def _ticks(taken, y, axis):
    ticks = [Mark(axis.x(day), y, "tick") for day, _ in taken.fills if axis.first <= day <= axis.last]
    ended = (
        [Mark(axis.x(taken.end), y, "end")] if taken.stopped and taken.end and taken.end >= axis.first else []
    )
    return ticks + ended


def _is_new(taken, axis):
    return taken.start is not None and taken.start > axis.last - timedelta(days=NEW_WITHIN)


def _beside(x, y, said):
    "Words to the right of a mark, or to its left where the picture ends."
    said = _cut(said, 44)
    return Words(x - 12, y, said, "lb", "end") if x > SPLIT - 60 else Words(x + 12, y, said)


def _curve(series, y, axis):
    values = [value for _, value, _ in series.values]
    low, high = min(values), max(values)
    dots = tuple(
        (axis.x(day), round(y + BAND - 14 - 20 * ((value - low) / (high - low) if high > low else 0.5)))
        for day, value, _ in series.values
    )
    said = [
        Words(x, spot - 8, shown, "vl", "middle")
        for (x, spot), (_, _, shown) in zip(dots, series.values, strict=True)
    ]
    said[-1] = Words(dots[-1][0] + 10, dots[-1][1] + 5, series.values[-1][2], "vb")
    return Curve(" ".join(f"{x},{spot}" for x, spot in dots), dots), said


def _months(axis):
    day = date(axis.first.year, axis.first.month, 1)
    while day < axis.split:
        if day >= axis.first:
            yield Words(axis.x(day), 34, f"{day:%b}", "ax")
        day = (day + timedelta(days=32)).replace(day=1)
    for back in range(DAYS_CLOSE - 1, -1, -3):
        day = axis.last - timedelta(days=back)
        yield Words(axis.x(day), 34, f"{day.day}", "ax")


def _cut(words, letters):
    return words if len(words) <= letters else words[: letters - 1].rstrip(" ,·") + "…"

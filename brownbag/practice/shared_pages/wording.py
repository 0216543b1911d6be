"""Small words for pages and papers: lists, dates, ages and counts."""

from datetime import date

NO_BREAK = "\N{NO-BREAK SPACE}"


def and_list(words):
    """Join words as people do.

    >>> and_list(["warfarin"]), and_list(["warfarin", "naproxen"])
    ('warfarin', 'warfarin and naproxen')
    >>> and_list(["warfarin", "naproxen", "ginkgo"])
    'warfarin, naproxen and ginkgo'
    """
    *first, last = words or [""]
    return f"{', '.join(first)} and {last}" if first else last


def short_date(day, *, on=None):
    """Return a day as "Nov 21, 2026"; text in ISO form is taken too. Seen from `on`, its own year goes unsaid.

    >>> short_date("2026-11-21")
    'Nov\\xa021, 2026'
    >>> short_date("2026-11-21", on=date(2026, 11, 24)), short_date("2025-11-21", on=date(2026, 11, 24))
    ('Nov\\xa021', 'Nov\\xa021, 2025')
    """
    day = date.fromisoformat(day) if isinstance(day, str) else day
    shown = f"{day:%b}{NO_BREAK}{day.day}"
    return shown if on and on.year == day.year else f"{shown}, {day.year}"


def long_date(day):
    """Return a day as "Monday, November 23, 2026".

    >>> from datetime import date
    >>> long_date(date(2026, 11, 23))
    'Monday, November\\xa023, 2026'
    """
    return f"{day:%A}, {day:%B}{NO_BREAK}{day.day}, {day.year}"


def full_date(day):
    """Return a day as "November 23, 2026".

    >>> from datetime import date
    >>> full_date(date(2026, 11, 23))
    'November\\xa023, 2026'
    """
    return f"{day:%B}{NO_BREAK}{day.day}, {day.year}"


def counted(number, one, many=None):
    """Return a count with its noun.

    >>> counted(1, "problem"), counted(2, "problem"), counted(0, "allergy", "allergies")
    ('1 problem', '2 problems', '0 allergies')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def years_old(born, *, on):
    """Return the age in full years, or None when the birth date is not known.

    >>> from datetime import date
    >>> years_old(date(1948, 2, 11), on=date(2026, 2, 10))
    77
    """
    if born is None:
        return None
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))

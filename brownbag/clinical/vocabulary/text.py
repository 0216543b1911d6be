"""Text as people write medicines, brought to the one form in which names are compared."""

import re
import unicodedata

LONGEST = 400
_PARTS = re.compile(r"[a-z0-9]+(?:\.[0-9]+)?")
_PLAIN = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*")
_APOSTROPHES = str.maketrans("", "", "'\N{RIGHT SINGLE QUOTATION MARK}`")


def key_of(text: str) -> str:
    """Return the form under which a name is kept and found; "and" is left out, since many write "&" or nothing.

    >>> key_of("St. John's Wort"), key_of("Claritin-D  24 HOUR"), key_of("Advil Cold and Sinus")
    ('st johns wort', 'claritin d 24 hour', 'advil cold sinus')
    """
    if _PLAIN.fullmatch(text) and " and " not in f" {text} ":
        return text
    return " ".join(word for word in words_of(text) if word != "and")


def words_of(text: str) -> list[str]:
    """Return the words of a text: lower case, accents and signs left out.

    >>> words_of("Núñez's 12.5 mg")
    ['nunezs', '12.5', 'mg']
    """
    if text.isascii():
        return _PARTS.findall(text.lower().translate(_APOSTROPHES))
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_APOSTROPHES)
    return _PARTS.findall("".join(sign for sign in plain if not unicodedata.combining(sign)))

"""The name that findings of a known pair carry."""


def pair_name(first: str, second: str) -> str:
    """Return the name of a row of the table of pairs.

    >>> pair_name("@nsaids", "lithium")
    'nsaids_with_lithium'
    """
    one, other = (name.removeprefix("@").replace(" ", "_") for name in (first, second))
    return f"{one}_with_{other}"

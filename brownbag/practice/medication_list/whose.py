"""Is a document about the person whose record is open?"""

from brownbag.practice.shared_pages.wording import short_date


def why_not_theirs(person, found):
    """Return the sentence that says why a document is about someone else, or an empty text.

    Only what both the record and the document say can differ.
    """
    born = found.record.person.birth_date
    if born and person.birth_date and born != person.birth_date:
        return (
            f"The file is about someone born on {short_date(born)}; {person.name} was born on "
            f"{short_date(person.birth_date)}. Nothing was read. Open the right person, or correct the birth date."
        )
    sex = found.record.person.sex
    if "unknown" not in (sex, person.sex) and sex != person.sex:
        return (
            f"The file is about someone {sex}; {person.name}'s record says {person.sex}. Nothing was read. "
            "Open the right person, or correct the record."
        )
    return ""


def is_surely_theirs(person, found):
    "Whether the family name and the birth date of a document are those of the person."
    named, born = found.named, found.record.person.birth_date
    return bool(
        born and born == person.birth_date and named.family_name.lower() == person.family_name.lower()
    )

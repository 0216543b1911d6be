"""How many facts were entered twice, and do the two entries agree?"""

from brownbag.clinical.knowledge.entered_twice import differences_in
from brownbag.clinical.knowledge.loaded import BASE
from brownbag.clinical.knowledge.tables import topic_lines
from brownbag.clinical.knowledge.topics import TOPICS

SECOND = BASE / "second_entry"
# How a note tells that its row was added or changed only once the two entries were held together.
AFTERWARDS = ("after comparison", "added when compared", "settled when compared")


def main():
    "Print ingredients and rows entered twice, how many were settled afterwards, and how many disagree."
    lines = [line for name in TOPICS for _, _, found in topic_lines(SECOND, name) for line in found]
    ingredients = {line.row["ingredient"] for line in lines}
    settled = sum(line.row.get("note", "").startswith(AFTERWARDS) for line in lines)
    differing = len(differences_in(BASE / "facts", SECOND))
    print(
        f"facts entered twice: {len(ingredients)} ingredients, {len(lines)} rows compared, "
        f"{len(lines) - settled} the same at once, {settled} settled after comparison, {differing} disagree (0)"
    )


if __name__ == "__main__":
    main()

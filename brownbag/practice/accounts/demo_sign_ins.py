"""The accounts of the demo practice, shown on its sign-in page."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DemoSignIn:
    who: str
    name: str
    password: str
    role: str
    given_name: str
    family_name: str
    credentials: str = ""


DEMO_SIGN_INS = (
    DemoSignIn("Pharmacist", "dana", "brown-bag-demo", "pharmacist", "Dana", "Whitfield", "PharmD"),
    DemoSignIn("Technician", "luis", "brown-bag-demo", "technician", "Luis", "Herrera"),
    DemoSignIn("Practice owner", "olga", "brown-bag-demo", "owner", "Olga", "Brandt"),
)

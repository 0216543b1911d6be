"""When an action cannot be carried out as the record stands now; the person is told in a sentence."""


class Refusal(Exception):
    "An action was refused, nothing was changed, and the message says why and what to do."

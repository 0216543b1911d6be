"""The one error that commands raise for input they cannot use."""


class Unusable(Exception):
    "Input that cannot be used; the message is one sentence: where, what was found, what was expected."

"""Log lines that hold nothing about a person: what happened and where in the code, no values."""

import logging
import traceback


class NothingPersonal(logging.Formatter):
    "Write the kind of event and the places in the code; messages, values and addresses are left out."

    def format(self, record):
        line = f"{self.formatTime(record)} {record.levelname} {record.name}"
        status = getattr(record, "status_code", None)
        if status:
            line += f" status {status}"
        if record.exc_info and record.exc_info[1] is not None:
            line += f" {type(record.exc_info[1]).__name__} at {_places(record.exc_info[2])}"
        return line


def _places(trace):
    frames = traceback.extract_tb(trace)[-6:]
    return " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames))

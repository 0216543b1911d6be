"""Open a document of any kind that the commands read, and say in a sentence why one cannot be used."""

from datetime import date

import click

from brownbag.command_line.errors import Unusable
from brownbag.command_line.files import content_of
from brownbag.exchange import documents
from brownbag.exchange.reading import UnusableInput


def read_document(path, *, on):
    "Return what a document about one person holds and the day of its review: given, stated in it, or today."
    content = content_of(path)
    day = _day(path, content, on)
    try:
        return documents.read_document(content, on=day), day
    except UnusableInput as fault:
        raise Unusable(f"{path}: {fault}") from None


def read_documents(path, *, on):
    "Return what a file holds for each person it is about."
    content = content_of(path)
    try:
        return documents.read_documents(content, on=_day(path, content, on))
    except UnusableInput as fault:
        raise Unusable(f"{path}: {fault}") from None


def name_warnings(path, found):
    "Say on standard error what of a document was not used."
    for warning in found.warnings:
        click.echo(f"{path}: {warning}", err=True)
    if found.kind != "patient file":
        for reason, count in found.refused_by_reason.items():
            click.echo(f"{path}: {count} not on the record. {reason}.", err=True)


def _day(path, content, on):
    try:
        return on or documents.stated_day(content) or date.today()
    except UnusableInput as fault:
        raise Unusable(f"{path}: {fault}") from None

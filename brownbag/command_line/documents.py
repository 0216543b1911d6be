"""Open a document of any kind that the commands read, and say in a sentence why one cannot be used."""

from datetime import date

import click

from brownbag.command_line.errors import Unusable
from brownbag.command_line.files import content_of
from brownbag.exchange import patient_file
from brownbag.exchange.fhir import read_bundle
from brownbag.exchange.reading import UnusableInput, text_of


def read_document(path, *, on):
    "Return what a document holds and the day of its review: the day given, stated in the file, or today."
    content = content_of(path)
    try:
        text = text_of(content)
        if _is_fhir(text):
            day = on or date.today()
            return read_bundle(text, on=day), day
        day = on or patient_file.stated_day(text) or date.today()
        return patient_file.read(text, on=day), day
    except UnusableInput as fault:
        raise Unusable(f"{path}: {fault}") from None


def name_warnings(path, found):
    "Say on standard error what of a document was not used."
    for warning in found.warnings:
        click.echo(f"{path}: {warning}", err=True)
    if found.kind != "patient file":
        for reason, count in found.refused_by_reason.items():
            click.echo(f"{path}: {count} not on the record. {reason}.", err=True)


def _is_fhir(text):
    return text.lstrip()[:1] == "{" and '"resourceType"' in text

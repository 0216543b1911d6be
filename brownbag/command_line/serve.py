"""`brownbag serve`: run the practice on this machine, or behind a proxy."""

import click

from brownbag.command_line.serving import refuse_old_tables, say_where, serve_at, set_up


@click.command(epilog="Example: brownbag serve --port 8000")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
def serve(host, port, workers):
    "Serve the practice whose database the settings name (see README)."
    set_up()
    from django.conf import settings

    from brownbag.clinical.knowledge import load as load_knowledge

    refuse_old_tables()
    load_knowledge()  # a file or a local change that does not fit is named here, not by a page
    if settings.DEMO:
        click.echo("BROWNBAG_DEMO is on: the sign-in page shows the demo sign-ins.", err=True)
    say_where(f"Brownbag: {settings.ORIGIN.geturl()} (listening on {host}, port {port}). Stop with Ctrl+C.")
    serve_at(host, port, workers=workers)

"""The command line: every command is one call into the library. Results on stdout, the rest on stderr."""

import logging
import sys

import typer

from rdsearch.cli import ask, build, measure, serve, show
from rdsearch.cli.terminal import problem
from rdsearch.errors import RdsearchError

app = typer.Typer(
    name="rdsearch",
    help="Search in Dutch report PDFs that answers with exact, cited excerpts.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for module in (build, ask, show, measure, serve):
    module.register(app)

_INTERRUPTED = 130


def main() -> None:
    """Runs a command; a failure that a user can mend is one line on stderr and exit code 1."""
    logging.basicConfig(level=logging.WARNING, format="%(name)s: %(message)s")
    try:
        app()
    except RdsearchError as error:
        problem(str(error))
        sys.exit(1)
    except KeyboardInterrupt:
        problem("interrupted; the published index is unchanged")
        sys.exit(_INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()  # the reader (head, less) has gone: nothing is left to say
        sys.exit(1)

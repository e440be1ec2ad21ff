"""The command line: every command is one call into the library. Results on stdout, the rest on stderr."""

import logging
import os
import sys

import typer

from rdsearch.cli import ask, build, cite, facts, measure, serve, show
from rdsearch.cli.terminal import problem
from rdsearch.errors import RdsearchError

app = typer.Typer(
    name="rdsearch",
    help="Search in Dutch report PDFs that answers with exact, cited excerpts.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for module in (build, ask, facts, cite, show, measure, serve):
    module.register(app)

_INTERRUPTED = 130  # what typer makes of Ctrl-C


def main() -> None:
    """Runs a command; a failure that a user can mend is one line on stderr and exit code 1."""
    # Read when torch is first imported. By default its threads spin while they wait for each other, and
    # embedding beside another busy process falls to a fifth of its speed.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    logging.basicConfig(level=logging.WARNING, format="%(name)s: %(message)s")
    try:
        app()
    except RdsearchError as error:
        problem(str(error))
        sys.exit(1)
    except SystemExit as ended:
        if ended.code == _INTERRUPTED:
            problem("interrupted; the published index is unchanged")
        raise
    except BrokenPipeError:
        sys.stderr.close()  # the reader (head, less) has gone: nothing is left to say
        sys.exit(1)
    except OSError as error:  # a full disk, a folder that may not be written
        problem(f"{error.filename or 'cannot write or read'}: {error.strerror or error}")
        sys.exit(1)

"""The command line, `redcard`: where the services are put together, and where people ask.

Each command lives in a module of its own and is imported only when it is called, so that `--help` answers at once.
"""

from services.command_line.app import main

__all__ = ["main"]

"""`python -m services.command_line`: the same as `redcard`."""

from services.command_line.app import main

main()

"""Audit: reads the log from the first entry and decides everything again, to see whether it was decided so."""

"""Intake, the door: judges every message from upstream, records it or says why not, and gives each its receipt."""

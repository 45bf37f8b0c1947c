"""Upstream: systems outside redcard that report to it - a simulated district, and files of real records."""

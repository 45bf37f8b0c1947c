"""What the papers know, a small fold for each topic; `fold.py` puts them together."""

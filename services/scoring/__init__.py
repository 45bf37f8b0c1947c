"""Scoring: folds the log into indicators and issues one card per active project for every closed month."""

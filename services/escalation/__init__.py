"""Escalation: one case per project that stays red, led step by step up the ladder, and closed when it has recovered."""

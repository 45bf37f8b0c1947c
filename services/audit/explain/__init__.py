"""Explaining a card: what it was decided on, who said so, what would have turned it, and what it leads to.

reading.py    folds the log up to the card, decides it again, and gathers an `Explanation`
dossier.py    what is kept of the project on the way
sources.py    the facts behind each indicator (`of_plans`, `of_reports`, `of_events`)
turning.py    what would have turned the card
outlook.py    what it means on the ladder
page.py       the explanation as a document (`rules_page`, `phrases`, `words`)
"""

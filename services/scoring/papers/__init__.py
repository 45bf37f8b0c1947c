"""The papers of the year: what they hold, folded from the log alone, and what they say in either language.

        log ──► Papers ──► write ──► values ──► digest    the same for the same position, whoever makes it
                (fold.py)                └────► compose ──► press.document.Document ──► every form
        log ──► Cadence ──► due: which paper, for which period, as of which position

`forms.py` is the table of papers; a paper's values stand in its own module, its words and layout in `<paper>_text.py`.
"""

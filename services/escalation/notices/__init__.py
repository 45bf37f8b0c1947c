"""Outgoing notices: which fact gives whom which notice, and how people really come to hear of it.

        log ──► known, telling ──► NOTICES ──► upstream systems read their own
                (pure)                  └────► webhooks, signed, tried again, at last parked

What was told is remembered by the stream alone: each of those who hear has its notices numbered from 1, and a subject
`redcard.notice.<who>.<number>` can be written once. So a replay tells nobody anything twice.
"""

"""Workbooks: template workbooks that offices fill in, read back as messages, and marked where something is wrong.

    catalogue ──layout──► template ──office──► filled ──reading──► messages ──door──► receipts
                                                  │                                      │
                                                  └──────────── checked copy ◄───────────┘ marks

`files`, `drawing` and `styles` touch the files, `marks` speaks of receipts; everything else is pure.
"""

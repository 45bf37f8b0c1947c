"""The papers of a case: order, interview notice, minutes, accountability opinion, and the file that holds everything.

        log ──► fold ──► course of a case ──► context ──► template (zh-CN) ──► PDF, DOCX, terminal

They are made from the log whenever somebody asks, and say at their foot which entries of it they take in.
"""

"""Bulletins (督查通报): made from the records, kept with their hash, written as XLSX and PDF.

What must not live here: what a bulletin says (see `hall.supervision.bulletin`), and when one is due
(see the program).
"""

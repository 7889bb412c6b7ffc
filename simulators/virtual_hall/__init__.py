"""The virtual hall: the running hall on one page, drawn from what its machines received.

What must not live here: machines, people, and anything the hall itself decides.
"""

"""Where the hall is kept: the journal, the records made from it, and what sits beside them."""

"""The board's screen and voice: who is called, and where to."""

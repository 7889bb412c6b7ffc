"""The hall controller: the single writer, and the translation between messages and commands."""

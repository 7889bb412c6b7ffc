"""The hall over HTTP: the API for programs, the pages for people, and the stream of changes.

What must not live here: rules of the queue (see `hall.core`), the single writer (see
`hall.controller`). Everything that changes the hall leaves here as an `Order`.
"""

"""What the API answers and the stream tells, as plain JSON values made from a hall; pure.

What must not live here: HTTP, orders, texts for people. Times are ISO 8601 UTC of the hall clock.
"""

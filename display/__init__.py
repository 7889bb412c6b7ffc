"""The call display of a zone, and what every full-screen program shares: sizes, colours, the stage.

What must not live here: rules of the queue. Of the hall it knows `hall.bus` alone.
"""

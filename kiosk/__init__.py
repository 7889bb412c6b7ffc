"""The kiosk's screen: a citizen finds the one thing and takes a number.

What must not live here: rules of the queue. Of the hall it knows `hall.bus` alone.
"""

"""Pure functions between bytes and messages, one device protocol a file.

What must not live here: ports, threads, clocks, or what a message means to the hall.
"""

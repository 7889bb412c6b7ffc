"""The catalogue of matters and the hall as it is built: values, files, checks.

What must not live here: the rules of the queue (see `hall.core`), devices, messages.
"""

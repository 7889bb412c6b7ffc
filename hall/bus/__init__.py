"""The message contract between the hall, its devices and its screens.

Topics and messages are pure; the client speaks MQTT. Nothing here knows the rules of the queue.
"""

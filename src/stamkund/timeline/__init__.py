"""What happened: one append-only row per event, from every department and channel, on one customer's timeline.

An event is never changed or deleted; a correction is another event that names the one it corrects. Each noun above
declares the payloads it records in its own ``events.py``; what must follow stands in ``config/reactions.py``.
"""

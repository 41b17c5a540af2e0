"""How each kind of event is told on the timeline: one function per payload, chosen by its type.

An event of a kind nobody tells (its room was taken away) still shows: its kind stands where the words would.
"""

from stamkund.web.card.tellings import contacts, decisions, dialogue, people, purchases
from stamkund.web.card.tellings.telling import Names, Telling, tell_event

__all__ = ["Names", "Telling", "contacts", "decisions", "dialogue", "people", "purchases", "tell_event"]

"""A furnished company to look around in: Skomakeriet i Sala, invented from a seed, the same every time.

``invent`` tells the whole story as plain drafts, one file per noun; ``store`` writes the drafts down; ``furnish`` does
both and lets the ordinary actions value the base. Words, prices and main characters are tables in ``texts`` and
``characters``. Nobody here exists: mail ends in ``.example`` and phones are numbers Sweden keeps for fiction.
"""

from stamkund.demo.furnish import SEED, furnish

__all__ = ["SEED", "furnish"]

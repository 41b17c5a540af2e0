"""What the company's own country says about numbers."""

from functools import cache

import phonenumbers
from django.conf import settings

from stamkund.search.rules.words import NumberPlan


@cache
def number_plan() -> NumberPlan:
    """Return how numbers are written where the company is at home."""
    region = settings.STAMKUND_REGION
    metadata = phonenumbers.PhoneMetadata.metadata_for_region(region)
    trunk = metadata.national_prefix if metadata is not None else None
    return NumberPlan(str(phonenumbers.country_code_for_region(region)), trunk or "")

"""How often each address showed tokens that do not exist, this minute: counted in the database, for all processes."""

import ipaddress
import time

from django.db import connection

from stamkund.api.models import Guess

A_HOUSEHOLD = 64
_COUNT = """
INSERT INTO api_guess (address, minute, count) VALUES (%s, %s, 1)
ON CONFLICT (address, minute) DO UPDATE SET count = api_guess.count + 1 RETURNING count
"""


def count_guess(address: str, *, most: int) -> int:
    """Count one more guess and return how many it is now; beyond *most* nothing is written any more."""
    network, minute = network_of(address), this_minute()
    known = Guess.objects.filter(address=network, minute=minute).values_list("count", flat=True).first()
    if known is not None and known > most:
        return known
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [network, minute])
        return int(cursor.fetchone()[0])


def this_minute() -> int:
    """Return the minute that is counted in now."""
    return int(time.time() // 60)


def network_of(address: str) -> str:
    """Return what counts as one address: of IPv6 its network, for everybody there has any number of addresses."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address[: Guess.LONGEST_ADDRESS]
    if found.version == 4:
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((int(found), A_HOUSEHOLD), strict=False).network_address)

"""The API as a whole. Its routers are one file per subject."""

from ninja import NinjaAPI

from stamkund.api.auth import Bearer
from stamkund.api.document import DescribedAPI
from stamkund.api.errors import install_handlers
from stamkund.api.parsing import StrictParser
from stamkund.api.routers import events, imports, merges, parties, purchases, search, value

DESCRIPTION = """\
The customers, what happened with them and what they are worth, for other programs.

Send a token made by `stamkund token NAME` with every request: `Authorization: Bearer stk_…`. It acts in the name of the
member of staff it was made for. Lists come in pages: pass `next` on as `cursor`. A request that fails answers with
`application/problem+json` (RFC 9457) and leaves nothing behind. Amounts of money are decimal numbers in text.
"""


def build_api() -> NinjaAPI:
    """Return the API with all its routes."""
    api = DescribedAPI(
        title="Stamkund",
        version="1",
        description=DESCRIPTION,
        auth=Bearer(),
        parser=StrictParser(),
        docs_url=None,
        urls_namespace="api",
    )
    install_handlers(api)
    api.add_router("/parties", parties.router)
    api.add_router("/parties", merges.router)
    api.add_router("/parties", events.router)
    api.add_router("/purchases", purchases.router)
    api.add_router("/imports", imports.router)
    api.add_router("/search", search.router)
    api.add_router("/value", value.router)
    return api

"""What every page's frame needs to know. Lazy: a fragment has no frame and pays for none of it."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from stamkund.web.shell.frame import draw_frame, frame_of
from stamkund.web.shell.themes import AS_THE_DEVICE


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the context of ``base.html``."""
    theme = getattr(getattr(request, "user", None), "theme", AS_THE_DEVICE)
    return {
        "theme": "" if theme == AS_THE_DEVICE else theme,
        "frame": SimpleLazyObject(lambda: draw_frame(frame_of(request))),
    }

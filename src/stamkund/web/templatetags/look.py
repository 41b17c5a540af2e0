"""The small parts of a page as template tags. The page ``/components`` shows every one of them.

Tags that draw are in ``charts/marks.py``; parts with content of their own are in ``templates/components/``.
"""

from collections.abc import Collection, Sequence
from datetime import date
from functools import cache
from typing import Any

from django import template
from django.forms import BoundField
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from stamkund.web import formatting
from stamkund.web.charts import marks
from stamkund.web.charts.vega import Chart

register = template.Library()

# icons: check clock alert-triangle info-circle x dots
TONE_ICONS = {"ok": "check", "risk": "clock", "lost": "alert-triangle", "info": "info-circle"}
# icons: mail phone message-2 mailbox chart-dots-3
CHANNELS = {
    "mail": ("mail", gettext_lazy("Mail")),
    "phone": ("phone", gettext_lazy("Phone")),
    "sms": ("message-2", gettext_lazy("SMS")),
    "post": ("mailbox", gettext_lazy("Post")),
    "postal": ("mailbox", gettext_lazy("Post")),
    "profile": ("chart-dots-3", gettext_lazy("Profile")),
}
REACH = ("mail", "phone", "postal")


@cache
def _sprite() -> str:
    return static("dist/icons.svg")


@register.simple_tag
def icon(name: str, css: str = "", label: str = "") -> SafeString:
    """Draw a Tabler icon. Give a *label* only where no word stands beside it."""
    spoken = format_html('role="img" aria-label="{}"', label) if label else 'aria-hidden="true"'
    # A list draws some hundred icons: plain formatting, and only the parts from outside are escaped.
    css = f"icon {conditional_escape(css)}" if css else "icon"
    return mark_safe(f'<svg class="{css}" {spoken}><use href="{_sprite()}#{conditional_escape(name)}"/></svg>')  # noqa: S308  (escaped above)


@register.simple_tag
def key(letter: str) -> SafeString:
    """Print a key where it works. The element that acts says ``{% keyed %}``."""
    return format_html('<kbd aria-hidden="true">{}</kbd>', letter)


@register.simple_tag
def keyed(letter: str) -> SafeString:
    """Give an element the key that acts on it."""
    return format_html('data-key="{0}" aria-keyshortcuts="{0}"', letter)


@register.simple_tag
def avatar(name: str, size: str = "") -> SafeString:
    """Draw a person's initials: ``s`` 20 px, nothing 26 px, ``l`` 44 px."""
    css = f"av {size}".strip()
    return format_html('<span class="{}" aria-hidden="true">{}</span>', css, formatting.initials(name))


@register.simple_tag
def badge(text: str, tone: str = "", icon_name: str | None = None) -> SafeString:
    """Draw a badge. Its *tone* is ok, risk, lost or info, and brings the sign that goes with it."""
    name = TONE_ICONS.get(tone, "") if icon_name is None else icon_name
    return format_html('<span class="badge {}">{}{}</span>', tone, icon(name) if name else "", text)


@register.simple_tag
def due(on: date) -> SafeString:
    """Draw the day by which something is to be done, with the sign of its urgency."""
    text, tone = formatting.due(on, timezone.localdate(), get_language() or "en")
    sign = icon(TONE_ICONS[tone]) if tone else ""
    return format_html('<span class="due {}">{}{}</span>', f"c-{tone} m" if tone else "ink-2", sign, text)


@register.simple_tag
def may(channel: str, allowed: object) -> SafeString:
    """Draw whether we may use a channel: mail, phone, sms, post or profile."""
    name, word = CHANNELS[channel]
    said = _("%(channel)s: yes") if allowed else _("%(channel)s: no")
    return format_html(
        '<span class="may {}" role="img" aria-label="{}">{}<b>{}</b>{}</span>',
        "yes" if allowed else "no",
        said % {"channel": word},
        icon(name),
        word,
        icon("check" if allowed else "x"),
    )


@register.simple_tag
def reach(channels: Collection[str]) -> SafeString:
    """Draw which channels reach somebody, in a row of a list: the icon, or a dash in its place."""
    names = [str(CHANNELS[name][1]) for name in REACH if name in channels]
    label = _("By %(channels)s") % {"channels": ", ".join(names)} if names else _("No address")
    drawn = "".join(icon(CHANNELS[name][0]) if name in channels else '<span class="off">–</span>' for name in REACH)
    return format_html(
        '<span class="pill-row" role="img" aria-label="{}">{}</span>',
        label,
        mark_safe(drawn),  # noqa: S308  (icons and constants)
    )


@register.simple_tag
def source(icon_name: str, text: str) -> SafeString:
    """Draw where a fact comes from and how old it is."""
    return format_html('<span class="src">{}{}</span>', icon(icon_name), text)


@register.simple_tag
def seam(text: str) -> SafeString:
    """Sew what is new to what was seen before."""
    return format_html('<div class="seam" role="separator" aria-label="{0}">{0}</div>', text)


@register.simple_tag
def alive(probability: float | None, width: int = 40) -> SafeString | str:
    """Draw the bar of a customer still with us; nothing when the customer has not been valued."""
    return "" if probability is None else marks.alive(float(probability), width)


@register.simple_tag
def whisker(low: Any, value: Any, high: Any, top: Any, width: int = 92) -> SafeString | str:
    """Draw a value with its interval; whiskers in one column share *top*. Nothing when one of them is unknown."""
    if None in (low, value, high):
        return ""
    return marks.whisker(float(low), float(value), float(high), float(top or high), width=width)


@register.simple_tag
def sparkline(
    values: Sequence[Any] | None, tone: str = "ink", width: int = 58, height: int = 20, label: str = ""
) -> SafeString | str:
    """Draw a trend whose last dot has the *tone*; give a *label* where no table tells the same."""
    return marks.sparkline([float(value) for value in values], tone, width, height, label) if values else ""


@register.simple_tag
def promises_kept(kept: Sequence[bool], label: str) -> SafeString:
    """Draw one stitch per promise."""
    return marks.promises_kept(kept, label=label)


@register.simple_tag
def swatch(tone: str) -> SafeString:
    """Draw the square that ties a count to its colour: ok, risk, lost, info, ink-3."""
    return marks.swatch(tone)


@register.simple_tag
def shoe_print(width: int = 10, height: int = 25) -> SafeString:
    """Draw our mark."""
    return marks.shoe_print(width, height)


@register.simple_tag
def still(template_name: str) -> SafeString:
    """Draw a part of the frame that says the same to everybody on every page: once per language."""
    return _drawn_once(template_name, get_language() or "en")


@cache
def _drawn_once(template_name: str, _language: str) -> SafeString:
    return render_to_string(template_name)


@register.inclusion_tag("components/chart.html")
def chart(figure: Chart) -> dict[str, Chart]:
    """Draw a chart with its words and its table."""
    return {"chart": figure}


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, hint: str = "", **attrs: str) -> dict[str, Any]:
    """Draw a form field: label, control, hint, what is wrong. Further arguments become attributes of the control."""
    kind = getattr(bound.field.widget, "input_type", "select")
    css = {"select": "form-select", "checkbox": ""}.get(kind, "form-control")
    attrs["class"] = f"{css} is-invalid" if bound.errors else css
    described = (("error", bound.errors), ("hint", hint))
    attrs["aria-describedby"] = " ".join(f"{bound.auto_id}_{part}" for part, there in described if there)
    attrs["aria-invalid"] = "true" if bound.errors else ""
    control = bound.as_widget(attrs={name: value for name, value in attrs.items() if value})
    return {"field": bound, "control": control, "hint": hint, "is_choice": kind == "checkbox"}


@register.simple_block_tag
def dialog(content: str, name: str, title: str) -> SafeString:
    """Wrap its content in a dialog that any ``data-dialog="name"`` opens."""
    return format_html(
        '<dialog class="dialog" id="{0}" aria-labelledby="{0}-title"><div class="dialog-body">'
        '<h2 class="t-head" id="{0}-title">{1}</h2>{2}</div></dialog>',
        name,
        title,
        content,
    )

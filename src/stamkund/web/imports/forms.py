"""What is asked about a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stamkund.imports.actions.preview_file import Preview
from stamkund.imports.fields import FIELDS, field_label, missing_fields
from stamkund.imports.models import ImportKind
from stamkund.web.imports.dates import DateReading, date_reading

LARGEST_UPLOAD_BYTES = 4 << 30


class FileForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=_("CSV or XLSX file"),
        allow_empty_file=True,
        error_messages={"required": _("Choose a file first.")},
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
    )


class CorrectionForm(forms.Form):
    """What is to stand in a row instead of what the file says."""

    row = forms.IntegerField(min_value=1, max_value=1_000_000_000)
    field = forms.CharField(max_length=32)
    value = forms.CharField(max_length=200, required=False)


class ColumnsForm(forms.Form):
    """A field for every column of the file, and how the rows are to be understood."""

    kind = forms.ChoiceField(label=_("The rows are"), choices=ImportKind.choices, widget=forms.HiddenInput)
    currency = forms.CharField(label=_("Currency where none is written"), max_length=3, required=False)
    dates_as = forms.ChoiceField(required=False)
    months_as_first_day = forms.BooleanField(label=_("Read a month as its first day"), required=False)
    known_customers_only = forms.BooleanField(label=_("Refuse purchases of customers we do not know"), required=False)
    numbers_restart_daily = forms.BooleanField(label=_("Receipt numbers begin again every morning"), required=False)
    keep_as = forms.CharField(label=_("Remember this matching as"), max_length=80, required=False)

    def __init__(self, data: Any, *, preview: Preview, options: dict[str, Any]) -> None:
        self.preview = preview
        constants = preview.constants
        initial = {"kind": preview.kind, "currency": constants.get("currency", ""), **options}
        super().__init__(data, initial=initial)
        choices = [("", _("Leave out")), *FIELDS[preview.kind].items()]
        for column in preview.columns:
            self.fields[f"column_{column.index}"] = forms.ChoiceField(
                choices=choices, required=False, initial=column.field, label=column.name
            )
        self.dates = date_reading(preview.dates, preview.dates_as)
        self._offer_dates(self.dates)
        if preview.kind != ImportKind.PURCHASES:
            for name in ("currency", "months_as_first_day", "known_customers_only", "numbers_restart_daily"):
                del self.fields[name]

    def _offer_dates(self, dates: DateReading | None) -> None:
        """Let dates that can be two days be chosen between; where there are none, nothing is asked."""
        if dates is None:
            del self.fields["dates_as"]
            return
        choices = [("", _("As the file shows")), ("dmy", dates.days["dmy"]), ("mdy", dates.days["mdy"])]
        label = _("%(example)s is") % {"example": dates.example}
        self.fields["dates_as"] = forms.ChoiceField(
            choices=choices, required=False, initial=dates.chosen, label=label, widget=forms.RadioSelect
        )

    def clean(self) -> dict[str, Any]:
        """Refuse two columns for one field, and a matching from which nothing could be made."""
        data = super().clean() or {}
        chosen = [
            data[f"column_{column.index}"] for column in self.preview.columns if data.get(f"column_{column.index}")
        ]
        for field in sorted({field for field in chosen if chosen.count(field) > 1}):
            label = field_label(self.preview.kind, field)
            self.add_error(None, _("Two columns are matched with “%(field)s”. Keep one.") % {"field": label})
        if missing := missing_fields(self.preview.kind, frozenset(chosen)):
            labels = ", ".join(field_label(self.preview.kind, field) for field in missing)
            self.add_error(None, _("Say which column is: %(fields)s.") % {"fields": labels})
        return data

    def wishes(self) -> dict[str, Any]:
        """The matching as the action takes it."""
        data = self.cleaned_data
        told = dict.fromkeys(FIELDS[self.preview.kind], "")
        columns = ((data[f"column_{column.index}"], column.index) for column in self.preview.columns)
        told |= {field: str(index + 1) for field, index in columns if field}
        if data.get("currency"):
            told["currency"] = told["currency"] or f"={data['currency'].upper()}"
        options: dict[str, Any] = {
            name: data[name] for name in ("months_as_first_day", "numbers_restart_daily", "dates_as") if name in data
        }
        if "known_customers_only" in data:
            options["add_unknown_customers"] = not data["known_customers_only"]
        return {"kind": self.preview.kind, "told": told, "options": options, "keep_as": data["keep_as"]}

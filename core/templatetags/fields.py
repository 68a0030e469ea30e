"""What the form templates ask about a field. Pages do not need these; they use crispy."""

from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from core.fields import RatingSelect
from core.ratings import RATINGS, Rating

register = template.Library()

KINDS: tuple[tuple[type[forms.Widget], str, str], ...] = (
    (forms.HiddenInput, "hidden", ""),
    (forms.CheckboxInput, "checkbox", "govuk-checkboxes__input"),
    (RatingSelect, "rating", ""),
    (forms.CheckboxSelectMultiple, "checkboxes", "govuk-checkboxes__input"),
    (forms.RadioSelect, "radios", "govuk-radios__input"),
    (forms.Select, "select", "govuk-select"),
    (forms.Textarea, "text", "govuk-textarea"),
    (forms.FileInput, "text", "govuk-file-upload"),
)
MANY = ("rating", "radios", "checkboxes")


def _look(field: BoundField) -> tuple[str, str]:
    for widget, kind, css in KINDS:
        if isinstance(field.field.widget, widget):
            return kind, css
    return "text", "govuk-input"


@register.filter
def kind(field: BoundField) -> str:
    """Which template draws this field: text, select, radios, rating, checkbox, checkboxes or hidden."""
    return _look(field)[0]


@register.filter
def first_id(field: BoundField) -> str:
    """Where a link in the error summary goes: the field, or the first of its choices."""
    return f"{field.auto_id}_0" if kind(field) in MANY else str(field.auto_id)


@register.filter
def rating(value: Any) -> Rating:
    """How a rating among the choices is shown."""
    return RATINGS[str(value)]


@register.simple_tag
def govuk_widget(field: BoundField) -> SafeString:
    """The control itself in GOV.UK classes. Hint and error are named to screen readers by Django's own ids."""
    own = field.field.widget.attrs.get("class", "")
    css = _look(field)[1]
    classes = [css, own, f"{css}--error" if field.errors and css else ""]
    attrs: dict[str, Any] = {"class": " ".join(name for name in classes if name)}
    if isinstance(field.field.widget, forms.Textarea) and field.field.widget.attrs.get("rows") == "10":
        attrs |= {"rows": "4", "cols": False}
    return field.as_widget(attrs=attrs)

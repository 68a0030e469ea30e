"""Forms: our markup, and errors that are sentences about the very field."""

import datetime as dt
from typing import Any

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms
from django.http import QueryDict

from core.fields import DayField, RatingField
from core.forms import LONGEST_TEXT, GalleryForm, SofsForm


class Sample(SofsForm):
    """A form as a page would write it."""

    submit_label = "Save rating"
    cancel_url = "/fenshire/plans/"
    draft = "action-7"
    nouns = {"rag": "a rating"}

    rag = RatingField()
    title = forms.CharField(max_length=10, help_text="A few words.")
    what = forms.CharField(label="What has changed?", widget=forms.Textarea, required=False)
    next_on = DayField(label="Next date", required=False)
    places = forms.IntegerField(min_value=1, required=False)
    email = forms.EmailField(label="Work email", required=False)
    url = forms.URLField(label="Link", required=False, assume_scheme="https")
    agree = forms.BooleanField(label="Needs help", required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


def sent(**values: Any) -> Sample:
    """The form as a browser sent it, right in all that is not given."""
    data = QueryDict(mutable=True)
    data.update({"rag": "amber", "title": "Course", **values})
    return Sample(data)


def error(form: forms.Form, name: str) -> str:
    """The one error of a field."""
    (only,) = form.errors[name]
    return str(only)


def test_a_form_that_is_right_comes_out_clean() -> None:
    form = sent(next_on="17 September 2018", what="One\r\ntwo")
    assert form.is_valid()
    assert form.cleaned_data["next_on"] == dt.date(2018, 9, 17)
    assert form.cleaned_data["what"] == "One\ntwo"


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("rag", "", "Choose a rating"),
        ("rag", "purple", "Choose a rating from the list"),
        ("title", "", "Enter the title"),
        ("title", "Eleven char", "Title must be 10 characters or fewer. You have used 11"),
        ("title", "a\x00b", "Title has a hidden character that cannot be kept. Type it again"),
        ("title", "a\ud800b", "Title has a hidden character that cannot be kept. Type it again"),
        ("what", "x" * 1_000_000, "Your answer must be 20000 characters or fewer. You have used 1000000"),
        ("next_on", "31/4/2018", "April 2018 has 30 days"),
        ("next_on", "\x00", "Enter a date like 17 September 2018"),
        ("next_on", "9" * 1_000_000, "Enter a date like 17 September 2018"),
        ("places", "0", "Places must be 1 or more"),
        ("places", "NaN", "Enter the places as a whole number, in figures"),
        ("email", "priya", "Enter an email address like name@example.gov.uk"),
        ("url", "not a link", "Enter a link that starts with https://"),
    ],
)
def test_each_error_is_a_sentence_about_its_field(name: str, value: str, sentence: str) -> None:
    assert error(sent(**{name: value}), name) == sentence


def test_no_error_of_any_kind_of_field_speaks_like_a_machine() -> None:
    for messages in GalleryForm({}).errors.values():
        for message in messages:
            assert message.startswith(("Choose", "Enter", "Say", "Tick"))


def test_an_error_that_the_page_wrote_itself_is_kept() -> None:
    assert error(GalleryForm({}), "path") == "Say what will bring 2.10 back to green"


def test_a_long_text_is_bounded_even_where_nobody_thought_of_it() -> None:
    assert sent(what="x" * LONGEST_TEXT).is_valid()
    assert not sent(what="x" * (LONGEST_TEXT + 1)).is_valid()


def test_a_form_is_drawn_with_one_summary_that_links_to_each_field() -> None:
    html = render_crispy_form(sent(rag="", title=""), context={"csrf_token": "t"})
    assert html.count("There is a problem") == 1
    assert '<a href="#id_rag_0">Choose a rating</a>' in html
    assert '<a href="#id_title">Enter the title</a>' in html
    assert 'id="id_rag_0"' in html


def test_hint_and_error_are_named_to_screen_readers() -> None:
    html = render_crispy_form(sent(title="", rag=""))
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'id="id_title_helptext"' in html
    assert 'id="id_title_error"' in html
    assert '<fieldset class="govuk-fieldset" aria-describedby="id_rag_error">' in html


def test_a_form_says_what_its_button_does_and_keeps_a_draft() -> None:
    html = render_crispy_form(Sample(), context={"csrf_token": "t"})
    assert ">Save rating</button>" in html
    assert 'href="/fenshire/plans/">Cancel</a>' in html
    assert 'data-draft="action-7"' in html
    assert "csrfmiddlewaretoken" in html
    assert "There is a problem" not in html


def test_every_kind_of_field_is_drawn_in_govuk_markup() -> None:
    html = render_crispy_form(GalleryForm({"rag": "red"}), context={"csrf_token": "t"})
    for css in ("govuk-input", "govuk-textarea", "govuk-select", "govuk-radios__input", "govuk-checkboxes__input"):
        assert f'class="{css}' in html
    assert 'enctype="multipart/form-data"' in html
    assert 'class="app-choice" data-rating' in html
    assert 'data-key="R"' in html


def test_what_was_typed_is_shown_again_and_never_as_markup() -> None:
    html = render_crispy_form(sent(title="", what="</textarea><script>alert(1)</script>", next_on='"><b>'))
    assert "<script>" not in html
    assert "&lt;/textarea&gt;" in html
    assert "<b>" not in html.split("id_next_on")[1].split("</div>")[0]


def test_a_stored_day_is_shown_in_words_and_is_not_a_change() -> None:
    form = Sample(initial={"next_on": dt.date(2018, 9, 17)})
    assert 'value="17 September 2018"' in render_crispy_form(form)
    data = {"rag": "amber", "title": "Course", "next_on": "17/9/18"}
    changed = Sample(data, initial={**data, "next_on": dt.date(2018, 9, 17)})
    assert "next_on" not in changed.changed_data


def test_the_browser_is_not_asked_to_judge_the_form() -> None:
    html = render_crispy_form(Sample())
    assert "novalidate" in html
    assert " required" not in html

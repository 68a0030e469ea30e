"""Addresses of newsletters."""

from django.urls import URLPattern, path

from governance.views import examples, newsletter_keeping, newsletters, subscribers

urlpatterns: list[URLPattern] = [
    path("newsletters/", newsletters.Newsletters.as_view(), name="newsletters"),
    path("newsletters/mine/", newsletters.Mine.as_view(), name="newsletter_mine"),
    path("newsletters/draft/", newsletter_keeping.AskDraft.as_view(), name="newsletter_draft"),
    path("newsletters/drafting/<int:pk>/", newsletter_keeping.Drafting.as_view(), name="newsletter_drafting"),
    path("newsletters/examples/", examples.Examples.as_view(), name="examples"),
    path("newsletters/examples/offer/", examples.Offer.as_view(), name="example_offer"),
    path("newsletters/examples/<int:pk>/", examples.Check.as_view(), name="example"),
    path("newsletters/examples/<int:pk>/edit/", examples.Edit.as_view(), name="example_edit"),
    path("newsletters/examples/<int:pk>/decline/", examples.Decline.as_view(), name="example_decline"),
    path("newsletters/subscribers/", subscribers.Subscribers.as_view(), name="subscribers"),
    path("newsletters/subscribers/add/", subscribers.Add.as_view(), name="subscriber_add"),
    path("newsletters/subscribers/paste/", subscribers.Paste.as_view(), name="subscriber_paste"),
    path("newsletters/subscribers.csv", subscribers.File.as_view(), name="subscribers_file"),
    path("newsletters/subscribers/<int:pk>/leave/", subscribers.Leave.as_view(), name="subscriber_leave"),
    path("newsletters/<int:number>/", newsletters.OneNewsletter.as_view(), name="newsletter"),
    path("newsletters/<int:number>/letter/", newsletters.LetterFrame.as_view(), name="newsletter_letter"),
    path("newsletters/<int:number>/edit/", newsletter_keeping.Edit.as_view(), name="newsletter_edit"),
    path("newsletters/<int:number>/sign-off/", newsletter_keeping.SignOff.as_view(), name="newsletter_sign_off"),
    path("newsletters/<int:number>/take-back/", newsletter_keeping.TakeBack.as_view(), name="newsletter_take_back"),
    path("newsletters/<int:number>/send/", newsletter_keeping.Send.as_view(), name="newsletter_send"),
]

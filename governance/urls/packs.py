"""Addresses of packs."""

from django.urls import URLPattern, path, re_path

from governance.views import packs as read
from governance.views import packs_edit as make

ONE = r"^packs/(?P<pk>[0-9]{1,18})/"
FILE = r"pack\.(?P<kind>pdf|docx|json)$"

urlpatterns: list[URLPattern] = [
    path("packs/", read.PackList.as_view(), name="packs"),
    path("packs/report/", make.AskReport.as_view(), name="report_ask"),
    re_path(r"^packs/of-meeting/(?P<pk>[0-9]{1,18})/$", make.AskPack.as_view(), name="pack_ask"),
    re_path(f"{ONE}$", read.PackPage.as_view(), name="pack"),
    re_path(f"{ONE}{FILE}", read.PackFile.as_view(), name="pack_file"),
    re_path(f"{ONE}opened/$", read.PackOpened.as_view(), name="pack_opened"),
    re_path(f"{ONE}words/(?P<key>[a-z0-9-]{{1,40}})/$", make.EditWords.as_view(), name="pack_words"),
    re_path(f"{ONE}again/$", make.CompileAgain.as_view(), name="pack_again"),
    re_path(f"{ONE}approve/$", make.ApprovePack.as_view(), name="pack_approve"),
    re_path(f"{ONE}publish/$", make.PublishPack.as_view(), name="pack_publish"),
    re_path(f"{ONE}send/$", make.Circulate.as_view(), name="pack_send"),
    re_path(
        f"{ONE}readers/(?P<reader>[0-9]{{1,18}})/(?P<act>again|revoke)/$", make.ReaderAct.as_view(), name="pack_reader"
    ),
    path("papers/<str:token>/", read.PackByLink.as_view(), name="pack_link"),
    re_path(rf"^papers/(?P<token>[^/]+)/{FILE}", read.PackByLink.as_view(), name="pack_link_file"),
]

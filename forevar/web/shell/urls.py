"""Addresses of what stands around the work."""

from django.urls import path

from forevar.web.shell import case_list, drafts, open_pages, own, start, work

app_name = "shell"
urlpatterns = [
    path("hjem/", start.home, name="home"),
    path("vakt/", start.start, name="start"),
    path("arbeid/", work.work, name="work"),
    path("arbeid/venter-pa-andre/", work.waiting, name="waiting"),
    path("arbeid/godkjenninger/", work.approvals, name="approvals"),
    path("arbeid/oppgave/<str:kode>/<str:task>/", work.task, name="task"),
    path("varsler/", own.notices, name="notices"),
    path("saker/", case_list.cases, name="cases"),
    path("saker/sok/", case_list.search, name="search"),
    path("meg/", own.me, name="me"),
    path("mer/", own.more, name="more"),
    path("hjelp/", open_pages.help_page, name="help"),
    path("tilgjengelighet/", open_pages.accessibility, name="accessibility"),
    path("personvern/", open_pages.privacy, name="privacy"),
    path("sprak/", open_pages.language, name="language"),
    path("helse/", open_pages.health, name="health"),
    path("utkast/", drafts.draft, name="draft"),
    path("komponenter/", open_pages.gallery, name="gallery"),
]

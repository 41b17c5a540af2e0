"""Where each subject's pages begin."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.account.urls")),
    path("", include("stamkund.api.urls")),
    path("", include("stamkund.web.shell.urls")),
    path("", include("stamkund.web.today.urls")),
    path("", include("stamkund.web.customers.urls")),
    path("", include("stamkund.web.card.urls")),
    path("", include("stamkund.web.value.urls")),
    path("", include("stamkund.web.imports.urls")),
    path("", include("stamkund.web.people.urls")),
    path("", include("stamkund.web.settings.urls")),
]

from django.urls import path

from stamkund.api.api import build_api

urlpatterns = [path("api/v1/", build_api().urls)]

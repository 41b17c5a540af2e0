from django.urls import path

from stamkund.web.value import views

urlpatterns = [
    path("value", views.value, name="value"),
    path("value/equity", views.equity, name="value_equity"),
    path("value/valuations", views.valuations, name="valuations"),
    path("value/model", views.model, name="value_model"),
]

from django.urls import path

from stamkund.web.shell import views

urlpatterns = [
    path("palette", views.palette, name="palette"),
    path("theme", views.theme, name="theme"),
    path("components", views.components, name="components"),
]

from django.urls import path

from stamkund.web.today import views

urlpatterns = [
    path("", views.today, name="today"),
    path("tasks/<int:task_id>/completion", views.completion, name="finish_task"),
    path("tasks/<int:task_id>/reopening", views.reopening, name="reopen_task"),
    path("tasks/<int:task_id>/postponement", views.postponement, name="postpone_task"),
]

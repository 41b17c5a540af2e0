from django.urls import path

from stamkund.web.settings.views import background, installation, own, tokens

urlpatterns = [
    path("settings", own.settings, name="settings"),
    path("settings/tokens", tokens.tokens, name="tokens"),
    path("settings/tokens/<int:token_id>/revocation", tokens.revocation, name="token_revocation"),
    path("settings/tasks", background.background_tasks, name="background_tasks"),
    path("settings/tasks/<int:task_id>/retry", background.retry, name="task_retry"),
    path("settings/tasks/<int:task_id>/dismissal", background.dismissal, name="task_dismissal"),
    path("settings/installation", installation.installation, name="installation"),
]

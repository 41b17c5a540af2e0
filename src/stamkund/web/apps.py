from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "stamkund.web"

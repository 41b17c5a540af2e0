from django.apps import AppConfig


class TimelineConfig(AppConfig):
    name = "stamkund.timeline"

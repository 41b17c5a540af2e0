from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ConfigConfig(AppConfig):
    name = "stamkund.config"

    def ready(self) -> None:
        """Let every noun declare its events, then put the reactions and the schedule in place."""
        from stamkund.config.reactions import REACTIONS  # noqa: PLC0415  (models exist only once the apps are ready)
        from stamkund.config.schedule import SCHEDULE  # noqa: PLC0415  (as above)
        from stamkund.timeline.reactions import install  # noqa: PLC0415  (as above)
        from stamkund.worker import schedule  # noqa: PLC0415  (as above)

        autodiscover_modules("events")
        install(REACTIONS)
        schedule.install(SCHEDULE)

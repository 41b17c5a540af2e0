from django.apps import AppConfig


class ValuationConfig(AppConfig):
    name = "stamkund.valuation"

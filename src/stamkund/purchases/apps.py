from django.apps import AppConfig


class PurchasesConfig(AppConfig):
    name = "stamkund.purchases"

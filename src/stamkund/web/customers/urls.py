from django.urls import path

from stamkund.web.customers.views import keeping, listing, newcomers

urlpatterns = [
    path("customers", listing.customers, name="customers"),
    path("customers/sizes", listing.sizes, name="customer_sizes"),
    path("customers/new", newcomers.new_customer, name="new_customer"),
    path("customers/views", listing.views, name="customer_views"),
    path("customers/views/<int:view_id>/removal", listing.view_removal, name="customer_view_removal"),
    path("customers/keeper", keeping.keeper, name="keeper"),
    path("customers/keeper/undo", keeping.keeper_undo, name="keeper_undo"),
]

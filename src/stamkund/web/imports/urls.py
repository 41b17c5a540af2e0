from django.urls import path

from stamkund.web.imports.views import columns, corrections, listing, receiving, steps

urlpatterns = [
    path("imports", listing.imports, name="imports"),
    path("imports/new", receiving.receive, name="new_import"),
    path("imports/<uuid:import_id>", steps.where_it_stands, name="import"),
    path("imports/<uuid:import_id>/columns", columns.columns, name="import_columns"),
    path("imports/<uuid:import_id>/check", steps.check, name="import_check"),
    path("imports/<uuid:import_id>/corrections", corrections.corrections, name="import_corrections"),
    path("imports/<uuid:import_id>/stop", steps.stop, name="import_stop"),
    path("imports/<uuid:import_id>/publication", steps.publication, name="import_publication"),
    path("imports/<uuid:import_id>/reversal", steps.reversal, name="import_reversal"),
    path("imports/<uuid:import_id>/refused.csv", listing.refused_rows, name="import_refused"),
]

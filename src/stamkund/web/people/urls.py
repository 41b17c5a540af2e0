from django.urls import path

from stamkund.web.people.views import access, hidden, people

urlpatterns = [
    path("people", people.people, name="people"),
    path("people/new", people.new_person, name="new_person"),
    path("people/hidden", hidden.hidden_customers, name="hidden_customers"),
    path("people/hidden/new", hidden.hide_customer, name="hide_customer"),
    path("people/hidden/<uuid:public_id>", hidden.hidden_customer, name="hidden_customer"),
    path("people/<int:person_id>", people.person, name="person"),
    path("people/<int:person_id>/closure", access.closure, name="person_closure"),
    path("people/<int:person_id>/opening", access.opening, name="person_opening"),
    path("people/<int:person_id>/password", access.password, name="person_password"),
]

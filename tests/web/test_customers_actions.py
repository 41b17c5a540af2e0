"""What can be done from the list: write somebody down, keep a view, change keeper and back."""

from django.test import Client
from django.utils.html import escape

from stamkund.customers.models import Party
from stamkund.staff.actions.keep_view import keep_view
from stamkund.staff.models import SavedView, User
from stamkund.timeline.models import Event

HTMX = {"HX-Request": "true"}
PERSON = {"kind": "person", "given_name": "Nils", "family_name": "Ny", "mail": "nils@ny.example", "city": "Mora"}


def token_in(page: str) -> str:
    return page.partition('name="token" value="')[2].partition('"')[0]


def test_a_person_is_written_down_kept_by_the_writer_and_the_card_opens(client: Client, asa: User) -> None:
    client.force_login(asa)
    answer = client.post("/customers/new", PERSON, headers=HTMX)
    nils = Party.objects.get()
    assert answer.headers["HX-Redirect"] == f"/customers/{nils.public_id}"
    assert (nils.name, nils.city, nils.keeper) == ("Nils Ny", "Mora", asa)
    assert nils.contact_points.filter(kind="mail", value="nils@ny.example").exists()


def test_a_company_has_one_name(client: Client, asa: User) -> None:
    client.force_login(asa)
    client.post("/customers/new", {**PERSON, "kind": "organisation", "name": "Hyttnäs Fysio AB"})
    assert (Party.objects.get().name, Party.objects.get().kind) == ("Hyttnäs Fysio AB", "organisation")


def test_without_a_name_nobody_is_added_and_what_was_written_stands(client: Client, asa: User) -> None:
    client.force_login(asa)
    answer = client.post("/customers/new", {**PERSON, "given_name": "", "family_name": ""}, headers=HTMX)
    assert answer.status_code == 422
    assert "Write at least one name." in answer.content.decode()
    assert 'value="nils@ny.example"' in answer.content.decode()
    assert not Party.objects.exists()


def test_a_phone_without_digits_is_refused_beside_the_form(client: Client, asa: User) -> None:
    client.force_login(asa)
    answer = client.post("/customers/new", {**PERSON, "phone": "ring hem"}, headers=HTMX)
    assert answer.status_code == 422
    assert "A phone number needs digits." in answer.content.decode()
    assert not Party.objects.exists()


def test_a_reader_writes_nobody_down(client: Client, rut: User) -> None:
    client.force_login(rut)
    assert client.get("/customers/new").status_code == 403
    assert client.post("/customers/new", PERSON).status_code == 403
    assert "New customer" not in client.get("/customers").content.decode()
    assert not Party.objects.exists()


def test_what_was_looked_for_is_taken_for_a_name(client: Client, asa: User) -> None:
    client.force_login(asa)
    page = client.get("/customers/new?name=Anna Maria Dal").content.decode()
    assert 'value="Anna Maria"' in page
    assert 'value="Dal"' in page


def test_several_change_keeper_at_once_and_back(
    client: Client, asa: User, jonas: User, karin: Party, bjork: Party
) -> None:
    client.force_login(asa)
    chosen = {"keeper": jonas.pk, "ids": [karin.public_id, bjork.public_id]}
    told = client.post("/customers/keeper", chosen, headers=HTMX)
    assert "Jonas Berg keeps 2 more customers." in told.content.decode()
    assert told.headers["HX-Trigger"] == "stamkund:changed"
    assert set(Party.objects.values_list("keeper", flat=True)) == {jonas.pk}

    undone = client.post("/customers/keeper/undo", {"token": token_in(told.content.decode())}, headers=HTMX)
    assert "Everybody is kept as before." in undone.content.decode()
    karin.refresh_from_db()
    bjork.refresh_from_db()
    assert (karin.keeper, bjork.keeper) == (asa, None)
    assert Event.objects.filter(kind="keeper.changed").count() == 4


def test_an_undo_somebody_made_up_changes_nothing(client: Client, asa: User, karin: Party) -> None:
    client.force_login(asa)
    told = client.post("/customers/keeper/undo", {"token": "made-up"}, headers=HTMX)
    assert "can no longer be taken back" in told.content.decode()
    karin.refresh_from_db()
    assert karin.keeper == asa


def test_ids_that_are_none_are_left_out(client: Client, asa: User, jonas: User, karin: Party) -> None:
    client.force_login(asa)
    told = client.post("/customers/keeper", {"keeper": jonas.pk, "ids": ["x", karin.public_id]}, headers=HTMX)
    assert "Jonas Berg keeps 1 more customer." in told.content.decode()


def test_a_list_is_kept_under_a_name_and_forgotten_by_its_owner_only(client: Client, asa: User, jonas: User) -> None:
    client.force_login(asa)
    facts = {"name": "Falun & Mora", "query": "city=Falun&sort=nonsense", "shared": "on"}
    answer = client.post("/customers/views", facts)
    assert answer.headers["Location"] == "/customers?city=Falun"
    view = SavedView.objects.get()
    assert (view.query, view.shared, view.owner) == ("city=Falun", True, asa)
    assert escape("Falun & Mora") in client.get("/customers").content.decode()

    client.force_login(jonas)
    assert "Forget this view" not in client.get("/customers?city=Falun").content.decode()
    assert client.post(f"/customers/views/{view.pk}/removal").status_code == 404
    client.force_login(asa)
    assert "Forget this view" in client.get("/customers?city=Falun").content.decode()
    client.post(f"/customers/views/{view.pk}/removal")
    assert not SavedView.objects.exists()


def test_a_view_of_ones_own_is_seen_by_nobody_else(client: Client, asa: User, jonas: User) -> None:
    keep_view(owner=asa, page="customers", name="Secret list", query="city=Falun")
    client.force_login(jonas)
    assert "Secret list" not in client.get("/customers").content.decode()

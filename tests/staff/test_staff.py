import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from stamkund.staff.actions.add_staff import add_staff
from stamkund.staff.actions.change_settings import change_settings
from stamkund.staff.actions.change_staff import change_staff
from stamkund.staff.actions.issue_token import issue_token, revoke_token
from stamkund.staff.actions.keep_view import drop_view, keep_view
from stamkund.staff.models import ApiToken, SavedView, StaffRole, User
from stamkund.staff.queries import active_staff, all_staff, find_token, tokens_of, views_for
from stamkund.timeline.models import Event


def test_only_an_administrator_lets_people_in(jonas: User) -> None:
    with pytest.raises(PermissionDenied):
        add_staff(email="x@sala.example", name="X", password=None, actor=jonas, source="test")


def test_a_keeper_cannot_make_himself_administrator(jonas: User) -> None:
    with pytest.raises(PermissionDenied):
        change_staff(user=jonas, changes={"role": StaffRole.ADMINISTRATOR}, actor=jonas, source="test")


@pytest.mark.parametrize("changes", [{"role": StaffRole.READER}, {"is_active": False}])
def test_somebody_must_stay_administrator(asa: User, changes: dict[str, str | bool]) -> None:
    with pytest.raises(ValidationError, match="administrator"):
        change_staff(user=asa, changes=changes, actor=asa, source="test")

    asa.refresh_from_db()
    assert asa.may_administer


def test_a_change_of_role_is_on_record(asa: User, jonas: User) -> None:
    change_staff(user=jonas, changes={"role": StaffRole.READER, "email": "stolen"}, actor=asa, source="test")

    jonas.refresh_from_db()
    assert (jonas.may_write, jonas.email) == (False, "jonas@sala.example")
    assert Event.objects.get(kind="staff.changed").data["before"] == {"role": "keeper"}


def test_a_token_is_shown_once_and_only_its_digest_is_stored(jonas: User) -> None:
    token, secret = issue_token(user=jonas, name="till", actor=jonas, source="test")

    assert find_token(secret) == token
    assert secret not in str(ApiToken.objects.values().get(pk=token.pk))


def test_a_revoked_token_opens_nothing(asa: User, jonas: User) -> None:
    token, secret = issue_token(user=jonas, name="till", actor=jonas, source="test")
    revoke_token(token=token, actor=asa, source="test")

    assert find_token(secret) is None
    assert not tokens_of(jonas).exists()


def test_the_token_of_somebody_who_left_opens_nothing(asa: User, jonas: User) -> None:
    secret = issue_token(user=jonas, name="till", actor=jonas, source="test")[1]
    change_staff(user=jonas, changes={"is_active": False}, actor=asa, source="test")

    assert find_token(secret) is None
    assert list(active_staff()) == [asa]
    assert list(all_staff()) == [asa, jonas]


def test_nobody_takes_a_token_in_the_name_of_another(asa: User, jonas: User, rut: User) -> None:
    with pytest.raises(PermissionDenied):
        issue_token(user=asa, name="mine now", actor=jonas, source="test")
    token = issue_token(user=asa, name="till", actor=asa, source="test")[0]
    with pytest.raises(PermissionDenied):
        revoke_token(token=token, actor=rut, source="test")


def test_views_are_private_unless_shared(asa: User, jonas: User) -> None:
    keep_view(owner=asa, page="customers", name="Mine", query="keeper=me")
    shared = keep_view(owner=asa, page="customers", name="Slipping", query="risk=high", shared=True)

    assert list(views_for(jonas, "customers")) == [shared]
    drop_view(view=shared, owner=jonas)
    assert SavedView.objects.count() == 2
    drop_view(view=shared, owner=asa)
    assert not views_for(jonas, "customers").exists()


def test_everybody_sets_their_own_language_and_theme(rut: User) -> None:
    change_settings(user=rut, name="Rut Ek", language="sv", theme="dark")

    rut.refresh_from_db()
    assert (rut.language, rut.theme) == ("sv", "dark")

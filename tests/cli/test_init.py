import pytest

from stamkund.staff.models import StaffRole, User
from tests.cli.conftest import Stamkund

PASSWORD = "en-lång-fras\n"


@pytest.fixture(autouse=True)
def no_static_files(monkeypatch: pytest.MonkeyPatch, settings: object) -> None:
    """Collecting the static files is tried where the whole start is."""
    monkeypatch.setattr("stamkund.cli.install.collect_static_files", lambda: None)


@pytest.mark.django_db
def test_the_first_administrator_is_added_without_a_question(stamkund: Stamkund) -> None:
    done = stamkund(
        "init", "--admin", "Asa@Sala.example", "--name", "Åsa", "--password-stdin", "--json", stdin=PASSWORD
    )

    assert (done.code, done.json["administrator"]) == (0, "asa@sala.example")
    asa = User.objects.get()
    assert (asa.name, asa.role) == ("Åsa", StaffRole.ADMINISTRATOR)
    assert asa.check_password("en-lång-fras")


@pytest.mark.django_db
def test_running_it_again_changes_nothing(stamkund: Stamkund) -> None:
    for password in (PASSWORD, "another-long-one\n"):
        assert stamkund("init", "--admin", "asa@sala.example", "--password-stdin", stdin=password).code == 0

    assert User.objects.get().check_password("en-lång-fras")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("mail", "password"), [("asa@sala.example", "kort\n"), ("no mail", PASSWORD), ("asa@sala.example", "")]
)
def test_a_bad_password_or_mail_is_one_sentence_and_adds_nobody(mail: str, password: str, stamkund: Stamkund) -> None:
    done = stamkund("init", "--admin", mail, "--password-stdin", stdin=password)

    assert done.code == 1
    assert done.err.splitlines()[-1].startswith("stamkund: ")
    assert not User.objects.exists()


@pytest.mark.django_db
def test_without_a_terminal_and_without_a_mail_nobody_is_asked(stamkund: Stamkund) -> None:
    assert stamkund("init").code == 0
    assert not User.objects.exists()

import pytest

from tests.api.conftest import Program


@pytest.mark.parametrize(
    "kind", ["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=a"]
)
@pytest.mark.parametrize("path", ["imports", "purchases", "imports/0199b1f0-0000-7000-8000-000000000000/revert"])
def test_a_form_without_its_boundary_is_a_problem_and_no_breakdown(till: Program, path: str, kind: str) -> None:
    response = till.post(path, b"--a\r\nno form", content_type=kind, Idempotency_Key="k-1")

    assert response.status_code in {400, 404, 415, 422}
    assert response.headers["Content-Type"] == "application/problem+json"

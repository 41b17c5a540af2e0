"""Reading staff, tokens and views."""

from django.db.models import Q, QuerySet

from stamkund.staff.models import ApiToken, SavedView, User
from stamkund.timeline.prepared import Prepared
from stamkund.timeline.prepared_lists import Gap, PreparedList
from stamkund.timeline.prepared_rows import PreparedRows, Row

_TOKENS = Prepared(ApiToken, "digest", lambda tokens: tokens.filter(revoked_at=None))
_USERS = Prepared(User, "id")
_NAMES = PreparedRows(lambda _keys: active_staff().values_list("id", "name"))


_VIEWS = PreparedList[str](
    lambda page: _views(Gap("viewer"), page).values_list("id", "owner", "name", "query"),
)


def active_staff() -> QuerySet[User]:
    """Return those who can sign in, by name."""
    return User.objects.filter(is_active=True).order_by("name")


def names_of_active_staff() -> tuple[tuple[int, str], ...]:
    """Return key and name of those who can sign in, by name."""
    return tuple((key, name) for key, name in _NAMES.rows([]))


def all_staff() -> QuerySet[User]:
    """Return everybody who ever could sign in, those who still can first."""
    return User.objects.order_by("-is_active", "name")


def find_token(secret: str) -> ApiToken | None:
    """Return the valid token for *secret*, with its user, or ``None``."""
    token = _TOKENS.first(ApiToken.digest_of(secret))
    if token is None or (user := user_numbered(token.user_id)) is None or not user.is_active:
        return None
    token.user = user
    return token


def user_numbered(key: int) -> User | None:
    """Return a member of staff by primary key."""
    return _USERS.first(key)


def tokens_of(user: User) -> QuerySet[ApiToken]:
    return user.tokens.filter(revoked_at=None).order_by("-created_at")


def views_for(user: User, page: str) -> QuerySet[SavedView]:
    """Return the saved views of *page* that *user* may open: their own and the shared ones."""
    return _views(user, page)


def known_views(user: User, page: str) -> list[Row]:
    """Return key, owner's key, name and query string of the same views."""
    return _VIEWS.rows(page, {"viewer": user.pk})


def _views(user: User | Gap, page: str) -> QuerySet[SavedView]:
    return SavedView.objects.filter(Q(owner=user) | Q(shared=True), page=page)

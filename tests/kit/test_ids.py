from stamkund.kit.ids import uuid7


def test_an_id_is_a_version_7_uuid() -> None:
    identifier = uuid7()
    assert (identifier.version, identifier.variant) == (7, "specified in RFC 4122")


def test_ids_made_later_sort_later_to_the_millisecond() -> None:
    ids = [uuid7() for _ in range(2000)]
    assert [i.int >> 80 for i in ids] == sorted(i.int >> 80 for i in ids)
    assert len(set(ids)) == len(ids)

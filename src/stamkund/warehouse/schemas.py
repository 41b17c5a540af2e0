"""What is copied from the operational database: one query per dataset, in SQL both SQLite and PostgreSQL speak.

Values are cast on the way out because SQLite types values, not columns: double precision for amounts, 0/1 for truth,
text for dates; the warehouse's own types stand beside them.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dataset:
    """A relation of the warehouse: the query that fills it, and the type of each of its columns.

    The query reads ``table`` and ends in a condition, to which one on the table's ``id`` can be added.
    """

    name: str
    table: str
    query: str
    columns: dict[str, str]

    @property
    def last_key(self) -> str:
        """A query for the largest id."""
        return f"SELECT MAX(id) FROM {self.table}"

    def between(self, low: int, high: int) -> str:
        """The query for the rows with low < id <= high."""
        return f"{self.query} AND {self.table}.id > {low:d} AND {self.table}.id <= {high:d}"

    def typed(self, relation: str) -> str:
        """A query that reads the dataset's columns from a relation and casts them."""
        casts = ", ".join(f"CAST({name} AS {kind}) AS {name}" for name, kind in self.columns.items())
        return f"SELECT {casts} FROM {relation}"


PURCHASES = Dataset(
    name="purchases",
    table="purchases_purchase",
    query="""
        SELECT party_id AS party,
               CASE WHEN kind = 'sale' THEN 1 ELSE 0 END AS sale,
               CAST(purchased_on AS VARCHAR(10)) AS purchased_on,
               CASE WHEN reverses_id IS NULL THEN NULL ELSE
                 (SELECT CAST(reversed.purchased_on AS VARCHAR(10))
                    FROM purchases_purchase reversed WHERE reversed.id = purchases_purchase.reverses_id)
               END AS reversed_on,
               currency,
               CAST(revenue AS DOUBLE PRECISION) AS revenue,
               CAST(direct_cost AS DOUBLE PRECISION) AS direct_cost
          FROM purchases_purchase
         WHERE party_id IS NOT NULL""",
    columns={
        "party": "BIGINT",
        "sale": "INTEGER",
        "purchased_on": "DATE",
        "reversed_on": "DATE",
        "currency": "VARCHAR",
        "revenue": "DECIMAL(18, 4)",
        "direct_cost": "DECIMAL(18, 4)",
    },
)

MERGES = Dataset(
    name="merges",
    table="customers_party",
    query="SELECT id AS party, merged_into_id AS survivor FROM customers_party WHERE merged_into_id IS NOT NULL",
    columns={"party": "BIGINT", "survivor": "BIGINT"},
)

DATASETS = (PURCHASES, MERGES)

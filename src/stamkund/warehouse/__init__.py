"""The warehouse: what the operational database holds, copied to Parquet, and every metric written once as DuckDB SQL.

It knows no Django: files, connections and dates come in as arguments. Metrics keep to SQL that sqlglot can carry to
other engines (no list or struct functions, dates cast before they are subtracted, a tie-break in every window).
"""

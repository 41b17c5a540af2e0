"""The customers for other programs: JSON under ``/api/v1``, described by its own OpenAPI document."""

"""The API: every action as an operation, and a few reads, by contract (OpenAPI 3.1, problem details)."""

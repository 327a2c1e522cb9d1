"""The API by contract: OpenAPI, problem details, idempotency, cursors, tokens."""

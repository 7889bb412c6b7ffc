"""The API under `/api/v1`: one file for each thing that programs and pages ask about."""

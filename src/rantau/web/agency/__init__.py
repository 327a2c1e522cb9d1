"""An agency's space: job orders, permits and quotas, its candidates, deadlines."""

"""Job orders, recruitment permits (SIP2MI) with their quotas, vacancies."""

"""Settings, URL table and the way to the database server. No rule of the field lives here."""

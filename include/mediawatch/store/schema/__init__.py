"""The warehouse's schema: tables, migrations, views, and its reference."""

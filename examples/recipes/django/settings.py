import os

SECRET_KEY = "only for this example"
INSTALLED_APPS = ["shop"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Host, port, user and password come from PGHOST, PGPORT, PGUSER and PGPASSWORD, which libpq reads by itself.
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": os.environ["PGDATABASE"]}}

#!/bin/sh
# Runs once, when the database of compose.yaml is new: the role of the app, which can neither change nor delete proof.
set -eu
psql --set ON_ERROR_STOP=1 --set password="$APP_PASSWORD" --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
CREATE ROLE assent_app LOGIN PASSWORD :'password';
SQL

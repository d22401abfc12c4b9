#!/bin/sh
# Makes the role that owns the database, the role of the application, and the database. Neither role is a superuser.
# The image of PostgreSQL runs it in an empty volume; by hand: as PostgreSQL's administrator, with both passwords in the environment.
set -eu
psql --no-psqlrc --set=ON_ERROR_STOP=1 --username="${POSTGRES_USER:-postgres}" --dbname=postgres <<'SQL'
\getenv owner OWNER_PASSWORD
\getenv application APPLICATION_PASSWORD
CREATE ROLE matchmaking LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'owner';
CREATE ROLE matchmaking_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'application';
CREATE DATABASE matchmaking OWNER matchmaking TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8';
REVOKE ALL ON DATABASE matchmaking FROM PUBLIC;
SQL

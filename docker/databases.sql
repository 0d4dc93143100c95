-- Run once by the image's entrypoint, as the superuser, when the data folder is new. Airflow's metadata and the
-- warehouse have an owner and a database each; neither owner may look into the other's.

\set ON_ERROR_STOP on
\getenv airflow_password AIRFLOW_DATABASE_PASSWORD
\getenv mediawatch_password MEDIAWATCH_DATABASE_PASSWORD

set log_min_error_statement = panic; -- a statement that fails is not logged: it holds a password

create role airflow login password :'airflow_password';
create role mediawatch login password :'mediawatch_password';
create role mediawatch_reader nologin; -- `mediawatch migrate` grants it what may be read

create database airflow owner airflow;
create database mediawatch owner mediawatch;

revoke all on database airflow, mediawatch, postgres from public;
grant connect on database mediawatch to mediawatch_reader;
grant set on parameter mediawatch.time_zone to mediawatch; -- else only a superuser may, for the whole database

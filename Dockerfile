# MediaWatch on the official Airflow image.
#
# What requirements.txt locks goes into a virtual environment of its own: the image's Airflow brings some hundred
# packages more, in other versions, and what is tested is the lock. Of the image serve Python, the user `airflow`
# (uid 50000, group 0), the entrypoint and curl.

ARG AIRFLOW_IMAGE=apache/airflow:3.3.2-python3.12

FROM ${AIRFLOW_IMAGE} AS build
USER root
RUN install -d -o airflow -g root /opt/mediawatch
USER airflow
WORKDIR /opt/mediawatch
ENV PIP_USER=no PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements-build.txt requirements.txt ./
# pip and setuptools first: so the image's pip decides nothing, and what comes as source is built by what is locked.
RUN python -m venv .venv \
    && .venv/bin/python -m pip install --require-hashes --no-deps -r requirements-build.txt \
    && .venv/bin/python -m pip install --require-hashes --no-deps --no-build-isolation -r requirements.txt
COPY --chown=airflow:root pyproject.toml README.md LICENSE ./
COPY --chown=airflow:root include include
RUN .venv/bin/python -m pip install --no-deps --no-build-isolation --editable .
COPY --chown=airflow:root dags dags
COPY --chown=airflow:root config config
COPY --chown=airflow:root plugins plugins
COPY --chown=airflow:root docker/passwords.py docker/passwords.py
COPY --chown=airflow:root docker/alive.py docker/alive.py
RUN .venv/bin/python -m compileall -q include dags config plugins

FROM ${AIRFLOW_IMAGE}
USER root
# Root's, so that no process of ours can change the code. The volumes take their owner from the folders made here.
COPY --from=build --chown=root:root /opt/mediawatch /opt/mediawatch
RUN install -d /opt/mediawatch/var/inbox /opt/mediawatch/var/archive \
    && install -d -o airflow -g root -m 0770 /var/lib/mediawatch/lake /var/lib/mediawatch/logs \
        /var/lib/mediawatch/exports
USER airflow
WORKDIR /opt/mediawatch
ENV PATH="/opt/mediawatch/.venv/bin:${PATH}" \
    PYTHONPATH=/opt/mediawatch/config \
    PYTHONUNBUFFERED=1 \
    MEDIAWATCH_HOME=/opt/mediawatch \
    MEDIAWATCH_LAKE=/var/lib/mediawatch/lake \
    MEDIAWATCH_SCRATCH=/var/lib/mediawatch/lake/scratch \
    MEDIAWATCH_EXPORTS=/var/lib/mediawatch/exports \
    AIRFLOW_HOME=/tmp/airflow \
    AIRFLOW__CORE__DAGS_FOLDER=/opt/mediawatch/dags \
    AIRFLOW__CORE__PLUGINS_FOLDER=/opt/mediawatch/plugins \
    AIRFLOW__LOGGING__BASE_LOG_FOLDER=/var/lib/mediawatch/logs

"""Read by every Airflow process when it starts. Loads the heavy libraries once, where tasks are forked from.

`import great_expectations` takes 6-9 s. The scheduler (LocalExecutor) and a Celery worker fork their tasks: what they
have imported, a task has too. They, and only they, are started with MEDIAWATCH_PRELOAD=1. On macOS tasks are started
anew instead, so this gains nothing there.
"""

__all__: list[str] = []  # else every name here would land in airflow.settings


def _preload() -> None:
    import logging

    try:
        from mediawatch import settings

        if settings.load().preload:
            from mediawatch_airflow import preload

            preload.run()
    except Exception:  # a task can still import by itself; an error here would stop every Airflow process
        logging.getLogger(__name__).exception("preloading failed: tasks will import by themselves, more slowly")


_preload()

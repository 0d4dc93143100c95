"""What each task of the workflow does, without Airflow: the only room that knows both the stages and the store."""

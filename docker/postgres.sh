#!/bin/bash
# Runs the image's Postgres, and ends it once nothing has answered for HUNG seconds: Compose starts again what ends, and
# leaves what is unhealthy as it is. One that answers that it is starting or recovering is left at work, however long.

grace=${GRACE:-300} hung=${HUNG:-180} every=${EVERY:-15} last_words=${LAST_WORDS:-20}

set -m # else the server would begin with its interrupt ignored
docker-entrypoint.sh postgres "$@" &
child=$!
trap 'kill -INT "$child"' TERM INT # a fast shutdown: clients are cut off, all is written

well=$((SECONDS + grace))
while kill -0 "$child" 2>/dev/null; do
  sleep "$every" &
  wait $! # a signal to stop is heard meanwhile
  pg_isready --quiet --host=127.0.0.1 --timeout=10
  if (($? < 2)); then # 0: it answers, 1: it says that it cannot yet
    ((well = SECONDS > well ? SECONDS : well))
  elif ((SECONDS - well > hung)); then
    echo "Postgres has not answered for $hung s: it is ended" >&2
    kill -QUIT "$child"
    for ((second = 0; second < last_words; second++)); do
      kill -0 "$child" 2>/dev/null || break
      sleep 1
    done
    kill -KILL "$child" 2>/dev/null && killed=$((128 + 9))
    break
  fi
done
wait "$child"
exit "${killed:-$?}" # under job control `wait` tells of a server that was stopped before it tells of its end

#!/bin/sh
# Starts a real MLflow server for tests and stays with it:  server.sh DIR [PORT [2|3]]
# DIR keeps its SQLite file and artifacts; DIR/python names the Python that has MLflow. Once the server is healthy, one line goes to standard output: its address.
# It ends when its standard input does, so it cannot outlive the test that started it.
# The server is installed on first use (850 MB, a minute or less) into FATHOM_CACHE, by default ~/.cache/fathom4j.
# PORT 0 is a free one; 2 or 3 is the generation, by default 3. FATHOM_MLFLOW_WORKERS processes serve, by default 1.
set -eu
fail() { echo "server.sh: $*" >&2; exit 1; }

[ $# -ge 1 ] || fail "usage: server.sh DIR [PORT [2|3]]"
mkdir -p "$1"
dir=$(cd "$1" && pwd)
# The newest of each that install from PyPI. (3.18.0 asked for an mlflow-skinny that was not there when this was written.)
case ${3:-3} in
  2) VERSION=2.22.5 WITH='sqlalchemy<2.1' ;; # it asks for a class that 2.1 has no more
  3) VERSION=3.17.2 WITH=tensorboard ;; # reads what we export for it
  *) fail "the generation must be 2 or 3, got $3" ;;
esac
command -v python3 >/dev/null || fail "python3 is not installed"

venv=${FATHOM_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/fathom4j}/mlflow-$VERSION
if [ ! -f "$venv/complete" ]; then
  echo "server.sh: installing mlflow $VERSION into $venv" >&2
  python3 -m venv --clear "$venv" || fail "python3 -m venv failed (on Debian: apt-get install python3-venv)"
  "$venv/bin/pip" install -q --disable-pip-version-check "mlflow==$VERSION" $WITH >&2 || fail "pip install mlflow==$VERSION failed"
  touch "$venv/complete"
fi
python=$venv/bin/python
echo "$python" >"$dir/python"

port=${2:-0}
[ "$port" != 0 ] || port=$("$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
uri=http://127.0.0.1:$port

export MLFLOW_DISABLE_TELEMETRY=true DO_NOT_TRACK=true MLFLOW_SERVER_ENABLE_JOB_EXECUTION=false
PATH=$venv/bin:$PATH "$python" -m mlflow server --host 127.0.0.1 --port "$port" --workers "${FATHOM_MLFLOW_WORKERS:-1}" \
  --backend-store-uri "sqlite:///$dir/mlflow.db" --artifacts-destination "$dir/artifacts" \
  >"$dir/server.log" 2>&1 </dev/null &
server=$!
# The server runs its workers as children; the whole family ends with this script.
family() { for child in $(pgrep -P "$1" 2>/dev/null); do family "$child"; done; echo "$1"; }
trap 'kill -9 $(family "$server") 2>/dev/null; exit 0' EXIT INT TERM HUP

tries=0
until "$python" -c 'import sys, urllib.request as u; u.urlopen(sys.argv[1] + "/health", timeout=2)' "$uri" 2>/dev/null; do
  kill -0 "$server" 2>/dev/null || fail "the server ended: $(tail -n 5 "$dir/server.log")"
  tries=$((tries + 1))
  [ "$tries" -lt 240 ] || fail "the server did not become healthy: $(tail -n 5 "$dir/server.log")"
  sleep 0.5
done
echo "$uri"
cat >/dev/null

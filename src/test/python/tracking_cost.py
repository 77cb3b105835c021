"""What a sweep loses by being tracked while the MLflow server is in trouble: alone, and beside a server that refuses or
takes 5 seconds for each answer, by turns in changing order. The seconds of a run are those that its trials trained for.

usage: tracking_cost.py FILE.csv [ROUNDS]     from the repository's folder, on a machine that does nothing else
Runs the sweep once that does not count, adds the rounds (3) to the file and prints, over all that it holds, the median and the quartiles of tracked over alone.
"""

import csv
import http.server
import pathlib
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time

SWEEP = ["experiments/10-depth-study.yaml", "--preset", "quick", "data.train=1500", "sweep.seeds=2"]
DELAY = 5


class Slow(http.server.BaseHTTPRequestHandler):
    """As much of MLflow as a client needs to go on."""

    def answer(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        time.sleep(DELAY)
        if "experiments/" in self.path:
            body = b'{"experiments": [{"experiment_id": "1", "lifecycle_stage": "active"}], "experiment_id": "1"}'
        elif self.path.endswith("runs/create"):
            body = b'{"run": {"info": {"run_id": "r", "artifact_uri": "mlflow-artifacts:/1/r"}, "data": {}}}'
        else:
            body = b"{}"
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except BrokenPipeError:
            pass  # the run has ended meanwhile

    do_GET = do_POST = do_PUT = do_PATCH = answer

    def log_message(self, *words):
        pass


def seconds(uri):
    folder = tempfile.mkdtemp()
    command = ["./fathom", "run", *SWEEP, "--out", folder] + (["--tracking-uri", uri] if uri else [])
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with open(pathlib.Path(folder, "report", "results.csv"), newline="", encoding="utf-8") as file:
        spent = sum(float(row["seconds"]) for row in csv.DictReader(file))
    shutil.rmtree(folder)
    return spent


def main():
    file = pathlib.Path(sys.argv[1])
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Slow)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    closed = socket.create_server(("127.0.0.1", 0))
    refused = closed.getsockname()[1]
    closed.close()
    sides = {"alone": "", "refused": f"http://127.0.0.1:{refused}", "slow": f"http://127.0.0.1:{server.server_port}"}
    if not file.exists():
        file.write_text(",".join(sides) + "\n", encoding="utf-8")
    seconds("")  # builds, and brings the files into memory
    done = len(file.read_text(encoding="utf-8").splitlines()) - 1
    for number in range(done, done + int(sys.argv[2]) if len(sys.argv) > 2 else done + 3):
        names = list(sides)
        order = names[number % 3:] + names[: number % 3]
        spent = {name: seconds(sides[name]) for name in order}
        with file.open("a", encoding="utf-8") as rounds:
            rounds.write(",".join(f"{spent[name]:.3f}" for name in names) + "\n")
    with file.open(newline="", encoding="utf-8") as rounds:
        rows = list(csv.DictReader(rounds))
    for name in list(sides)[1:]:
        ratios = sorted(float(row[name]) / float(row["alone"]) for row in rows)
        low, middle, high = statistics.quantiles(ratios, n=4, method="inclusive") if len(ratios) > 1 else ratios * 3
        print(f"{name}: {len(ratios)} rounds, tracked over alone {middle:.4f} (quartiles {low:.4f} to {high:.4f})")


main()

"""Compares a stored run with what an MLflow server has of it, value by value, by MLflow's own Python API.

usage: mlflow_values.py URI STORE [MODEL@ALIAS]
Prints each difference and ends with 1 where there is one. Needs mlflow, of the server's generation.
"""

import json
import math
import os
import pathlib
import sys
import tempfile

os.environ["MLFLOW_TRACKING_URI"] = sys.argv[1]
os.environ["MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR"] = "false"

import mlflow
from mlflow import MlflowClient

store = pathlib.Path(sys.argv[2])
client = MlflowClient()
problems = []


def expect(what, found, wanted):
    if found != wanted:
        problems.append(f"{what}: found {str(found)[:300]}, wanted {str(wanted)[:300]}")


def number(value):
    """As the server keeps it: infinities become the largest numbers there are (MLflow's own rule for databases)."""
    value = float(value)
    if math.isnan(value):
        return "nan"
    return max(-sys.float_info.max, min(sys.float_info.max, value))


def text(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


def points(run, key):
    return [(p.step, p.timestamp, number(p.value)) for p in client.get_metric_history(run, key)]


def read(file):
    return json.loads(file.read_text(encoding="utf-8"))


sweep = read(store / "sweep.json")
experiment = client.get_experiment_by_name(sweep["name"])
mine = f"tags.`fathom.sweep-id` = '{sweep['id']}'"
table = mlflow.search_runs(experiment_names=[sweep["name"]], filter_string=mine, max_results=5000)
runs = {run.data.tags.get("fathom.trial", ""): run for run in client.search_runs([experiment.experiment_id], mine)}
trials = sorted((store / "trials").iterdir())
expect("runs", len(table), len(trials) + 1)
expect("runs by trial", sorted(runs), sorted([""] + [str(int(t.name)) for t in trials]))
parent = runs[""]
expect("question", sweep["question"] in parent.data.tags["mlflow.note.content"], True)
expect("status", parent.info.status, "FINISHED")

compared = 0
for folder in trials:
    trial = read(folder / "result.json")
    file = folder / "epochs.jsonl"
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    epochs = [json.loads(line) for line in lines]
    run = runs[str(trial["number"])]
    name = f"trial {trial['number']}"
    expect(f"{name} parent", run.data.tags["mlflow.parentRunId"], parent.info.run_id)
    expect(f"{name} state", run.data.tags["fathom.state"], trial["state"])
    expect(f"{name} cause", run.data.tags.get("fathom.cause", ""), trial["cause"])
    for key, value in trial["parameters"].items():
        found = run.data.params.get(key)
        number_of = isinstance(value, float) and found is not None
        expect(f"{name} parameter {key}", float(found) if number_of else found, value if number_of else text(value))
    told = {}
    for epoch in epochs:
        for key, value in epoch["metrics"].items():
            told.setdefault(key, []).append((epoch["epoch"], epoch["timeMillis"], number(value)))
    last = max((epoch["timeMillis"] for epoch in epochs), default=0)
    chosen = trial["results"].get("best/epoch", len(epochs))
    for key, value in trial["results"].items():
        told.setdefault(key, []).append((int(chosen), last, number(value)))
    expect(f"{name} metrics", sorted(run.data.metrics), sorted(told))
    for key, wanted in told.items():
        found = points(run.info.run_id, key)
        compared += len(found)
        if sorted(found, key=str) != sorted(wanted, key=str):
            extra = [p for p in found if p not in set(wanted)]
            lacking = [p for p in wanted if p not in set(found)]
            problems.append(f"{name} {key}: {len(found)} points, wanted {len(wanted)}; {extra[:3]} too many, {lacking[:3]} missing")

with tempfile.TemporaryDirectory() as temp:
    spec = mlflow.artifacts.download_artifacts(run_id=parent.info.run_id, artifact_path="experiment.yaml", dst_path=temp)
    expect("experiment.yaml", pathlib.Path(spec).read_text(encoding="utf-8"), sweep["spec"])
    if len(sys.argv) > 3:
        model, alias = sys.argv[3].split("@")
        version = client.get_model_version_by_alias(model, alias)
        folder = pathlib.Path(mlflow.artifacts.download_artifacts(f"models:/{model}@{alias}", dst_path=temp + "/model"))
        best = read(store / "ending.json")["bestTrial"]
        network = store / "trials" / f"{best:04d}" / "model.zip"
        expect("the network", (folder / "model.zip").read_bytes() == network.read_bytes(), True)
        info = mlflow.models.get_model_info(f"models:/{model}@{alias}")
        expect("flavours", list(info.flavors), ["deeplearning4j"])
        expect("inputs", info.signature is not None and len(info.signature.inputs.inputs), 1)
        model_of = mlflow.models.Model.load(str(folder))
        example = model_of.load_input_example(str(folder))
        expect("input example", (example.dtype.name, example.tolist()), ("float32", [[0.10000000149011612, -2.5]]))
        expect("the version's description", sweep["question"] in version.description, True)
        expect("the version's run", version.run_id, runs[str(best)].info.run_id)
        if hasattr(mlflow, "search_logged_models"):
            logged = mlflow.search_logged_models(experiment_ids=[experiment.experiment_id])
            shown = client.get_logged_model(logged[logged["source_run_id"] == version.run_id]["model_id"].iloc[0])
            expect("its description", sweep["question"] in shown.tags["mlflow.note.content"], True)
            wanted = runs[str(best)].data.params
            expect("its parameters", {k: wanted.get(k) for k in shown.params} == shown.params and len(shown.params) > 0, True)
            finite = {k: v for k, v in runs[str(best)].data.metrics.items() if math.isfinite(v) and not k.startswith("system/")}
            expect("its metrics", {m.key: m.value for m in shown.metrics}, finite)
            expect("logged models", list(logged[logged["source_run_id"] == version.run_id]["status"]), ["READY"])

for problem in problems:
    print(problem)
print(f"{len(trials)} trials, {compared} points, mlflow {mlflow.__version__}: {len(problems)} differences")
sys.exit(1 if problems else 0)

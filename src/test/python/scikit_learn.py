"""Scores of ./fathom beside scikit-learn's. By hand, from the project's folder:

  python3 -m venv /tmp/venv && /tmp/venv/bin/pip install scikit-learn
  /tmp/venv/bin/python src/test/python/scikit_learn.py [--table TABLE.csv] [--fathom ./fathom]

Two checks; exit code 1 where one fails:
  the same predictions  penguins (three species; two sexes) and a regression: every metric of 'evaluate --json' equals
                        scikit-learn's on the predictions that evaluate wrote, to 1e-6
  the same training     a regression on sqm, rooms -> price: RMSE, MAE and R2 within 5% of MLPRegressor's with the same
                        layers, optimizer, epochs, test rows and number of training rows, means over the seeds
"""

import argparse
import csv
import json
import shlex
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import numpy as np
from sklearn import metrics
from sklearn.neural_network import MLPRegressor

SEEDS, EPOCHS, UNITS, BATCH, RATE, VALIDATION, TEST = 8, 100, 16, 16, 0.01, 30, 60

PENGUINS = """
name: penguins
data:
  name: csv
  file: experiments/data/penguins.csv
  columns:
    species: [Adelie, Chinstrap, Gentoo]
    island: [Biscoe, Dream, Torgersen]
    bill_length_mm: number
    bill_depth_mm: number
    flipper_length_mm: number
    body_mass_g: number
    sex: [female, male]
    year: ignore
  label: LABEL
  bad-records: skip
  validation: 50
  test: 120
network:
  - dense: { units: 4, activation: relu }
  - output
training: { epochs: 6, batch: 20, optimizer: { adam: { rate: 0.01 } } }
"""

PRICES = """
name: prices
data:
  name: csv
  file: 'TABLE'
  columns: { sqm: number, rooms: number, price: number }
  label: price
  validation: %d
  test: %d
network:
  - dense: { units: "${units}", activation: relu }
  - output
training: { epochs: %d, batch: %d, init: xavier, optimizer: { adam: { rate: %s } } }
sweep: { space: { units: [%d] }, seeds: %d }
""" % (VALIDATION, TEST, EPOCHS, BATCH, RATE, UNITS, SEEDS)


def fathom(command, *arguments):
    done = subprocess.run([*shlex.split(command), *arguments], stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        sys.exit(f"{arguments} ended with {done.returncode}")
    return json.loads(done.stdout.strip().splitlines()[-1])


def table(file):
    with open(file, newline="") as rows:
        return list(csv.reader(rows))


def prices(file):
    """Flats: the price is unique, so that it tells rows apart."""
    rng = np.random.default_rng(3)
    sqm, rooms = rng.integers(20, 200, 300), rng.integers(1, 7, 300)
    price = np.round(20000 + 2700 * sqm + 9000 * rooms + rng.normal(0, 5000, 300), -3).astype(int) + np.arange(300)
    with open(file, "w", newline="") as out:
        csv.writer(out).writerows([["sqm", "rooms", "price"], *zip(sqm, rooms, price)])


def same(title, ours, theirs, tolerance):
    distance = abs(ours - theirs) / abs(theirs)
    right = distance <= tolerance
    print(f"{'' if right else 'DIFFERS '}{title:38s} {ours:14.8g} {theirs:14.8g}   {distance:.1e}")
    return right


def calibration_error(right, confidence, bins=15):
    index = np.clip(np.ceil(confidence * bins), 1, bins).astype(int) - 1
    return sum(abs(right[index == b].sum() - confidence[index == b].sum()) for b in range(bins)) / len(right)


def classification(command, folder, label):
    experiment = folder / f"{label}.yaml"
    experiment.write_text(PENGUINS.replace("LABEL", label))
    run = fathom(command, "run", str(experiment), "--out", str(folder / label), "--json")
    ours = fathom(command, "evaluate", run["best"]["run"], "--data", "csv", "--json")
    head, *rows = table(ours["predictions"])
    names = head[3:]
    y = np.array([names.index(row[1]) for row in rows])
    predicted = np.array([names.index(row[2]) for row in rows])
    p = np.array([[float(cell) for cell in row[3:]] for row in rows])
    y_score = p[:, 1] if len(names) == 2 else p
    theirs = {
        "accuracy": metrics.accuracy_score(y, predicted),
        "balancedAccuracy": metrics.balanced_accuracy_score(y, predicted),
        "macroF1": metrics.f1_score(y, predicted, average="macro"),
        "logLoss": metrics.log_loss(y, p),
        "auc": metrics.roc_auc_score(y, y_score, multi_class="ovr", average="macro"),
        "brier": metrics.brier_score_loss(y, y_score),
        "calibrationError": calibration_error(predicted == y, p.max(axis=1)),
    }
    return all([same(f"{label} {name}", ours[name], value, 1e-6) for name, value in theirs.items()])


def scores(truth, predicted):
    return {
        "rmse": metrics.root_mean_squared_error(truth, predicted),
        "mae": metrics.mean_absolute_error(truth, predicted),
        "r2": metrics.r2_score(truth, predicted),
    }


def regression(command, folder, source):
    experiment = folder / "prices.yaml"
    experiment.write_text(PRICES.replace("TABLE", str(source)))
    run = fathom(command, "run", str(experiment), "--out", str(folder / "prices"), "--json")
    evaluated = fathom(command, "evaluate", run["best"]["run"], "--data", "csv", "--json")
    rows = np.array(table(evaluated["predictions"])[1:], dtype=float)
    right = [same(f"price {n}", evaluated[n], v, 1e-6) for n, v in scores(rows[:, 1], rows[:, 2]).items()]
    report = json.loads(Path(run["report"]).with_name("report.json").read_text())
    tested = report["arms"][0]["tested"]
    theirs = trained(np.array(table(source)[1:], dtype=float), rows[:, 1])
    for name, value in theirs.items():
        right.append(same(f"trained price {name}", tested[f"test/{name}"]["mean"], value, 0.05))
    return all(right)


def trained(data, tested):
    """scikit-learn's means over the seeds, on the same test rows."""
    in_test = np.isin(np.round(data[:, 2]), np.round(tested))
    test, rest = data[in_test], data[~in_test]
    results = []
    for seed in range(SEEDS):
        train = rest[np.random.default_rng(seed).permutation(len(rest))[VALIDATION:]]
        centre, scale = train.mean(axis=0), train.std(axis=0)
        known = (train - centre) / scale
        net = MLPRegressor(
            hidden_layer_sizes=(UNITS,),
            activation="relu",
            solver="adam",
            learning_rate_init=RATE,
            batch_size=BATCH,
            alpha=0,
            max_iter=EPOCHS,
            tol=0,
            n_iter_no_change=EPOCHS,
            random_state=seed,
        ).fit(known[:, :2], known[:, 2])
        predicted = net.predict(((test - centre) / scale)[:, :2]) * scale[2] + centre[2]
        results.append(scores(test[:, 2], predicted))
    return {name: float(np.mean([result[name] for result in results])) for name in results[0]}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--table", type=Path, help="columns sqm, rooms, price; made where none is named")
    parser.add_argument("--fathom", default="./fathom")
    given = parser.parse_args()
    warnings.filterwarnings("ignore", message="Stochastic Optimizer")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = given.table or folder / "prices.csv"
        if given.table is None:
            prices(source)
        print(f"{'':38s} {'fathom':>14s} {'scikit-learn':>14s}   distance")
        checks = [
            classification(given.fathom, folder, "species"),
            classification(given.fathom, folder, "sex"),
            regression(given.fathom, folder, source),
        ]
    sys.exit(0 if all(checks) else 1)


main()

"""Optuna on recorded tables: optuna_tables.py FOLDER EVALUATIONS SEEDS TABLE...

For each table and seed one line of JSON: {"table", "seed", "loss"}, the smallest loss that Optuna's sampler of choice
for one objective (TPE, all settings at their defaults) found. Ordered parameters are whole numbers, the others categories.
"""
import json
import pathlib
import sys

import numpy as np
import optuna

optuna.logging.set_verbosity(optuna.logging.ERROR)


def search(parameters, losses, evaluations, seed):
    study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=seed))

    def objective(trial):
        index = []
        for parameter in parameters:
            last = len(parameter["values"]) - 1
            if parameter["ordered"]:
                index.append(trial.suggest_int(parameter["name"], 0, last))
            else:
                index.append(trial.suggest_categorical(parameter["name"], list(range(last + 1))))
        return float(losses[tuple(index)])

    study.optimize(objective, n_trials=evaluations)
    return study.best_value


def main():
    folder = pathlib.Path(sys.argv[1])
    evaluations, seeds = int(sys.argv[2]), int(sys.argv[3])
    for table in sys.argv[4:]:
        parameters = json.loads((folder / (table + ".json")).read_text())["parameters"]
        shape = [len(parameter["values"]) for parameter in parameters]
        losses = np.fromfile(folder / (table + ".f32"), "<f4").reshape(shape)
        for seed in range(1, seeds + 1):
            loss = search(parameters, losses, evaluations, seed)
            print(json.dumps({"table": table, "seed": seed, "loss": loss}), flush=True)


main()

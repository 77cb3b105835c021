"""The Optuna + PyTorch side of ./fathom bench sweeps: optuna_sweep.py FOLDER PROCESSES THREADS MODE

FOLDER holds task.json, the examples (NAME.x float32, NAME.y int32, little-endian) and torch_twin.py, which builds the
networks. Modes: eager and compile (torch.compile). Ends with a line of JSON: {"score": s, "software": "..."}; the score
is the mean of the trials' best validation accuracies.
"""
import copy
import json
import math
import multiprocessing
import pathlib
import sys

import numpy as np
import optuna
import torch
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend
from torch import nn
from torch_twin import model

optuna.logging.set_verbosity(optuna.logging.ERROR)
FOLDER = pathlib.Path(sys.argv[1])
PROCESSES, THREADS, MODE = int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
TASK = json.loads((FOLDER / "task.json").read_text())
PICTURES = len(TASK["example"]) == 3


def part(name):
    features = torch.from_numpy(np.fromfile(FOLDER / (name + ".x"), "<f4")).view(-1, *TASK["example"])
    labels = torch.from_numpy(np.fromfile(FOLDER / (name + ".y"), "<i4").astype(np.int64))
    return features, labels


def build(net):
    network = model(net)
    for layer in network:
        if isinstance(layer, (nn.Linear, nn.Conv2d)):
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
            nn.init.zeros_(layer.bias)
    return network


def score(forward, features, labels):
    """Mean loss and accuracy; rows of numbers in one piece, pictures in batches."""
    size = 256 if PICTURES else len(labels)
    loss, hits = 0.0, 0
    with torch.inference_mode():
        for x, y in zip(features.split(size), labels.split(size)):
            out = forward(x)
            loss += nn.functional.cross_entropy(out, y, reduction="sum").item()
            hits += (out.argmax(1) == y).sum().item()
    return loss / len(labels), hits / len(labels)


def train(data, net, rate, seed, file):
    torch.manual_seed(seed)
    network = build(net)
    forward = torch.compile(network) if MODE == "compile" else network
    loss = nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(network.parameters(), lr=rate, fused=True)
    (features, labels), validation = data["train"], data["validation"]
    sample = (features[: len(validation[1])], labels[: len(validation[1])])
    steps = TASK["epochs"] * math.ceil(len(labels) / TASK["batch"])
    step, best, kept = 0, -1.0, None
    for _ in range(TASK["epochs"]):
        network.train()
        order = torch.randperm(len(labels))
        for index in order.split(TASK["batch"]):
            if TASK["cosine"] < 1:
                factor = TASK["cosine"] + (1 - TASK["cosine"]) * (1 + math.cos(math.pi * step / steps)) / 2
                optimizer.param_groups[0]["lr"] = rate * factor
            optimizer.zero_grad(set_to_none=True)
            loss(forward(features[index]), labels[index]).backward()
            optimizer.step()
            step += 1
        network.eval()
        score(forward, *sample)
        accuracy = score(forward, *validation)[1]
        if accuracy > best:
            best, kept = accuracy, copy.deepcopy(network.state_dict())
    network.load_state_dict(kept)
    score(forward, features, labels)
    score(forward, *data["test"])
    torch.save(kept, file)
    return best


def net_of(trial):
    """The network, learning rate and seed of a trial: from the list, or from what the sampler suggests."""
    if "trials" in TASK:
        listed = TASK["trials"][trial.suggest_int("trial", 0, len(TASK["trials"]) - 1)]
        return listed["net"], TASK["rate"], listed["seed"]
    search, net = TASK["search"], copy.deepcopy(TASK["net"])
    rate = trial.suggest_float("rate", search["rate"][0], search["rate"][1], log=True)
    net["blocks"][0]["units"] = trial.suggest_int("width", search["width"][0], search["width"][1])
    return net, rate, 1


def work(study, data, taken):
    torch.set_num_threads(THREADS)
    while True:
        with taken.get_lock():
            if taken.value >= TASK["count"]:
                return
            taken.value += 1
        trial = study.ask()
        net, rate, seed = net_of(trial)
        study.tell(trial, train(data, net, rate, seed, FOLDER / f"model-{trial.number}.pt"))


def worker(storage, rank, data, taken):
    sampler = optuna.samplers.TPESampler(seed=TASK["seed"] + rank)
    work(optuna.load_study(study_name="bench", storage=storage(), sampler=sampler), data, taken)


def main():
    context = multiprocessing.get_context("fork")
    taken = context.Value("i", 0)
    data = {name: part(name) for name in ("train", "validation", "test")}
    journal = FOLDER / f"study-{PROCESSES}-{MODE}.log"
    journal.unlink(missing_ok=True)

    def storage():
        return JournalStorage(JournalFileBackend(str(journal))) if PROCESSES > 1 else None

    sampler = optuna.samplers.TPESampler(seed=TASK["seed"])
    study = optuna.create_study(study_name="bench", storage=storage(), sampler=sampler, direction="maximize")
    for number in range(len(TASK.get("trials", []))):
        study.enqueue_trial({"trial": number})
    if PROCESSES == 1:
        work(study, data, taken)
    else:
        workers = [context.Process(target=worker, args=(storage, k, data, taken)) for k in range(PROCESSES)]
        for process in workers:
            process.start()
        for process in workers:
            process.join()
        if any(process.exitcode for process in workers):
            sys.exit("a worker process failed")
    values = [trial.value for trial in study.trials]
    software = f"Optuna {optuna.__version__}, PyTorch {torch.__version__}"
    print(json.dumps({"score": sum(values) / len(values), "software": software}), flush=True)


main()

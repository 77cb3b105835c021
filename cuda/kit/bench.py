"""The eight networks of ./fathom bench on a card, by the CUDA backend and by PyTorch, in turns.

Features and labels come from the host in each step, on either side. Of PyTorch's modes the fastest counts; those that have
to compile are left out once half of the time (BENCH_SECONDS) is used up.
"""

import json
import math
import os
import statistics
import subprocess
import sys
import time

import torch

import torch_twin

HERE = os.path.abspath(sys.argv[1])
JAVA = [
    f"{HERE}/runtime/bin/java",
    "-Xmx2g",
    "-XX:+UseSerialGC",
    f"-Djava.library.path={HERE}/lib",
    "-cp",
    f"{HERE}/classes:{HERE}/lib/javacpp.jar:{HERE}/lib/cuda.jar",
    "org.fathom4j.compiled.cuda.kit.Kit",
]
PLAIN, COMPILED = ["eager", "graph"], ["reduce-overhead", "compiled-graph"]
SECONDS = float(os.environ.get("BENCH_SECONDS", "150"))
TURN, ROUNDS = 0.2, 5


class Ours:
    """The CUDA backend in a process of its own."""

    def __init__(self, name):
        self.process = subprocess.Popen(
            [*JAVA, "bench", name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.score = math.nan

    def train(self, steps):
        self.process.stdin.write(f"{steps}\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline().split()
        if len(line) != 2:
            raise RuntimeError("the CUDA backend ended: " + " ".join(line))
        self.score = float(line[1])
        return float(line[0])

    def close(self):
        self.process.stdin.close()
        self.process.wait(20)


def steps_of_a_turn(train):
    train(3)
    steps = 1
    seconds = train(steps)
    while seconds < TURN / 2 and steps < 100_000:
        steps *= 4
        seconds = train(steps)
    return max(1, round(steps * TURN / seconds))


def measure(request, modes):
    """Samples a second of each side, by the median of its turns."""
    net = request["net"]
    sides = {}
    ours = Ours(net["name"])
    twin = torch_twin.Training(request)
    try:
        for name, train in [
            ("fathom", ours.train),
            *((mode, lambda steps, mode=mode: twin.train(mode, steps)) for mode in modes),
        ]:
            try:
                sides[name] = (train, steps_of_a_turn(train), [])
            except Exception as failure:  # the others are measured without it
                print(f"{net['name']}: without {name}: {str(failure).splitlines()[0]}")
        for turn in range(ROUNDS):
            for train, steps, rates in list(sides.values())[:: 1 if turn % 2 else -1]:
                rates.append(steps * net["batch"] / train(steps))
        if not math.isfinite(ours.score):
            print(f"{net['name']}: the CUDA backend's score is {ours.score}")
    finally:
        ours.close()
    return {name: statistics.median(rates) for name, (_, _, rates) in sides.items()}


def main():
    begun = time.monotonic()
    print(f"torch {torch.__version__}, {torch.cuda.get_device_name()}, TF32 in convolutions alone")
    listed = subprocess.run([*JAVA, "nets"], capture_output=True, text=True, check=True)
    ratios, missed = [], 0
    for line in listed.stdout.splitlines():
        request = json.loads(line)
        used = time.monotonic() - begun
        if used > SECONDS:
            print(f"{request['net']['name']}: left out, {used:.0f} s are used up")
            continue
        rates = measure(request, PLAIN + (COMPILED if used < SECONDS / 2 else []))
        peers = {name: rate for name, rate in rates.items() if name != "fathom"}
        told = ", ".join(f"{name} {rate:,.0f}" for name, rate in rates.items())
        if "fathom" not in rates or not peers:
            missed += 1
            print(f"{request['net']['name']}: {told} samples/s")
            continue
        best = max(peers, key=peers.get)
        ratios.append(rates["fathom"] / peers[best])
        print(f"{request['net']['name']}: {told} samples/s; {ratios[-1]:.2f} x {best}", flush=True)
    if ratios:
        mean = math.exp(sum(map(math.log, ratios)) / len(ratios))
        print(f"over PyTorch's best mode: geometric mean {mean:.2f}, lowest {min(ratios):.2f}")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()

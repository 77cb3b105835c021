"""The PyTorch side of ./fathom bench: trains the networks that it is told on standard input.

One line of JSON in, one out.
  {"net": {...}, "threads": n}         builds the network          -> {"parameters": n}
  {"mode": "eager", "steps": n}        trains n steps              -> {"seconds": s, "peakMb": m}
Modes: eager and compile (torch.compile). Whatever goes wrong      -> {"error": "..."}
"""

import json
import resource
import sys
import time

import torch
from torch import nn


class Maxout(nn.Module):
    """The largest of the pieces of each unit or channel (dimension 1)."""

    def __init__(self, pieces):
        super().__init__()
        self.pieces = pieces

    def forward(self, x):
        return x.unflatten(1, (self.pieces, -1)).amax(1)


def model(net):
    channels, area = net["example"][0], 1
    for side in net["example"][1:]:
        area *= side
    flat = len(net["example"]) == 1
    layers = []

    def dense(outputs, dropout):
        nonlocal flat, channels, area
        if not flat:
            layers.append(nn.Flatten())
            flat = True
        if dropout > 0:
            layers.append(nn.Dropout(dropout))
        layers.append(nn.Linear(channels * area, outputs))
        area = 1

    def nonlinearity(pieces):
        layers.append(Maxout(pieces) if pieces > 1 else nn.ReLU())

    for block in net["blocks"]:
        if block["type"] == "convolution":
            filters, kernel = block["channels"] * block["pieces"], block["kernel"]
            layers.append(nn.Conv2d(channels, filters, kernel, padding=kernel // 2))
            nonlinearity(block["pieces"])
            channels = block["channels"]
        elif block["type"] == "max-pooling":
            layers.append(nn.MaxPool2d(2))
            area //= 4
        else:
            dense(block["units"] * block["pieces"], block["dropout"])
            nonlinearity(block["pieces"])
            channels = block["units"]
    dense(net["classes"], net["dropout"])
    return nn.Sequential(*layers)


class Training:
    def __init__(self, net, rate, momentum):
        torch.manual_seed(1)
        self.loss = nn.CrossEntropyLoss()
        self.features = torch.rand(net["batch"], *net["example"])
        self.labels = torch.arange(net["batch"]) % net["classes"]
        self.model = model(net)
        self.forward = {"eager": self.model}
        self.optimizer = torch.optim.SGD(
            self.model.parameters(), lr=rate, momentum=momentum, nesterov=True
        )

    def train(self, mode, steps):
        if mode not in self.forward:
            self.forward[mode] = torch.compile(self.model)
        forward = self.forward[mode]
        start = time.perf_counter()
        for _ in range(steps):
            self.optimizer.zero_grad(set_to_none=True)
            self.loss(forward(self.features), self.labels).backward()
            self.optimizer.step()
        return time.perf_counter() - start


def peak_mb():
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6


def main():
    answers = sys.stdout
    sys.stdout = sys.stderr  # nothing that a library prints is taken for an answer
    training = None
    for line in sys.stdin:
        request = json.loads(line)
        try:
            if "net" in request:
                torch.set_num_threads(request["threads"])
                training = Training(request["net"], request["rate"], request["momentum"])
                answer = {"parameters": sum(p.numel() for p in training.model.parameters())}
            else:
                seconds = training.train(request["mode"], request["steps"])
                answer = {"seconds": seconds, "peakMb": peak_mb()}
        except Exception as failure:  # the other side decides what to do without this mode
            answer = {"error": f"{type(failure).__name__}: {failure}".splitlines()[0]}
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main()

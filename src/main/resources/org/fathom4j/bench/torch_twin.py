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
        elif block["type"] == "normalization":
            layers.append(nn.BatchNorm1d(channels) if flat else nn.BatchNorm2d(channels))
        elif block["type"] == "max-pooling":
            layers.append(nn.MaxPool2d(2))
            area //= 4
        else:
            dense(block["units"] * block["pieces"], block["dropout"])
            nonlinearity(block["pieces"])
            channels = block["units"]
    dense(net["classes"], net["dropout"])
    return nn.Sequential(*layers)


def loss(recipe, batch, classes):
    """The batch's loss from outputs and targets; a mask leaves out every fourth example."""
    functions = {
        "softmax": (nn.functional.cross_entropy, 1),
        "xent": (nn.functional.binary_cross_entropy_with_logits, 1),
        "mse": (nn.functional.mse_loss, classes),
    }
    function, outputs = functions[recipe["loss"]]
    if not recipe["masked"]:
        return lambda out, targets: function(out, targets, reduction="sum") / (batch * outputs)
    mask = (torch.arange(batch) % 4 != 0).float()
    return lambda out, targets: (function(out, targets, reduction="none") * mask).sum() / batch


def optimizer(request, parameters):
    updater = request["net"]["recipe"]["updater"]
    if updater == "rmsprop":
        return torch.optim.RMSprop(parameters, lr=request["adaptiveRate"], alpha=0.95, eps=1e-8)
    if updater == "adagrad":
        return torch.optim.Adagrad(parameters, lr=request["adaptiveRate"], eps=1e-6)
    return torch.optim.SGD(
        parameters, lr=request["rate"], momentum=request["momentum"], nesterov=True
    )


class Training:
    def __init__(self, request):
        torch.manual_seed(1)
        net = request["net"]
        recipe = net["recipe"]
        self.loss = loss(recipe, net["batch"], net["classes"])
        self.features = torch.rand(net["batch"], *net["example"])
        self.labels = torch.arange(net["batch"]) % net["classes"]
        if recipe["loss"] != "softmax":
            self.labels = nn.functional.one_hot(self.labels, net["classes"]).float()
        self.model = model(net)
        self.forward = {"eager": self.model}
        self.optimizer = optimizer(request, self.model.parameters())
        self.max_norm = recipe["maxNorm"]
        self.weights = [p for p in self.model.parameters() if p.dim() > 1]

    def train(self, mode, steps):
        if mode not in self.forward:
            self.forward[mode] = torch.compile(self.model)
        forward = self.forward[mode]
        start = time.perf_counter()
        for _ in range(steps):
            self.optimizer.zero_grad(set_to_none=True)
            self.loss(forward(self.features), self.labels).backward()
            self.optimizer.step()
            if self.max_norm > 0:
                with torch.no_grad():
                    for weights in self.weights:
                        weights.copy_(weights.renorm(2, 0, self.max_norm))
        return time.perf_counter() - start


def parameters(network):
    """Weights, biases, and the running statistics of batch normalization."""
    statistics = [buffer for buffer in network.buffers() if buffer.is_floating_point()]
    return sum(p.numel() for p in [*network.parameters(), *statistics])


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
                training = Training(request)
                answer = {"parameters": parameters(training.model)}
            else:
                seconds = training.train(request["mode"], request["steps"])
                answer = {"seconds": seconds, "peakMb": peak_mb()}
        except Exception as failure:  # the other side decides what to do without this mode
            answer = {"error": f"{type(failure).__name__}: {failure}".splitlines()[0]}
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main()

"""The PyTorch side of ./fathom bench: trains the networks that it is told on standard input.

One line of JSON in, one out.
  {"net": {...}, "threads": n}         builds the network          -> {"parameters": n}
  {"mode": "eager", "steps": n}        trains n steps              -> {"seconds": s, "peakMb": m}
                                       whatever goes wrong         -> {"error": "..."}
With "device": "cuda" beside the network it is trained on a card; the batch then comes from pinned memory in each step.
Modes: eager, compile (torch.compile), and on a card also
  reduce-overhead                      torch.compile with graphs of its own
  graph, compiled-graph                the whole step, update included, as one CUDA graph, captured by hand
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


class Residual(nn.Module):
    """Two convolutions, and around them the input, brought to size where it has another."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.inner = nn.Sequential(
            nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False),
            nn.BatchNorm2d(outputs),
            nn.ReLU(),
            nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False),
            nn.BatchNorm2d(outputs),
        )
        self.around = nn.Identity()
        if stride > 1 or inputs != outputs:
            self.around = nn.Sequential(
                nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs)
            )

    def forward(self, x):
        return torch.relu(self.inner(x) + self.around(x))


class Detour(nn.Module):
    """Down, through the blocks within and up again, beside the input."""

    def __init__(self, within):
        super().__init__()
        self.within = nn.Sequential(nn.MaxPool2d(2), *within, nn.Upsample(scale_factor=2))

    def forward(self, x):
        return torch.cat([x, self.within(x)], 1)


class Memory(nn.Module):
    """Long short-term memory along [batch, channels, length], of one bias."""

    def __init__(self, inputs, outputs, last):
        super().__init__()
        self.along = nn.LSTM(inputs, outputs)
        nn.init.zeros_(self.along.bias_hh_l0)
        self.along.bias_hh_l0.requires_grad_(False)
        self.last = last

    def forward(self, x):
        steps, _ = self.along(x.permute(2, 0, 1))
        return steps[-1] if self.last else steps.permute(1, 2, 0)


class Layers:
    """Makes the layers of blocks one after the other, and knows the size that they hand on."""

    def __init__(self, channels, area, flat):
        self.channels, self.area, self.flat = channels, area, flat
        self.made = []

    def dense(self, outputs, dropout):
        if not self.flat:
            self.made.append(nn.Flatten())
            self.flat = True
        if dropout > 0:
            self.made.append(nn.Dropout(dropout))
        self.made.append(nn.Linear(self.channels * self.area, outputs))
        self.area = 1

    def nonlinearity(self, pieces):
        self.made.append(Maxout(pieces) if pieces > 1 else nn.ReLU())

    def add(self, block):
        channels, kind = self.channels, block["type"]
        if kind == "convolution":
            filters, kernel = block["channels"] * block["pieces"], block["kernel"]
            self.made.append(nn.Conv2d(channels, filters, kernel, padding=kernel // 2))
            self.nonlinearity(block["pieces"])
            self.channels = block["channels"]
        elif kind == "normalization":
            self.made.append(nn.BatchNorm1d(channels) if self.flat else nn.BatchNorm2d(channels))
        elif kind == "max-pooling":
            self.made.append(nn.MaxPool2d(2))
            self.area //= 4
        elif kind == "residual":
            self.made.append(Residual(channels, block["channels"], block["stride"]))
            self.channels = block["channels"]
            self.area //= block["stride"] ** 2
        elif kind == "detour":
            below = Layers(channels, self.area // 4, False)
            for each in block["within"]:
                below.add(each)
            self.made.append(Detour(below.made))
            self.channels += below.channels
        elif kind == "memory":
            self.made.append(Memory(channels, block["units"], block["last"]))
            self.channels = block["units"]
            if block["last"]:
                self.area, self.flat = 1, True
        elif kind == "mean-of-all":
            self.made.append(nn.AdaptiveAvgPool2d(1))
            self.area = 1
        else:
            self.dense(block["units"] * block["pieces"], block["dropout"])
            self.nonlinearity(block["pieces"])
            self.channels = block["units"]


def model(net):
    area = 1
    for side in net["example"][1:]:
        area *= side
    layers = Layers(net["example"][0], area, len(net["example"]) == 1)
    for block in net["blocks"]:
        layers.add(block)
    layers.dense(net["classes"], net["dropout"])
    return nn.Sequential(*layers.made)


def loss(recipe, batch, classes, device):
    """The batch's loss from outputs and targets; a mask leaves out every fourth example."""
    functions = {
        "softmax": (nn.functional.cross_entropy, 1),
        "xent": (nn.functional.binary_cross_entropy_with_logits, 1),
        "mse": (nn.functional.mse_loss, classes),
    }
    function, outputs = functions[recipe["loss"]]
    if not recipe["masked"]:
        return lambda out, targets: function(out, targets, reduction="sum") / (batch * outputs)
    mask = (torch.arange(batch, device=device) % 4 != 0).float()
    return lambda out, targets: (function(out, targets, reduction="none") * mask).sum() / batch


def optimizer(request, parameters, device):
    updater = request["net"]["recipe"]["updater"]
    on_card = device.type == "cuda"
    if updater == "rmsprop":
        return torch.optim.RMSprop(
            parameters, lr=request["adaptiveRate"], alpha=0.95, eps=1e-8, capturable=on_card
        )
    if updater == "adagrad":
        return torch.optim.Adagrad(parameters, lr=request["adaptiveRate"], eps=1e-6)
    return torch.optim.SGD(
        parameters,
        lr=request["rate"],
        momentum=request["momentum"],
        nesterov=True,
        fused=on_card or None,
    )


class Training:
    WARM_UP = 3

    def __init__(self, request):
        torch.manual_seed(1)
        net = request["net"]
        recipe = net["recipe"]
        self.device = torch.device(request.get("device", "cpu"))
        self.loss = loss(recipe, net["batch"], net["classes"], self.device)
        features = torch.rand(net["batch"], *net["example"])
        labels = torch.arange(net["batch"]) % net["classes"]
        if recipe["loss"] != "softmax":
            labels = nn.functional.one_hot(labels, net["classes"]).float()
        self.batch = (features, labels)  # as it comes; the step reads features and labels
        self.features, self.labels = features, labels
        if self.device.type == "cuda":
            self.batch = (features.pin_memory(), labels.pin_memory())
            self.features, self.labels = features.to(self.device), labels.to(self.device)
        self.model = model(net).to(self.device)
        trained = [p for p in self.model.parameters() if p.requires_grad]
        self.optimizer = optimizer(request, trained, self.device)
        self.max_norm = recipe["maxNorm"]
        self.weights = [p for p in self.model.parameters() if p.dim() > 1]
        self.steps = {}

    def step(self, forward):
        self.optimizer.zero_grad(set_to_none=True)
        self.loss(forward(self.features), self.labels).backward()
        self.optimizer.step()
        if self.max_norm > 0:
            with torch.no_grad():
                for weights in self.weights:
                    weights.copy_(weights.renorm(2, 0, self.max_norm))

    def captured(self, forward):
        """The step as one CUDA graph, captured as PyTorch's manual says: warm-up on a side stream first."""
        side = torch.cuda.Stream()
        side.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(side):
            for _ in range(self.WARM_UP):
                self.step(forward)
        torch.cuda.current_stream().wait_stream(side)
        graph = torch.cuda.CUDAGraph()
        self.optimizer.zero_grad(set_to_none=True)
        with torch.cuda.graph(graph):
            self.step(forward)
        return graph.replay

    def made(self, mode):
        if mode == "eager":
            return lambda: self.step(self.model)
        if mode == "graph":
            return self.captured(self.model)
        if mode == "compiled-graph":
            return self.captured(torch.compile(self.model))
        options = {"mode": mode} if mode == "reduce-overhead" else {}
        compiled = torch.compile(self.model, **options)
        return lambda: self.step(compiled)

    def bring(self):
        """The batch, to where the step reads it."""
        if self.device.type == "cuda":
            self.features.copy_(self.batch[0], non_blocking=True)
            self.labels.copy_(self.batch[1], non_blocking=True)

    def train(self, mode, steps):
        if mode not in self.steps:
            self.steps[mode] = self.made(mode)
        step = self.steps[mode]
        start = time.perf_counter()
        for _ in range(steps):
            self.bring()
            step()
        if self.device.type == "cuda":
            torch.cuda.synchronize()
        return time.perf_counter() - start


def parameters(network):
    """Weights, biases, and the running statistics of batch normalization."""
    statistics = [buffer for buffer in network.buffers() if buffer.is_floating_point()]
    trained = [p for p in network.parameters() if p.requires_grad]
    return sum(p.numel() for p in [*trained, *statistics])


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

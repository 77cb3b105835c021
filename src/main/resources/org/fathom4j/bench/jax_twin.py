"""The JAX side of ./fathom bench: trains the networks that it is told on standard input.

One line of JSON in, one out.
  {"net": {...}, "threads": n}         builds the network          -> {"parameters": n}
  {"mode": "nchw", "steps": n}         trains n steps              -> {"seconds": s, "peakMb": m}
Every step is one call of a jitted function that is given its batch. Modes: pictures with channels first (nchw) or last
(nhwc) within, as XLA may prefer. Whatever goes wrong or is not known here      -> {"error": "..."}
"""

import functools
import json
import math
import os
import resource
import sys
import time

BLOCKS = {"convolution", "dense", "max-pooling"}
MODES = ("nchw", "nhwc")


class Layers:
    """The parameters of blocks, one after the other, and the function that they make up."""

    def __init__(self, net, last):
        import jax
        import jax.numpy as jnp

        self.jax, self.jnp = jax, jnp
        self.last = last
        self.parameters, self.functions = [], []
        channels, *sides = net["example"]
        self.channels, self.area, self.flat = channels, math.prod(sides), not sides
        for block in net["blocks"]:
            self.add(block)
        self.dense(net["classes"], 1, net["dropout"])

    def weights(self, shape, inputs):
        key = self.jax.random.key(len(self.parameters))
        scale = math.sqrt(2 / inputs)
        self.parameters.append(self.jax.random.normal(key, shape, self.jnp.float32) * scale)
        self.parameters.append(self.jnp.zeros(shape[-1], self.jnp.float32))
        return len(self.parameters) - 2

    def add(self, block):
        if block["type"] not in BLOCKS:
            raise NotImplementedError(f"no {block['type']} here")
        if block["type"] == "convolution":
            self.convolution(block["channels"], block["pieces"], block["kernel"])
            self.nonlinearity(block["pieces"], 3 if self.last else 1)
            self.channels = block["channels"]
        elif block["type"] == "max-pooling":
            self.max_pooling()
        else:
            self.dense(block["units"], block["pieces"], block["dropout"])
            self.nonlinearity(block["pieces"], 1)
            self.channels = block["units"]

    def convolution(self, channels, pieces, kernel):
        at = self.weights((kernel, kernel, self.channels, channels * pieces), self.channels * kernel * kernel)
        layout = "NHWC" if self.last else "NCHW"
        bias = (-1,) if self.last else (-1, 1, 1)

        def convolve(parameters, x, key):
            y = self.jax.lax.conv_general_dilated(
                x, parameters[at], (1, 1), "SAME", dimension_numbers=(layout, "HWIO", layout)
            )
            return y + parameters[at + 1].reshape(bias)

        self.functions.append(convolve)

    def max_pooling(self):
        window = (1, 2, 2, 1) if self.last else (1, 1, 2, 2)

        def pool(parameters, x, key):
            return self.jax.lax.reduce_window(x, -self.jnp.inf, self.jax.lax.max, window, window, "VALID")

        self.functions.append(pool)
        self.area //= 4

    def dense(self, units, pieces, dropout):
        at = self.weights((self.channels * self.area, units * pieces), self.channels * self.area)
        place = len(self.functions)

        def product(parameters, x, key):
            x = x.reshape(x.shape[0], -1)
            if dropout > 0:
                kept = self.jax.random.bernoulli(self.jax.random.fold_in(key, place), 1 - dropout, x.shape)
                x = self.jnp.where(kept, x / (1 - dropout), 0)
            return x @ parameters[at] + parameters[at + 1]

        self.functions.append(product)
        self.area = 1

    def nonlinearity(self, pieces, axis):
        def rectify(parameters, x, key):
            if pieces == 1:
                return self.jax.nn.relu(x)
            shape = x.shape[:axis] + (pieces, x.shape[axis] // pieces) + x.shape[axis + 1 :]
            return x.reshape(shape).max(axis)

        self.functions.append(rectify)

    def __call__(self, parameters, x, key):
        for function in self.functions:
            x = function(parameters, x, key)
        return x


class Training:
    def __init__(self, request):
        recipe = request["net"]["recipe"]
        if recipe["updater"] != "nesterovs" or recipe["loss"] != "softmax" or recipe["masked"] or recipe["maxNorm"]:
            raise NotImplementedError("only networks with Nesterov's momentum and softmax, without masks and norms")
        self.request = request
        self.built = {}
        self.parameters = sum(p.size for p in self.build(MODES[0])["layers"].parameters)

    def build(self, mode):
        import jax
        import jax.numpy as jnp

        if mode in self.built:
            return self.built[mode]
        net, rate, momentum = self.request["net"], self.request["rate"], self.request["momentum"]
        pictures = len(net["example"]) > 1
        if mode not in MODES or (mode == "nhwc" and not pictures):
            raise NotImplementedError(f"no {mode} of these inputs")
        layers = Layers(net, mode == "nhwc")
        shape = [*net["example"][1:], net["example"][0]] if mode == "nhwc" else net["example"]
        features = jax.random.uniform(jax.random.key(1), (net["batch"], *shape))
        labels = jnp.arange(net["batch"]) % net["classes"]

        @functools.partial(jax.jit, donate_argnums=(0, 1))
        def step(parameters, velocities, features, labels, key):
            def loss(parameters):
                logits = jax.nn.log_softmax(layers(parameters, features, key))
                return -jnp.take_along_axis(logits, labels[:, None], 1).mean()

            value, gradients = jax.value_and_grad(loss)(parameters)
            velocities = [momentum * v + g for v, g in zip(velocities, gradients)]
            parameters = [p - rate * (g + momentum * v) for p, g, v in zip(parameters, gradients, velocities)]
            return parameters, velocities, jax.random.fold_in(key, 1), value

        self.built[mode] = {
            "layers": layers,
            "step": step,
            "batch": (features, labels),
            "state": (layers.parameters, [jnp.zeros_like(p) for p in layers.parameters]),
            "key": jax.random.key(1, impl="rbg"),  # the faster of JAX's generators
        }
        return self.built[mode]

    def train(self, mode, steps):
        built = self.build(mode)
        step, (features, labels), (parameters, velocities), key = (
            built[name] for name in ("step", "batch", "state", "key")
        )
        start = time.perf_counter()
        for _ in range(steps):
            parameters, velocities, key, value = step(parameters, velocities, features, labels, key)
        value.block_until_ready()
        parameters[0].block_until_ready()
        seconds = time.perf_counter() - start
        built["state"], built["key"] = (parameters, velocities), key
        return seconds


def restrict(threads):
    """XLA reads its number of threads when it is loaded."""
    os.environ["JAX_PLATFORMS"] = "cpu"
    os.environ["NPROC"] = str(threads)
    if threads == 1:
        os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"


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
                restrict(request["threads"])
                training = Training(request)
                answer = {"parameters": training.parameters}
            else:
                seconds = training.train(request["mode"], request["steps"])
                answer = {"seconds": seconds, "peakMb": peak_mb()}
        except Exception as failure:  # the other side decides what to do without this mode
            answer = {"error": f"{type(failure).__name__}: {failure}".splitlines()[0]}
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main()

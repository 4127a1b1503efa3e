"""Teaches a small network to tell two spirals apart. Needs nothing but Python.

    python -m trialbook run examples/spirals.py --lr 0.1 --hidden 16
"""

import argparse
import math
import random

import trialbook


def spirals(points, noise, rng):
    """Points of two arms that wind around each other, with the arm as label."""
    data = []
    for _ in range(points):
        for arm in (0, 1):
            turn = rng.random() * 2.2
            angle = turn * math.pi + arm * math.pi
            radius = 0.25 + turn / 2.2
            x = radius * math.cos(angle) + rng.gauss(0, noise)
            y = radius * math.sin(angle) + rng.gauss(0, noise)
            data.append(((x, y), arm))
    rng.shuffle(data)
    return data


class Network:
    """Two inputs, one hidden layer, one probability."""

    def __init__(self, hidden, rng):
        self.inner = [[rng.gauss(0, 1.5), rng.gauss(0, 1.5), rng.gauss(0, 1)] for _ in range(hidden)]
        self.outer = [rng.gauss(0, 1 / math.sqrt(hidden)) for _ in range(hidden + 1)]

    def hidden(self, x, y):
        return [math.tanh(a * x + b * y + c) for a, b, c in self.inner]

    def probability(self, point):
        hidden = self.hidden(*point)
        total = self.outer[-1] + sum(weight * value for weight, value in zip(self.outer, hidden))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))

    def learn(self, point, label, lr):
        x, y = point
        hidden = self.hidden(x, y)
        error = self.probability(point) - label
        for at, value in enumerate(hidden):
            inward = lr * error * self.outer[at] * (1 - value * value)
            self.outer[at] -= lr * error * value
            row = self.inner[at]
            row[0] -= inward * x
            row[1] -= inward * y
            row[2] -= inward
        self.outer[-1] -= lr * error


def measure(network, data):
    """Mean cross-entropy and accuracy."""
    loss = hits = 0.0
    for point, label in data:
        chance = min(max(network.probability(point), 1e-9), 1 - 1e-9)
        loss -= math.log(chance if label else 1 - chance)
        hits += (chance > 0.5) == bool(label)
    return loss / len(data), hits / len(data)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lr", type=float, default=0.02)
    parser.add_argument("--hidden", type=int, default=24)
    parser.add_argument("--epochs", type=int, default=200)
    parser.add_argument("--noise", type=float, default=0.12)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()

    rng = random.Random(args.seed)
    training, validation = spirals(500, args.noise, rng), spirals(250, args.noise, rng)
    network = Network(args.hidden, rng)

    with trialbook.start_run(experiment="spirals", params=vars(args)):
        for epoch in range(args.epochs):
            rng.shuffle(training)
            for point, label in training:
                network.learn(point, label, args.lr)
            loss, _ = measure(network, training)
            val_loss, val_acc = measure(network, validation)
            trialbook.log_metrics({"loss": loss, "val_loss": val_loss, "val_acc": val_acc}, step=epoch)
            print(f"epoch {epoch + 1}/{args.epochs}  loss {loss:.4f}  val_loss {val_loss:.4f}  val_acc {val_acc:.3f}")


if __name__ == "__main__":
    main()

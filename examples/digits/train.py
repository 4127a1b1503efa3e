"""Learns to read handwritten digits, and logs every epoch.

    python train.py --model mlp --lr 0.003 --hidden 64
"""

import argparse

import numpy as np
import trialbook
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import accuracy_score, log_loss
from sklearn.neural_network import MLPClassifier

from data import load, shifted
from report import confusion_figure, per_digit

DIGITS = np.arange(10)

# Training images are moved at random by up to so many pixels.
SHIFT = 0


def parse_args():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", choices=["linear", "mlp"], default="mlp")
    parser.add_argument("--lr", type=float, default=0.003, help="learning rate")
    parser.add_argument("--alpha", type=float, default=1e-4, help="weight of the penalty on large weights")
    parser.add_argument("--hidden", type=int, default=64, help="hidden units of the mlp")
    parser.add_argument("--epochs", type=int, default=30)
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


def make_model(args):
    if args.model == "linear":
        return SGDClassifier(
            loss="log_loss", learning_rate="constant", eta0=args.lr, alpha=args.alpha, random_state=args.seed
        )
    return MLPClassifier(
        hidden_layer_sizes=(args.hidden,), learning_rate_init=args.lr, alpha=args.alpha, random_state=args.seed
    )


def main():
    args = parse_args()
    rng = np.random.default_rng(args.seed)
    train_x, val_x, train_y, val_y = load(args.seed)
    model = make_model(args)

    with trialbook.start_run(experiment="digits", params=vars(args)):
        for epoch in range(args.epochs):
            order = rng.permutation(len(train_x))
            model.partial_fit(shifted(train_x, SHIFT, rng)[order], train_y[order], classes=DIGITS)
            train_loss = log_loss(train_y, model.predict_proba(train_x), labels=DIGITS)
            val_loss = log_loss(val_y, model.predict_proba(val_x), labels=DIGITS)
            val_acc = accuracy_score(val_y, model.predict(val_x))
            trialbook.log_metrics({"train_loss": train_loss, "val_loss": val_loss, "val_acc": val_acc}, step=epoch)
            print(f"epoch {epoch + 1}/{args.epochs}  train_loss {train_loss:.4f}  val_loss {val_loss:.4f}  val_acc {val_acc:.4f}")

        predicted = model.predict(val_x)
        trialbook.log_figure(confusion_figure(val_y, predicted), "confusion.png")
        trialbook.log_table(per_digit(val_y, predicted), "per_digit.csv")


if __name__ == "__main__":
    main()

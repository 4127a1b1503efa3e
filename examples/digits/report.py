"""What a trained model gets right and wrong."""

import matplotlib

matplotlib.use("Agg")
from matplotlib.figure import Figure  # noqa: E402
from sklearn.metrics import ConfusionMatrixDisplay, classification_report  # noqa: E402


def confusion_figure(truth, predicted):
    """Which digit was taken for which."""
    figure = Figure(figsize=(5, 5), layout="constrained")
    ConfusionMatrixDisplay.from_predictions(truth, predicted, ax=figure.add_subplot(), colorbar=False, cmap="Blues")
    return figure


def per_digit(truth, predicted):
    """Precision, recall and F1 of each digit, as rows of a table."""
    scores = classification_report(truth, predicted, output_dict=True, zero_division=0)
    return [
        {"digit": digit, **{name: round(scores[digit][name], 4) for name in ("precision", "recall", "f1-score")}}
        for digit in map(str, range(10))
    ]

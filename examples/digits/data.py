"""The handwritten digits that come with scikit-learn: 1,797 images of 8 by 8 pixels."""

import numpy as np
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split


def load(seed=0):
    """Pixels between 0 and 1 and the digits, for training and for validation."""
    digits = load_digits()
    return train_test_split(digits.data / 16.0, digits.target, test_size=0.25, random_state=seed, stratify=digits.target)


def shifted(pixels, most, rng):
    """The images moved by up to ``most`` pixels in each direction."""
    if most == 0:
        return pixels
    images = pixels.reshape(-1, 8, 8)
    moves = rng.integers(-most, most + 1, size=(len(images), 2))
    return np.array([np.roll(image, tuple(move), axis=(0, 1)) for image, move in zip(images, moves)]).reshape(pixels.shape)

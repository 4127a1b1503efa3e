"""The tables of scikit-learn say at least what its estimators, splitters and functions really do."""

import copy
import inspect
import warnings

import numpy as np
import pytest
from sklearn import model_selection
from sklearn.linear_model import LogisticRegression
from sklearn.utils import all_estimators
from sklearn.utils.discovery import all_functions

from attempts import public
from carefulness import complaints
from observing import NotCallable, generator_states, look, observe

CLASSES = np.array([0, 1, 2] * 10)
X = np.abs(np.random.RandomState(0).normal(size=(30, 4))) + CLASSES[:, None]
DATA = [(X, CLASSES), (X,), (X, X[:, :2]), (CLASSES,), (X[:, 0], CLASSES), (["a b", "b c"],), ([{"a": 1}],), ([(1, 2), (1,)],)]
SPLITTERS = [
    cls for _, cls in inspect.getmembers(model_selection, inspect.isclass) if hasattr(cls, "split") and not inspect.isabstract(cls)
]
# What is asked of them: with the data, without, with what they gave.
ASKED = [(X,), (X, CLASSES), (), (2,), (X[:, :2],), (X[:, :1],), (CLASSES,), (["a b"],)]
# Where the tables are less careful than the truth, for the sake of all others that have these methods.
EXCEPTIONS = {
    # They keep the data that they are fitted to, and would be others if somebody changed these in place afterwards.
    **{
        (name, "fit"): "keeps its argument"
        for name in (
            "KNeighborsClassifier", "KNeighborsRegressor", "KNeighborsTransformer", "RadiusNeighborsClassifier", "RadiusNeighborsRegressor",
            "RadiusNeighborsTransformer", "NearestNeighbors", "LocalOutlierFactor", "KernelDensity", "KernelRidge", "LabelPropagation",
            "LabelSpreading", "Birch", "HDBSCAN", "Isomap", "LocallyLinearEmbedding",
        )
    },
    # They give out what they keep, too.
    **{(name, "fit_transform"): "shares what it was given" for name in ("MDS", "ClassicalMDS", "Isomap", "LocallyLinearEmbedding", "SpectralEmbedding", "TSNE")},
    # They count how often they were asked, or remember what they worked out: they give the same all the same.
    **{
        (name, method): "changes its receiver"
        for name in (
            "KNeighborsClassifier", "KNeighborsRegressor", "KNeighborsTransformer", "RadiusNeighborsClassifier", "RadiusNeighborsRegressor",
            "RadiusNeighborsTransformer", "NearestNeighbors", "KernelDensity", "Isomap", "LocallyLinearEmbedding", "HashingVectorizer", "MultiLabelBinarizer",
        )
        for method in (
            "predict", "predict_proba", "score", "score_samples", "transform", "kneighbors", "kneighbors_graph", "radius_neighbors",
            "radius_neighbors_graph", "build_analyzer",
        )
    },
    # Asked for two things it gives two.
    ("PLSRegression", "fit_transform"): "is tuple, not ndarray",
    # Not told a function, it gives back what it is given.
    ("FunctionTransformer", "transform"): "keeps its argument 0",
    ("FunctionTransformer", "fit_transform"): "keeps its argument 0",
    ("FunctionTransformer", "inverse_transform"): "keeps its argument 0",
}  # fmt: skip


def public_name(thing):
    """The name by which people import it: without the modules that are private."""
    parts = thing.__module__.split(".")
    private = next((place for place, part in enumerate(parts) if part.startswith("_")), len(parts))
    return ".".join([*parts[:private], thing.__name__])


def make(cls, **told):
    """An estimator with its defaults; one that is made of others is made of logistic regressions."""
    parameters = inspect.signature(cls).parameters
    inner = LogisticRegression()
    given = {"estimator": inner, "estimators": [("one", inner), ("two", inner)], "steps": [("only", inner)], "param_grid": {"C": [1, 2]}}
    given |= {"param_distributions": {"C": [1, 2]}, "transformers": [("all", LogisticRegression, [0])], "transformer_list": [("one", inner)]}
    if "n_estimators" in parameters:
        told = {**told, "n_estimators": 5}
    given |= {"dictionary": X[:2], "n_splits": 3, "p": 2, "n_groups": 2, "test_fold": CLASSES}
    needed = [
        name
        for name, parameter in parameters.items()
        if parameter.default is parameter.empty and parameter.kind == parameter.POSITIONAL_OR_KEYWORD or (name == "estimator" and parameter.default is None)
    ]
    return cls(**{name: given[name] for name in needed}, **told)


CASES = [
    pytest.param(cls, told, id=f"{cls.__name__}-{'settled' if told else 'as it is'}")
    for cls in [cls for _, cls in all_estimators()] + SPLITTERS
    for told in ([{}, {"random_state": 0}] if "random_state" in inspect.signature(cls).parameters else [{}])
]


def fitted(estimator):
    for data in DATA:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return estimator.fit(*copy.deepcopy(data))
        except Exception:
            continue
    return None


def told_of(tables, cls, told):
    effect = tables.function(public_name(cls), (), told)
    assert effect is not None and effect["result"] == "estimator", "not known as an estimator"
    return effect


def methods_of(estimator):
    """The names of its methods; functions that it was told are not meant."""
    for name in public(estimator):
        try:
            if callable(getattr(estimator, name)) and name not in vars(estimator) and not name.endswith("_"):
                yield name
        except Exception:  # not for this one
            continue


@pytest.mark.parametrize("cls, told", CASES)
def test_a_settled_estimator_never_draws(tables, cls, told):
    effect = told_of(tables, cls, told)
    if not effect.get("settled"):
        pytest.skip("it may draw")
    # Two may not be made with what they want to be told: their shuffling has to be on.
    options = {**told, "shuffle": True} if told and "shuffle" in inspect.signature(cls).parameters and hasattr(cls, "split") else told
    before = generator_states()
    estimator = make(cls, **options)
    if hasattr(estimator, "fit"):
        fitted(estimator)
    if hasattr(estimator, "split"):
        try:
            list(estimator.split(X, CLASSES, CLASSES))
        except ValueError:
            pytest.skip("it cannot split this")
    assert generator_states() == before


def test_steady_estimators_give_the_same_whatever_they_draw(tables):
    def given(cls, seed):
        np.random.seed(seed)
        estimator = fitted(make(cls))
        return [getattr(estimator, name)(X).tolist() for name in ("predict", "decision_function") if hasattr(estimator, name)]

    steady = [cls for _, cls in all_estimators() if told_of(tables, cls, {}).get("steady")]
    assert steady
    assert [cls for cls in steady if given(cls, 1) != given(cls, 2)] == []


@pytest.mark.parametrize("cls", [pytest.param(cls, id=cls.__name__) for _, cls in all_estimators()])
def test_methods_of_estimators_do_no_more_than_is_told(tables, cls):
    told = {"random_state": 0} if "random_state" in inspect.signature(cls).parameters else {}
    estimator = fitted(make(cls, **told))
    if estimator is None:
        pytest.skip("it cannot be fitted to any of the data")
    settled = bool(told_of(tables, cls, told).get("settled"))
    receiver = copy.deepcopy(estimator)
    untouched = look(receiver)
    found = set()
    for name in methods_of(estimator):
        for args in ASKED:
            try:
                seen = observe(getattr(receiver, name), args, {}, receiver, untouched)
            except NotCallable:
                continue
            effect = tables.method("estimator", name, args)
            left_out = ["not known"] if effect is None else complaints(effect, seen, settled)
            excused = EXCEPTIONS.get((cls.__name__, name), ("nothing",))
            found |= {f"{name}: {complaint}" for complaint in left_out if not complaint.startswith(excused)}
            break
        if look(receiver) != untouched:
            receiver = copy.deepcopy(estimator)
            untouched = look(receiver)
    assert not found


@pytest.mark.parametrize("name, call", [pytest.param(public_name(call), call, id=public_name(call)) for call_name, call in all_functions() if not call_name.startswith("fetch_")])
def test_functions_of_scikit_learn_do_no_more_than_is_told(tables, name, call):
    model = LogisticRegression().fit(X, CLASSES)
    guesses = [(CLASSES, CLASSES), (X, CLASSES), (X,), (model, X, CLASSES), (X, X), (X, 2), (model,), (), (5,), (X, 0.5), (model, X, [0])]
    guesses += [(CLASSES % 2, X[:, 0] / 10), (X[:, 0], X[:, 1]), (X, [1.0] * 4), (X @ X.T,), (CLASSES, X / X.sum(1, keepdims=True))]
    parameters = inspect.signature(call).parameters
    options = [{}, {"copy": False}, {"random_state": 0}]
    if "n_permutations" in parameters:
        options = [{"n_permutations": 2}]
    found = set()
    tried = 0
    for args in guesses:
        for keywords in options:
            if not set(keywords) <= set(parameters):
                continue
            try:
                seen = observe(call, args, keywords)
            except NotCallable:
                continue
            tried += 1
            settled = True  # the model that is handed over is
            effect = tables.function(name, args, keywords)
            found |= {f"with {len(args)} arguments {keywords}: {complaint}" for complaint in complaints(effect, seen, settled)}
    if tried == 0:
        pytest.skip("none of the arguments fits")
    assert tables.function(name) is not None, "not known"
    assert not found

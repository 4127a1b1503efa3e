"""Names of runs that were given none, the same as the editor's for the same id."""

_MOODS = """
    able airy amber apt bold brave brisk calm civil clear clever cosy crisp daring deft eager early even fair fine
    firm fleet fond frank fresh gentle glad golden grand happy hardy honest humble jolly keen kind late lively loyal
    lucid merry mild modest neat nimble noble patient plain polite proud quick quiet ready rosy silent smart snug
    sober steady sunny swift tidy warm wise
""".split()

_ANIMALS = """
    ant badger bear beaver bee bison camel cat crane cricket crow curlew deer dolphin dove duck eagle egret elk
    falcon ferret finch fox frog gecko goat goose grouse hare hawk hedgehog heron horse ibis jay kite koala lark
    lemur lizard llama lynx magpie marten mole moose newt otter owl panda pigeon puffin quail rabbit raven robin
    salmon seal stork swan tern toad whale wren
""".split()


def name_from_id(run_id: str) -> str:
    """``calm-heron-11``, always the same for a run's id."""
    digits = int(run_id[:8], 16)
    digits, mood = divmod(digits, len(_MOODS))
    digits, animal = divmod(digits, len(_ANIMALS))
    return "%s-%s-%d" % (_MOODS[mood], _ANIMALS[animal], digits % 100)

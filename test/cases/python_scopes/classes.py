size = 3
__private = 0


class Model(dict, metaclass=type, option=size):
    size = size
    __slots = ("a",)
    squares = [size * i for i in range(size)]

    def __init__(self, __width, size=size):
        super().__init__()
        self.__width = __width
        self.size = size + Model.size + __private

    def kind(self):
        def name():
            return __class__.__name__
        return name

    class Part:
        __inner = size

        def read(self):
            return __inner, size

    del __slots


class __:
    __plain = 1


class _Hidden:
    def __method(self):
        import __secret
        global __counter
        __counter = __secret


def factory(size):
    class Local:
        width = size
        size = 2
    return Local


def outside():
    return super

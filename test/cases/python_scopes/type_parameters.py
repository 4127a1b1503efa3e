# python >= 3.12
type Pair[T] = tuple[T, Other]
type Plain = list[int]


def first[T: (int, str), *Ts, **P](items: list[T], *rest: *Ts) -> T:
    local: T = items[0]

    def inner() -> T:
        return local, T
    return inner


class Stack[T](Base[T], key=T):
    kind = int

    def push[U: T](self, item: T, other: kind) -> U:
        return cast(T, item), kind

    async def pull[V](self):
        return V

    type Item = tuple[T, kind]

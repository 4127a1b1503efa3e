match command.split():
    case [action]: pass
    case ["go", direction] | ["move", direction] if direction: pass
    case "a", *rest:
        pass
    case (1 | -2.5 | 3+4j | None | True) as literal: pass
    case {"x": 0, 'y': [_, *_], **others}: pass
    case {}: pass
    case Point(x=0, y=other) | Point(0, 1): pass
    case module.CONSTANT: pass
    case a.B(): pass
    case str() as name: pass
    case []: pass
    case ((x, y)): pass
    case x, : pass
    case _: pass
match a, *b:
    case _: pass
match (x):
    case y: pass
match x,:
    case y: pass
match -x:
    case y: pass

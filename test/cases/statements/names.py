### A name is read after it was bound
a = 1                         #: [constant] -> a
print(a)                      #: [work] a ->

### A rebinding needs nothing of the old value
a = 1                         #: -> a
# %%
a = 2                         #: [work] -> a
# %%
a = a + 1                     #: [work] a -> a

### A name that is bound first and read then, within one statement, is not needed
for i in range(3):
    square = i * i
    print(square)             #: -> i square

### Chained and unpacking assignment
a = b = []                    #: -> a b
(c, d), *e = [(1, 2), 3, 4]   #: -> c d e
print(a, b, c, d, e)          #: a b c d e ->

### A walrus binds
values = [1, 2]               #: -> values
if (n := len(values)) > 1:
    print(n)                  #: values -> n

### A walrus in a comprehension binds outside of it
values = [1, 2]               #: -> values
last = [m := v for v in values]  #: values -> last m?

### The variables of comprehensions are their own
values = [1, 2]               #: -> values
i = 5                         #: -> i
squares = [i * i for i in values]   #: values -> squares
pairs = {i: j for i in values for j in range(i)}   #: values -> pairs
print(i)                      #: i ->

### The first iterable of a comprehension is evaluated outside of it
i = [1, 2]                    #: -> i
squares = [i for i in i]      #: i -> squares

### A deleted name is gone
a = [1]                       #: -> a
del a                         #: a -> -a
print(a)                      #: ->
#! error undefined-name 1:3

### Deleting an element or an attribute changes the owner
d = {'a': 1}                  #: -> d
del d['a']                    #: d -> ~d

### Augmented assignment of a number is a rebinding
a = 1                         #: -> a
a += 1                        #: [work] a -> a

### Augmented assignment of a list changes it for all who have it
a = [1]                       #: -> a
b = a                         #: a -> b
a += [2]                      #: a b -> a ~b
print(b)                      #: b ->
#! together 2-3 a b

### Builtins are nobody's
print(len([1]), sum([2]), __name__)   #: __name__ ->

### A builtin that the notebook rebinds is a variable from then on
print(max([1, 2]))            #: ->
max = 3                       #: -> max
print(max)                    #: max ->

### An annotation without a value binds nothing
x: int                        #: ->
x = [1]                       #: -> x

### Annotations are evaluated
from typing import List       #: -> List
names: List[str] = []         #: List -> names

### A match binds what its patterns capture
command = ['go', 'north']     #: -> command
match command:
    case ['go', direction]:
        print(direction)
    case [first, *rest]:
        print(first, rest)    #: command -> direction? first? rest?

### A match that always matches binds on each way
command = [1]                 #: -> command
match command:
    case [x]:
        y = x
    case other:
        y = other             #: command -> x? other? y

### Global statements at the top mean nothing
global a                      #: [nothing] ->
a = [1]                       #: -> a

### A name under except NameError may be missing
try:
    print(maybe)
except NameError:
    maybe = 0                 #: -> maybe?
print(maybe)                  #: maybe ->

### Names that are not there are told, and so are those that come too late
print(nothing)                #: ->
print(late)                   #: ->
# %%
late = [1]                    #: -> late
#! error undefined-name 1:1
#! error undefined-name 1:2

### In a branch a missing name may do no harm
debug = False                 #: -> debug
if debug:
    print(nothing)            #: debug ->
#! warning undefined-name 1:3

### A builtin that is read before the notebook gives its name a value is no constant
print(sum([1]))               #: ->
sum = 3                       #: [work] -> sum
print(sum)                    #: sum ->

### Annotations that are never evaluated
from __future__ import annotations   #: -> annotations
# %%
def f(x: Later) -> Nothing:
    return x                  #: [definition] -> f

### A function that refers to nothing is a definition
def double(x):
    y = x * 2
    return y                  #: [definition] -> double
print(double(3))              #: double ->

### Definitions may refer to imports, constants and other definitions
import math                   #: [import] -> math
LIMIT = 10                    #: [constant] -> LIMIT
def inner(x):
    return math.sqrt(x)       #: [definition] math -> inner
def outer(x):
    return inner(min(x, LIMIT))   #: [definition] inner LIMIT -> outer
y = outer(3)                  #: outer inner LIMIT math -> y

### A function that reads a variable needs it where it is called, not where it stands
def total():
    return sum(rows)          #: [local-definition] -> total
rows = [1, 2]                 #: -> rows
print(total())                #: total rows ->

### Through calls of calls
rows = [1, 2]                 #: -> rows
def first():
    return rows[0]            #: [local-definition] -> first
def shown():
    print(first())            #: [local-definition] first -> shown
shown()                       #: shown first rows ->

### A function that binds a global
def start():
    global count
    count = [0]               #: [local-definition] -> start
start()                       #: start -> count
print(count)                  #: count ->

### A function that perhaps binds a global
count = [0]                   #: -> count
def maybe(flag):
    global count
    if flag:
        count = [1]           #: -> maybe
maybe(1)                      #: maybe count? -> count?
print(count)                  #: count ->

### A function that changes a global
log = []                      #: -> log
def note(x):
    log.append(x)             #: -> note
note(1)                       #: note log -> ~log
print(log)                    #: log ->

### A function that changes what it is given
def grow(items):
    items.append(1)           #: [definition] -> grow
a = []                        #: -> a
grow(a)                       #: grow a -> ~a

### A function that changes a copy only
def grown(items):
    items = list(items)
    items.append(1)
    return items              #: -> grown
a = []                        #: -> a
b = grown(a)                  #: grown a -> b

### A function that gives back what it was given
def same(x):
    return x                  #: -> same
a = []                        #: -> a
b = same(a)                   #: same a -> b
b.append(1)                   #: a b -> ~a ~b
print(a)                      #: a ->
#! together 3-4 a b

### What two calls of one function make is not one
def fresh():
    return []                 #: -> fresh
a = fresh()                   #: fresh -> a
b = fresh()                   #: fresh -> b
a.append(1)                   #: a -> ~a
print(a, b)                   #: a b ->

### Several results are kept apart
def load():
    train = [1]
    test = [2]
    return train, test        #: -> load
train, test = load()          #: load -> train test
train.append(3)               #: train -> ~train
print(train, test)            #: train test ->

### Defaults are evaluated at the definition
start = [1]                   #: -> start
def f(x, begin=start):
    return begin              #: [work] start -> f
f(1).append(2)                #: f start -> ~f ~start
print(start)                  #: start ->
#! together 2-3 f start

### A default that is changed keeps state
def remember(x, seen=[]):
    seen.append(x)
    return seen               #: [work] -> remember
remember(1)                   #: remember -> ~remember
print(remember(2))            #: remember -> ~remember

### A default that is only read keeps none
def listed(x, seen=[]):
    return [x, *seen]         #: [definition] -> listed
print(listed(1))              #: listed ->

### An attribute of a function is state
def f():
    return f.count            #: [work] -> f
f.count = 0                   #: f -> ~f
print(f())                    #: f ->

### A decorator of the notebook
def twice(function):
    def wrapper(*args):
        function(*args)
        return function(*args)
    return wrapper            #: [definition] -> twice
log = []                      #: -> log
@twice
def note(x):
    log.append(x)             #: [local-definition] twice -> note
note(1)                       #: note log -> ~log
print(log)                    #: log ->

### A decorator that is a variable
import functools              #: -> functools
counts = {}                   #: -> counts
def counted(function):
    @functools.wraps(function)
    def wrapper(*args):
        counts['n'] = counts.get('n', 0) + 1
        return function(*args)
    return wrapper            #: [local-definition] functools -> counted
@counted
def f(x):
    return x                  #: [work] counted counts? functools -> f
f(1)                          #: f counts -> ~counts ~f
print(counts)                 #: counts ->
#! together 4-5 counts f

### Recursion
def factorial(n):
    return 1 if n < 2 else n * factorial(n - 1)   #: [definition] -> factorial
print(factorial(5))           #: factorial ->

### Functions that call each other
def even(n):
    return n == 0 or odd(n - 1)   #: [definition] odd -> even
def odd(n):
    return n > 0 and even(n - 1)  #: [definition] even -> odd
print(even(3))                #: even odd? ->

### A recursion that collects
found = []                    #: -> found
def walk(tree):
    found.append(tree[0])
    for child in tree[1:]:
        walk(child)           #: [local-definition] -> walk
walk([1, [2]])                #: walk found -> ~found
print(found)                  #: found ->

### A function as an argument is called
table = {}                    #: -> table
def look(x):
    return table.get(x)       #: -> look
values = list(map(look, [1, 2]))   #: look table -> values

### A lambda as an argument reads
import pandas as pd           #: -> pd
table = {}                    #: -> table
df = pd.DataFrame({'a': [1]})   #: pd -> df
b = df.apply(lambda row: table.get(row.a), axis=1)   #: df table -> b

### A lambda that is kept takes along what it reads
rate = [1]                    #: -> rate
f = lambda x: x * rate[0]     #: [work] rate? -> f
print(f(2))                   #: f rate ->

### What a kept function reads, written between its making and its use
rate = 1                      #: -> rate
scale = {'f': lambda x: x * rate}   #: rate? -> scale
rate = 2                      #: -> rate
print(scale['f'](3))          #: scale rate ->
#! bond 2-4 scale

### What a kept function reads, changed between
seen = []                     #: -> seen
f = lambda x: seen.append(x)  #: seen? -> f
f(1)                          #: f seen -> ~f ~seen
print(seen)                   #: seen ->
#! together 2-3 f seen

### A closure keeps what the call was given
def adder(n):
    def add(x):
        return x + n
    return add                #: [definition] -> adder
add_two = adder(2)            #: [work] adder -> add_two
print(add_two(3))             #: add_two ->

### A closure with state of its own
def counter():
    count = [0]
    def step():
        count[0] += 1
        return count[0]
    return step               #: -> counter
tick = counter()              #: counter -> tick
tick()                        #: tick -> ~tick
print(tick())                 #: tick -> ~tick

### nonlocal
def counter():
    count = 0
    def step():
        nonlocal count
        count += 1
        return count
    return step()             #: [definition] -> counter
print(counter())              #: counter ->

### Star arguments
def collect(*items, **named):
    items[0].append(1)
    named['extra'].append(2)  #: -> collect
a = []                        #: -> a
b = []                        #: -> b
collect(a, extra=b)           #: collect a b -> ~a ~b
rest = [a]                    #: a -> rest
collect(*rest, extra=[])      #: collect rest a -> ~a ~rest
print(a, b)                   #: a b ->
#! together 5-6 a rest

### A function that is defined twice is a value like any other
def f():
    return 1                  #: [work] -> f
print(f())                    #: f ->
def f():
    return 2                  #: [work] -> f
print(f())                    #: f ->

### A function under a condition
flag = 1                      #: -> flag
if flag:
    def f():
        return 1              #: [work] flag -> f?
print(f())                    #: f ->

### A missing name inside a function is told where it is called
def f():
    return nothing            #: ->f
f()                           #: f ->
#! error undefined-name 1:2

### Nobody misses a name in a function that nobody calls
def f():
    return nothing            #: [definition] -> f

### An import inside of a function
def f():
    import math
    return math.pi            #: [definition] -> f
print(f())                    #: f ->

### A parameter of the notebook's that a function reads
# %% parameters
rate = 0.1                    #: [parameter] -> rate
# %%
def f(x):
    return x * rate           #: [local-definition] -> f
print(f(1))                   #: f rate ->

### A generator function runs when it is gone through
rows = [1]                    #: -> rows
def each():
    for row in rows:
        yield row             #: [local-definition] -> each
values = list(each())         #: each rows? -> values

### The name of a parameter shadows
data = [1]                    #: -> data
def f(data=data):
    data = [2]
    return data               #: [work] data -> f
print(f())                    #: f ->

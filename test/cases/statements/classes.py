### A class that refers to nothing is a definition
class Point:
    def __init__(self, x):
        self.x = x            #: [definition] -> Point
p = Point([1])                #: Point -> p
print(p.x)                    #: p ->

### A class that refers to a variable is stored as a value
rate = [1]                    #: -> rate
class Scaler:
    def scaled(self, x):
        return x * rate[0]    #: [work] rate? -> Scaler
s = Scaler()                  #: Scaler -> s
print(s.scaled(3))            #: s rate ->

### A variable that a class reads is bound again before its use
rate = [1]                    #: -> rate
class Scaler:
    def scaled(self, x):
        return x * rate[0]    #: rate? -> Scaler
rate = [2]                    #: -> rate
print(Scaler().scaled(3))     #: Scaler rate ->
#! bond 2-4 Scaler

### A method that changes its instance
class Log:
    def __init__(self):
        self.lines = []
    def add(self, line):
        self.lines.append(line)
    def show(self):
        print(self.lines)     #: -> Log
log = Log()                   #: Log -> log
log.add('a')                  #: log -> ~log
log.show()                    #: log ->

### An instance keeps what it is given
class Holder:
    def __init__(self, items):
        self.items = items
    def grow(self):
        self.items.append(1)  #: -> Holder
a = []                        #: -> a
h = Holder(a)                 #: Holder a -> h
h.grow()                      #: h a -> ~h ~a
print(a)                      #: a ->
#! together 3-4 a h

### Setting an attribute changes the instance
class Thing:
    pass                      #: [definition] -> Thing
t = Thing()                   #: Thing -> t
t.name = 'a'                  #: t -> ~t
print(t.name)                 #: t ->

### A class that counts has state
class Counter:
    made = 0
    def __init__(self):
        Counter.made += 1     #: [work] -> Counter
c = Counter()                 #: Counter -> c ~Counter
print(Counter.made)           #: Counter ->

### An attribute that instances share
class Shared:
    items = []
    def add(self, x):
        self.items.append(x)  #: [work] -> Shared
s = Shared()                  #: Shared -> s
s.add(1)                      #: s Shared -> ~s ~Shared
print(Shared.items)           #: Shared ->
#! together 2-3 Shared s

### A derived class
class Base:
    def __init__(self):
        self.items = []
    def add(self, x):
        self.items.append(x)  #: [definition] -> Base
class Derived(Base):
    def __init__(self):
        super().__init__()
        self.other = []       #: [definition] Base -> Derived
d = Derived()                 #: Derived -> d
d.add(1)                      #: d -> ~d
print(d.items)                #: d ->

### A class derived from a variable
flag = 1                      #: -> flag
if flag:
    class Base:
        pass                  #: [work] flag -> Base?
class Derived(Base):
    pass                      #: [work] Base -> Derived

### A property
class Rows:
    def __init__(self, rows):
        self._rows = rows
    @property
    def first(self):
        return self._rows[0]  #: [definition] -> Rows
a = [[1]]                     #: -> a
r = Rows(a)                   #: Rows a -> r
r.first.append(2)             #: a r -> ~a ~r
print(a)                      #: a ->
#! together 3-4 a r

### A data class keeps its fields
from dataclasses import dataclass, field   #: -> dataclass field
@dataclass
class Config:
    rows: list
    size: int = 1             #: [definition] dataclass -> Config
a = []                        #: -> a
c = Config(a)                 #: Config a -> c
c.rows.append(1)              #: a c -> ~a ~c
print(a)                      #: a ->
#! together 4-5 a c

### Class methods and static methods
class Made:
    @classmethod
    def of(cls, x):
        return cls()
    @staticmethod
    def double(x):
        return x * 2          #: [definition] -> Made
m = Made.of(1)                #: Made -> m
print(m.double(2))            #: m ->

### An instance that is called
class Adder:
    def __init__(self):
        self.seen = []
    def __call__(self, x):
        self.seen.append(x)
        return x              #: -> Adder
add = Adder()                 #: Adder -> add
add(1)                        #: add -> ~add
print(add.seen)               #: add ->

### Printing an instance follows how it is shown
shown = []                    #: -> shown
class Thing:
    def __repr__(self):
        shown.append(1)
        return 'thing'        #: [work] shown? -> Thing
t = Thing()                   #: Thing -> t
print(t)                      #: t shown -> ~shown ~t
print(shown)                  #: shown ->
#! together 2-3 Thing shown
#! together 3-4 shown t

### A network's method that the library calls
import torch                  #: -> torch
size = [3]                    #: -> size
class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = torch.nn.Linear(size[0], 1)
    def forward(self, x):
        return self.fc(x)     #: [work] torch size? -> Net
net = Net()                   #: Net size torch -> net
print(net(torch.ones(3)))     #: net torch -> ~net
# %%
torch.save(net, 'net.pt')     #: torch net file:net.pt? -> ~file:net.pt

### A property that is set
seen = []                     #: -> seen
class Box:
    @property
    def value(self):
        return self._value
    @value.setter
    def value(self, new):
        seen.append(new)
        self._value = new     #: [work] seen? -> Box
b = Box()                     #: Box -> b
b.value = [1]                 #: b seen -> ~b ~seen
print(b.value, seen)          #: b seen ->
#! together 2-3 Box seen
#! together 3-4 b seen

### Elements that are set
log = []                      #: -> log
class Table:
    def __setitem__(self, key, value):
        log.append(key)       #: [work] log? -> Table
t = Table()                   #: Table -> t
t['a'] = 1                    #: t log -> ~t ~log
print(log)                    #: log ->
#! together 2-3 Table log
#! together 3-4 log t

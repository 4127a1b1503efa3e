### An alias is changed by way of the other name
a = [1]                       #: -> a
b = a                         #: a -> b
# %%
b.append(2)                   #: a b -> ~a ~b
# %%
print(a)                      #: a ->
#! together 2-3 a b

### An alias that nobody needs later is no matter
a = [1]                       #: -> a
b = a                         #: a -> b
a.append(2)                   #: a -> ~a
print(a)                      #: a ->

### A loop over several frames changes each
import pandas as pd           #: -> pd
train = pd.DataFrame({'a': [1]})   #: pd -> train
test = pd.DataFrame({'a': [1]})    #: pd -> test
for df in [train, test]:
    df['b'] = 1               #: train test -> df ~train ~test
print(train, test)            #: train test ->

### What lies in a list is changed by way of the list
a = [1]                       #: -> a
boxes = [a, [2]]              #: a -> boxes
boxes[0].append(3)            #: a boxes -> ~a ~boxes
print(a)                      #: a ->
#! together 2-3 a boxes

### What lies in a list beside it is not
a = [1]                       #: -> a
b = [2]                       #: -> b
boxes = [a, b]                #: a b -> boxes
boxes[1].append(3)            #: b boxes -> ~b ~boxes
print(a, b)                   #: a b ->
#! together 3-4 b boxes

### Under keys of a dictionary
a = [1]                       #: -> a
b = [2]                       #: -> b
d = {'a': a, 'b': b}          #: a b -> d
d['a'].append(3)              #: a d -> ~a ~d
name = 'b'                    #: -> name
d[name].append(3)             #: b d name -> ~b ~d
print(a, b)                   #: a b ->
#! together 3-4 a d
#! together 3-6 b d

### Under a key that is not known it may be each
a = [1]                       #: -> a
b = [2]                       #: -> b
d = {'a': a, 'b': b}          #: a b -> d
for key in d:
    d[key].append(3)          #: a b d -> key? ~a ~b ~d
print(a, b)                   #: a b ->
#! together 3-4 a d
#! together 3-4 b d

### A result that grows over cells
results = {}                  #: -> results
# %%
results['a'] = 1              #: results -> ~results
# %%
results['b'] = 2              #: results -> ~results
# %%
print(results)                #: results ->

### A copy is another
import copy                   #: -> copy
a = [[1]]                     #: -> a
b = copy.deepcopy(a)          #: copy a -> b
b[0].append(2)                #: b -> ~b
print(a, b)                   #: a b ->

### A shallow copy has the same elements
a = [[1]]                     #: -> a
b = list(a)                   #: a -> b
b.append([3])                 #: b -> ~b
b[0].append(2)                #: a b -> ~a ~b
print(a, b)                   #: a b ->
#! together 2-4 a b

### What passes a cut twice and is changed by a third
a = [1]                       #: -> a
b = [a]                       #: a -> b
c = a                         #: a -> c
del a                         #: a -> -a
c.append(2)                   #: b c -> ~b ~c
print(b, c)                   #: b c ->
#! together 2-3 a b
#! together 3-4 a b c
#! together 4-5 b c

### Two names of one table
import pandas as pd           #: -> pd
df = pd.DataFrame({'a': [1]})   #: pd -> df
data = df                     #: df -> data
data['b'] = 1                 #: data df -> ~data ~df
print(df)                     #: df ->
#! together 3-4 data df

### Arithmetic makes something new
import numpy as np            #: -> np
a = np.arange(3)              #: np -> a
b = a + 1                     #: a -> b
a[0] = 5                      #: a -> ~a
print(a, b)                   #: a b ->

### A view of an array sees its changes, and cannot be stored apart from it
import numpy as np            #: -> np
a = np.arange(3)              #: np -> a
b = a[1:]                     #: a -> b
# %%
a[1] = 5                      #: a b -> ~a ~b
print(b)                      #: b ->
#! bond 3-4 a

### A view that is not needed any more binds nothing
import numpy as np            #: -> np
a = np.arange(3)              #: np -> a
b = a[1:]                     #: a -> b
print(b)                      #: b ->
# %%
a[1] = 5                      #: a -> ~a
print(a)                      #: a ->

### A generator's values
a = [[1]]                     #: -> a
b = [item for item in a]      #: a -> b
b[0].append(1)                #: a b -> ~a ~b
print(a)                      #: a ->
#! together 2-3 a b

### zip, enumerate, items
a = [[1]]                     #: -> a
names = ['x']                 #: -> names
for i, (name, item) in enumerate(zip(names, a)):
    item.append(i)            #: names a -> i? name? item? ~a
d = dict(zip(names, a))       #: names a -> d
for key, value in d.items():
    value.append(1)           #: a d -> key? value? ~a ~d
print(a)                      #: a ->
#! together 4-5 a d

### An unknown function may keep what it is given
from somewhere import Holder, tidy   #: -> Holder tidy
a = [1]                       #: -> a
h = Holder(a)                 #: Holder a -> h
a.append(2)                   #: a h -> ~a ~h
print(h)                      #: h ->
#! together 3-4 a h

### An unknown function as a statement may change what it is given
from somewhere import tidy    #: -> tidy
a = [1]                       #: -> a
tidy(a)                       #: tidy a -> ~a
n = tidy(a)                   #: tidy a -> n
print(a, n)                   #: a n ->

### An unknown method may change its object
from somewhere import Thing   #: -> Thing
t = Thing()                   #: Thing -> t
t.frobnicate(1)               #: t -> ~t
x = t.zorch()                 #: t -> x ~t
print(t)                      #: t ->

### A tuple cannot be changed, what is in it can
a = ([1], 2)                  #: -> a
b = a[0]                      #: a -> b
b.append(3)                   #: a b -> ~a ~b
print(a)                      #: a ->
#! together 2-3 a b

### setattr and getattr
class Thing:
    pass                      #: -> Thing
t = Thing()                   #: Thing -> t
setattr(t, 'rows', [])        #: t -> ~t
getattr(t, 'rows').append(1)  #: t -> ~t
print(t)                      #: t ->

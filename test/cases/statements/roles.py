### Imports, also where one may fail
import numpy as np            #: [import] -> np
from os import path, sep      #: [import] -> path sep
import os.path                #: [import] -> os
try:
    import xgboost as xgb
except ImportError:
    xgb = None                #: [import] -> xgb
print(np, path, sep, os, xgb) #: np path sep os xgb ->

### The same import twice
import numpy as np            #: [import] -> np
# %%
import numpy as np            #: [import] -> np
print(np)                     #: np ->

### An import whose name is bound again is a value like any other
from statistics import mean   #: [work] -> mean
mean = mean([1, 2])           #: [work] mean -> mean
print(mean)                   #: mean ->

### Constants
RATE = 0.5                    #: [constant] -> RATE
SIZE = 3 * 4                  #: [constant] -> SIZE
NAME = f'{SIZE} rows'         #: [constant] SIZE -> NAME
PAIR = (SIZE, NAME)           #: [constant] SIZE NAME -> PAIR
A, B = 1, 2                   #: [constant] -> A B
print(RATE, PAIR, A, B)       #: RATE PAIR A B ->

### What changes, or may be changed, is no constant
count = 0                     #: [work] -> count
count = count + 1             #: [work] count -> count
rows = [1, 2]                 #: [work] -> rows
size = len(rows)              #: [work] rows -> size
print(count, size)            #: count size ->

### Parameters
# %% parameters
rate = 0.1                    #: [parameter] -> rate
layers = [8, 8]               #: [parameter] -> layers
path = 'data.csv'             #: [parameter] -> path
size = len(layers)            #: [work] layers -> size
# %%
print(rate, layers, path, size)   #: rate layers path size ->

### The last expression of a cell is displayed
a = [1]                       #: [work] -> a
a                             #: [nothing] a ->
a                             #: [display] a ->
# %%
a.append(2)                   #: [work] a -> ~a
# %%
a;                            #: [nothing] a ->
# %%
'''a text'''                  #: [display] ->

### What has no effect
pass                          #: [nothing] ->
'''a comment'''               #: [nothing] ->
a = [1]                       #: [work] -> a

### Display is there without being imported
a = [1]                       #: -> a
display(a)                    #: [work] a ->

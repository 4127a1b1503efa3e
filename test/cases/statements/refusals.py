### What IPython alone has
print(_, __, Out[3])          #: ->
get_ipython().run_line_magic('ls', '')   #: ->
#! error ipython 1:1
#! error ipython 1:1
#! error ipython 1:1
#! error ipython 1:2

### Input
name = input('name?')         #: -> name
#! error input 1:1

### Names that cannot be followed
globals()['a'] = 1            #: ->
exec(open('a.py').read())     #: file:a.py? ->
#! error namespace 1:1
#! error namespace 1:2

### Code in a text that is known is followed
a = [1]                       #: -> a
exec('a.append(2); b = a')    #: a -> b ~a
print(eval('a[0] + len(b)'))  #: a b ->

### Whether this is a notebook, asked with care
try:
    get_ipython()
    in_notebook = True
except NameError:
    in_notebook = False       #: -> in_notebook

### Processes are handed functions that refer to variables
from multiprocessing import Pool   #: -> Pool
from joblib import Parallel, delayed   #: -> Parallel delayed
rate = [2]                    #: -> rate
def scaled(x):
    return x * rate[0]        #: [local-definition] -> scaled
def doubled(x):
    return 2 * x              #: [definition] -> doubled
a = Parallel(n_jobs=2)(delayed(scaled)(x) for x in [1])   #: Parallel delayed scaled rate? -> a
# %%
with Pool(2) as pool:
    b = pool.map(doubled, [1])
    c = pool.map(scaled, [1])   #: Pool doubled scaled rate -> pool b c
#! error unfollowed 2:3

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

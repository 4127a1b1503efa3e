### Bound in one branch only, the old value may be needed
a = [1]                       #: -> a
flag = input_flag = 1         #: -> flag input_flag
if flag:
    a = [2]                   #: a? flag -> a?
print(a)                      #: a ->

### Where nobody reads it later, nothing is needed of the old value
a = [1]                       #: -> a
if len('x'):
    a = [2]                   #: -> a?

### Bound in both branches it is bound
flag = 1                      #: -> flag
if flag:
    a = [1]
else:
    a = [2]                   #: flag -> a
print(a)                      #: a ->

### A loop may not run at all
values = [1]                  #: -> values
for v in values:
    last = v                  #: values -> v? last?
print(last)                   #: last ->

### A loop over something that is surely not empty runs
for v in [1, 2]:
    last = v                  #: -> v last
for k in range(3):
    pass                      #: -> k
for k in range(len([])):
    pass                      #: -> k?

### A loop variable that is bound again by each loop passes nothing on
values = [1]                  #: -> values
for i in values:
    print(i)                  #: values -> i?
# %%
for i in values:
    print(i)                  #: values -> i?

### A loop that carries a value on needs it from before
values = [1]                  #: -> values
total = 0                     #: -> total
for v in values:
    total = total + v         #: total values -> v? total?
print(total)                  #: total ->

### While True runs until the first break
while True:
    a = [1]
    break
    b = 2                     #: -> a
print(a)                      #: a ->

### Break and else of a loop
values = [1]                  #: -> values
for v in values:
    if v > 0:
        found = v
        break
else:
    found = None              #: values -> v? found
print(found)                  #: found ->

### With binds for certain
with open('a.txt') as f:
    text = f.read()           #: file:a.txt? -> f text
print(text)                   #: text ->

### What suppress lets pass may not have been done
from contextlib import suppress   #: -> suppress
with suppress(ValueError):
    a = int('x')              #: suppress -> a?

### Try and except
try:
    a = [1]
except ValueError:
    a = None                  #: -> a
print(a)                      #: a ->

### What a body binds before it fails may be there
try:
    a = [1]
    b = int('x')
except ValueError:
    print('failed')           #: -> a? b?

### A handler that raises leads nowhere
try:
    a = [1]
except ValueError:
    raise                     #: -> a

### Finally is always done
try:
    a = [1]
finally:
    b = [2]                   #: -> a b

### The name of an exception is gone behind its handler
try:
    a = int('1')
except ValueError as error:
    print(error)              #: -> a? error?

### The main guard holds in a notebook
if __name__ == '__main__':
    a = [1]                   #: __name__ -> a
print(a)                      #: a ->

### Conditions that are written down are believed
if True:
    a = [1]                   #: -> a
if 0:
    print(nothing)            #: ->

### The condition of an expression
flag = 1                      #: -> flag
b = [2]                       #: -> b
a = b if flag else [0]        #: flag b? -> a

### Behind or, and: perhaps
b = [2]                       #: -> b
a = None or b                 #: b? -> a

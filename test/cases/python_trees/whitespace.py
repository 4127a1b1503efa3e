if a:
	b = 1
	if c:
	    d
        
	e

class A:
  	x = 1
  	y = 2
z = (1,
	2)
def f():
    
    return 1  + 2
last = 1 \
  + 2
if x: \
  y

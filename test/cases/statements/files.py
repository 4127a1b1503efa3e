### What is written is read again
import pandas as pd           #: -> pd
df = pd.DataFrame({'a': [1]})   #: pd -> df
df.to_csv('out/clean.csv')    #: df file:out/clean.csv? -> ~file:out/clean.csv
# %%
df = pd.read_csv('out/clean.csv')   #: pd file:out/clean.csv? -> df

### Paths are put together
import os                     #: -> os
from pathlib import Path      #: -> Path
import pandas as pd           #: -> pd
FOLDER = 'data'               #: [constant] -> FOLDER
NAME = os.path.join(FOLDER, 'a.csv')   #: [constant] os FOLDER -> NAME
a = pd.read_csv(NAME)         #: pd NAME file:data/a.csv? -> a
b = pd.read_csv(f'{FOLDER}/b.csv')   #: pd FOLDER file:data/b.csv? -> b
c = pd.read_csv(Path(FOLDER) / 'c.csv')   #: pd Path FOLDER file:data/c.csv? -> c
d = pd.read_csv(FOLDER + '/d.csv')   #: pd FOLDER file:data/d.csv? -> d

### A path that is not known may be any
import pandas as pd           #: -> pd
import sys                    #: -> sys
df = pd.read_csv(sys.argv[1])   #: pd sys file:*? -> df

### Several paths that are known
import pandas as pd           #: -> pd
frames = []                   #: -> frames
for name in ['a', 'b']:
    frames.append(pd.read_csv(name + '.csv'))   #: pd frames file:a.csv? file:b.csv? -> name ~frames

### Files that are opened
with open('a.txt', 'w') as f:
    f.write('text')           #: file:a.txt? -> f ~file:a.txt
# %%
text = open('a.txt').read()   #: file:a.txt? -> text
# %%
with open('b.txt', mode='a') as f:
    f.write(text)             #: text file:b.txt? -> f ~file:b.txt

### An open file stays in its step
f = open('a.txt')             #: file:a.txt? -> f
# %%
print(f.read())               #: f -> ~f
f.close()                     #: f -> ~f
#! bond 1-3 f

### Folders are made
import os                     #: -> os
os.makedirs('out', exist_ok=True)   #: [work] os file:out? -> ~file:out

### Models are kept
import joblib                 #: -> joblib
model = [1]                   #: -> model
joblib.dump(model, 'model.pkl')   #: joblib model file:model.pkl? -> ~file:model.pkl
again = joblib.load('model.pkl')  #: joblib file:model.pkl? -> again

### Commands of the shell
!ls data
#: file:*? ->
!wget http://example.com/a.csv
#: file:*? -> ~file:*
files = !ls data
#: file:*? -> files

### What is read from elsewhere is no file
import pandas as pd           #: -> pd
df = pd.read_csv('https://example.com/a.csv')   #: pd -> df

### A path that is given to something unknown
from somewhere import store   #: -> store
store([1], 'out/a.bin')       #: store file:out/a.bin? -> ~file:out/a.bin

### Methods of paths
from pathlib import Path      #: -> Path
p = Path('out/a.txt')         #: [constant] Path -> p
p.write_text('a')             #: p file:out/a.txt? -> ~file:out/a.txt
text = p.read_text()          #: p file:out/a.txt? -> text

### A figure is written
import matplotlib.pyplot as plt   #: -> plt
plt.plot([1, 2])              #: plt ->
plt.savefig('a.png')          #: plt file:a.png? -> ~file:a.png

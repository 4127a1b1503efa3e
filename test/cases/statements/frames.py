### Columns, labels and rows of a frame
import pandas as pd           #: -> pd
df = pd.read_csv('a.csv')     #: pd file:a.csv? -> df
df['b'] = df['a'] * 2         #: df -> ~df
df.loc[df.a > 3, 'c'] = 0     #: df -> ~df
df.iloc[0, 0] = 1             #: df -> ~df
df.columns = ['a', 'b', 'c']  #: df -> ~df
df.index.name = 'id'          #: df -> ~df
df.drop(columns='c', inplace=True)   #: df -> ~df
del df['b']                   #: df -> ~df
df.head()                     #: [display] df ->

### Looking changes nothing
import pandas as pd           #: -> pd
df = pd.read_csv('a.csv')     #: pd file:a.csv? -> df
df.head()                     #: df ->
df.info()                     #: df ->
df.describe()                 #: df ->
print(len(df), df.shape, df.dtypes)   #: df ->
df.plot()                     #: df ->
df.groupby('a').mean()        #: df ->
df['a'].value_counts()        #: df ->
df.isnull().sum()             #: df ->

### A new frame from another
import pandas as pd           #: -> pd
a = pd.read_csv('a.csv')      #: pd file:a.csv? -> a
b = a.copy()                  #: a -> b
c = pd.concat([a, b])         #: pd a b -> c
d = a.merge(b, on='x')        #: a b -> d
e = a[a.x > 1]                #: a -> e
f = a[['x', 'y']]             #: a -> f
g = a.drop(columns='x')       #: a -> g
h = a.rename(columns={'x': 'z'})   #: a -> h
a['new'] = 1                  #: a -> ~a
print(a, b, c, d, e, f, g, h) #: a b c d e f g h ->

### A new column does not show in a column taken before
import pandas as pd           #: -> pd
df = pd.read_csv('a.csv')     #: pd file:a.csv? -> df
y = df['target']              #: df -> y
# %%
df['new'] = 1                 #: df -> ~df
print(y)                      #: y ->

### A column that is changed in place may be the frame's own
import pandas as pd           #: -> pd
df = pd.read_csv('a.csv')     #: pd file:a.csv? -> df
df['age'].fillna(0, inplace=True)   #: df -> ~df
age = df['age']               #: df -> age
# %%
age.fillna(1, inplace=True)   #: age df -> ~age ~df
print(df)                     #: df ->
#! bond 4-5 age

### Names in the text of a query
import pandas as pd           #: -> pd
df = pd.read_csv('a.csv')     #: pd file:a.csv? -> df
least = [3]                   #: -> least
b = df.query('age > @least[0]')   #: df least -> b

### Pieces of data are split into new ones
import pandas as pd           #: -> pd
from sklearn.model_selection import train_test_split   #: -> train_test_split
df = pd.read_csv('a.csv')     #: pd file:a.csv? -> df
X, y = df.drop(columns='y'), df['y']   #: df -> X y
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)   #: train_test_split X y -> X_train X_test y_train y_test
# %%
X_train['new'] = 1            #: X_train -> ~X_train
print(X_test, y_train, y_test, X)   #: X_test y_train y_test X ->

### A function that plots with what it finds
import matplotlib.pyplot as plt   #: -> plt
import pandas as pd           #: -> pd
df = pd.read_csv('a.csv')     #: pd file:a.csv? -> df
def plot(column):
    plt.hist(df[column])
    plt.show()                #: [local-definition] plt -> plot
plot('a')                     #: plot plt df ->

### Figures stay in their step
import matplotlib.pyplot as plt   #: -> plt
fig, ax = plt.subplots()      #: plt -> fig ax
ax.plot([1, 2])               #: ax -> ~ax
# %%
ax.set_title('a')             #: ax -> ~ax
# %%
fig, ax = plt.subplots()      #: plt -> fig ax
ax.plot([3])                  #: ax -> ~ax
#! bond 2-4 ax
#! bond 5-6 ax

### A group of rows holds its frame
import pandas as pd           #: -> pd
df = pd.read_csv('a.csv')     #: pd file:a.csv? -> df
groups = df.groupby('a')      #: df -> groups
for name, group in groups:
    print(name, group.shape)  #: groups -> name? group?

### Rows of a frame
import pandas as pd           #: -> pd
df = pd.read_csv('a.csv')     #: pd file:a.csv? -> df
for i, row in df.iterrows():
    df.at[i, 'b'] = row['a']  #: df -> i? row? ~df
print(df)                     #: df ->

### Draws depend on the seed and on one another
import numpy as np            #: -> np
np.random.seed(0)             #: [work] np -> random:numpy
a = np.random.rand(3)         #: np random:numpy -> a ~random:numpy
b = np.zeros(3)               #: np -> b
c = np.random.normal(size=3)  #: np random:numpy -> c ~random:numpy

### Without a seed nothing depends on the numbers drawn
import numpy as np            #: -> np
a = np.random.rand(3)         #: np -> a

### A seed begins anew
import numpy as np            #: -> np
np.random.seed(0)             #: np -> random:numpy
a = np.random.rand(3)         #: np random:numpy -> a ~random:numpy
np.random.seed(1)             #: np -> random:numpy
b = np.random.rand(3)         #: np random:numpy -> b ~random:numpy

### Draws before the first seed are nobody's
import random                 #: -> random
a = random.random()           #: random -> a
random.seed(3)                #: random -> random:python
b = random.random()           #: random random:python -> b ~random:python

### A function that draws
import numpy as np            #: -> np
np.random.seed(0)             #: np -> random:numpy
def noise():
    return np.random.rand()   #: [definition] np -> noise
a = noise()                   #: noise np random:numpy -> a ~random:numpy

### A function that seeds
import numpy as np            #: -> np
import random                 #: -> random
def seed_all(n):
    np.random.seed(n)
    random.seed(n)            #: [definition] np random -> seed_all
seed_all(3)                   #: [work] seed_all np random -> random:numpy random:python
a = np.random.rand(3)         #: np random:numpy -> a ~random:numpy

### A model draws unless its random state is given
import numpy as np            #: -> np
from sklearn.ensemble import RandomForestClassifier   #: -> RandomForestClassifier
np.random.seed(0)             #: np -> random:numpy
X, y = [[1], [2]], [0, 1]     #: -> X y
a = RandomForestClassifier()  #: RandomForestClassifier -> a
a.fit(X, y)                   #: a X y random:numpy -> ~a ~random:numpy
b = RandomForestClassifier(random_state=1)   #: RandomForestClassifier -> b
b.fit(X, y)                   #: b X y -> ~b

### What is unknown may draw from any generator that was seeded
import numpy as np            #: -> np
from somewhere import compute #: -> compute
np.random.seed(0)             #: np -> random:numpy
a = compute(1)                #: compute random:numpy -> a ~random:numpy

### A generator of the notebook's own
import numpy as np            #: -> np
rng = np.random.default_rng(0)   #: np -> rng
a = rng.normal(size=3)        #: rng -> a ~rng
b = rng.normal(size=3)        #: rng -> b ~rng

### What draws its own numbers leaves the global generator alone
import numpy as np            #: -> np
import seaborn as sns         #: -> sns
from sklearn.ensemble import RandomForestClassifier   #: -> RandomForestClassifier
SEED, TREES = 1, 10           #: -> SEED TREES
df = sns.load_dataset('tips')   #: sns -> df
options = {'random_state': 0, 'n_estimators': 3}   #: -> options
np.random.seed(0)             #: np -> random:numpy
g = sns.FacetGrid(df, col='sex')   #: sns df -> g
sns.catplot(data=df, x='sex', y='tip', kind='box')   #: sns df ->
sns.catplot(data=df, x='sex', y='tip')   #: sns df random:numpy -> ~random:numpy
a = RandomForestClassifier(n_estimators=TREES, random_state=SEED).fit(df, df)   #: RandomForestClassifier TREES SEED df -> a
b = RandomForestClassifier(**options).fit(df, df)   #: RandomForestClassifier options df -> b
c = RandomForestClassifier().fit(df, df)   #: RandomForestClassifier df random:numpy -> c ~random:numpy

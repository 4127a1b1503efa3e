### Options and styles
import matplotlib.pyplot as plt   #: -> plt
import numpy as np            #: -> np
import os                     #: -> os
import pandas as pd           #: -> pd
import seaborn as sns         #: -> sns
import sys                    #: -> sys
import warnings               #: -> warnings
plt.rcParams['figure.figsize'] = (8, 4)   #: [setting] plt ->
plt.rcParams.update({'font.size': 9})     #: [setting] plt ->
plt.style.use('ggplot')       #: [setting] plt ->
pd.options.display.max_rows = 5           #: [setting] pd ->
pd.set_option('display.width', 100)       #: [setting] pd ->
np.set_printoptions(precision=3)          #: [setting] np ->
sns.set()                     #: [setting] sns ->
sns.set_theme(style='dark')   #: [setting] sns ->
os.environ['A'] = 'b'         #: [setting] os ->
sys.path.append('lib')        #: [setting] sys ->
warnings.filterwarnings('ignore')         #: [setting] warnings ->

### A setting that reads a variable which stays what it is
import matplotlib.pyplot as plt   #: -> plt
size = len([1, 2]) + 3        #: -> size
plt.rcParams['font.size'] = size   #: [setting] plt size ->

### A setting that reads a variable which changes
import matplotlib.pyplot as plt   #: -> plt
sizes = [3]                   #: -> sizes
plt.rcParams['font.size'] = sizes[0]   #: [work] plt sizes ->
sizes.append(4)               #: sizes -> ~sizes
print(sizes)                  #: sizes ->

### A function that sets things up
import matplotlib.pyplot as plt   #: -> plt
def setup():
    plt.rcParams['font.size'] = 9
    plt.style.use('ggplot')   #: [definition] plt -> setup
setup()                       #: [setting] setup plt ->

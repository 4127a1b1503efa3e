### Fitting changes the model and not the data
from sklearn.linear_model import LogisticRegression   #: -> LogisticRegression
X = [[1], [2]]                #: -> X
y = [0, 1]                    #: -> y
model = LogisticRegression(C=2)   #: LogisticRegression -> model
# %%
model.fit(X, y)               #: model X y -> ~model
# %%
print(model.predict(X))       #: model X ->

### A fitted model as the value of an expression
from sklearn.linear_model import LogisticRegression   #: -> LogisticRegression
X = [[1], [2]]                #: -> X
y = [0, 1]                    #: -> y
model = LogisticRegression().fit(X, y)   #: LogisticRegression X y -> model
score = model.score(X, y)     #: model X y -> score

### A pipeline fits its parts
from sklearn.pipeline import Pipeline   #: -> Pipeline
from sklearn.preprocessing import StandardScaler   #: -> StandardScaler
from sklearn.svm import SVC   #: -> SVC
X, y = [[1], [2]], [0, 1]     #: -> X y
scaler = StandardScaler()     #: StandardScaler -> scaler
pipe = Pipeline([('scale', scaler), ('svc', SVC())])   #: Pipeline scaler SVC -> pipe
pipe.fit(X, y)                #: pipe scaler X y -> ~pipe ~scaler
print(scaler.mean_)           #: scaler ->
#! together 6-7 pipe scaler

### A scaler that is fitted and used
from sklearn.preprocessing import StandardScaler   #: -> StandardScaler
train, test = [[1]], [[2]]    #: -> train test
scaler = StandardScaler()     #: StandardScaler -> scaler
a = scaler.fit_transform(train)   #: scaler train -> a ~scaler
b = scaler.transform(test)    #: scaler test -> b

### The history of a training
from tensorflow import keras  #: -> keras
X, y = [[1]], [0]             #: -> X y
model = keras.Sequential([keras.layers.Dense(1)])   #: keras -> model
model.compile(loss='mse')     #: model -> ~model
history = model.fit(X, y, epochs=2)   #: model X y -> history ~model
print(history.history, X)     #: history X ->

### A training loop
import torch                  #: -> torch
model = torch.nn.Linear(1, 1)   #: torch -> model
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)   #: torch model -> optimizer
# %%
for epoch in range(3):
    optimizer.zero_grad()
    loss = model(torch.ones(1)).sum()
    loss.backward()
    optimizer.step()          #: model optimizer torch -> epoch loss ~model ~optimizer
# %%
print(model)                  #: model ->
#! together 3-4 model optimizer

### Optimizers of a part and of the whole of a network of one's own
import torch                  #: -> torch
class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = torch.nn.Linear(1, 1)
    def forward(self, x):
        return self.fc(x)     #: torch -> Net
net = Net()                   #: Net torch -> net
groups = torch.optim.SGD([{'params': net.fc.parameters()}], lr=1)   #: torch net -> groups
chosen = torch.optim.SGD(filter(lambda p: p.requires_grad, net.parameters()), lr=1)   #: torch net -> chosen
listed = {'a': torch.optim.SGD(list(net.parameters()), lr=1)}   #: torch net -> listed
print(sum(p.numel() for p in net.parameters()))   #: net ->
torch.nn.utils.clip_grad_norm_(net.parameters(), 1)   #: torch net groups chosen listed -> ~net ~groups ~chosen ~listed
net.eval()                    #: net groups chosen listed -> ~net ~groups ~chosen ~listed
groups.step()                 #: net groups chosen listed -> ~groups ~net ~chosen ~listed
# %%
print(net, groups, chosen, listed)   #: net groups chosen listed ->
#! together 4-5 groups net
#! together 5-6 chosen net
#! together 5-6 chosen groups net
#! together 6-9 chosen listed net
#! together 6-10 chosen groups listed net

### Scores over several models
from sklearn.svm import SVC   #: -> SVC
from sklearn.tree import DecisionTreeClassifier   #: -> DecisionTreeClassifier
X, y = [[1], [2]], [0, 1]     #: -> X y
models = {'svc': SVC(), 'tree': DecisionTreeClassifier()}   #: SVC DecisionTreeClassifier -> models
scores = {}                   #: -> scores
for name, model in models.items():
    model.fit(X, y)
    scores[name] = model.score(X, y)   #: models X y scores -> name? model? ~models ~scores
print(scores, models)         #: scores models ->

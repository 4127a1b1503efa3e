x = "a"
if x:
    y = """b
c"""
    z = 1w = 2
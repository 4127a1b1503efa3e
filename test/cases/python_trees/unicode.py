# Bytes are not characters, and characters are not code units.
prix = "€" + café + "🐍" + naïve  # après
変数, ß = 数値["キー"], "é" * größe
µ = μ + ﬁnd
def f(é="𝔘", *ü): return é if ü else {"à": é}
"""🎉
é""" ; x = "é\
é" + y
𝑥 = 𝑦.𝑧(𝑥=1)

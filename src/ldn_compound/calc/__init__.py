"""The verbs: one bench question a module, plain formulas with their sources.

Each formula takes quantities, texts such as ``4.5 mg``, bare `~fractions.Fraction`
numbers or arrays in mg, mL and plain ratios, and gives back the same arithmetic.
"""

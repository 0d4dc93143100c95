"""Kinds of values that are no plain numbers (parts of a whole, times of day, results of games), and when and where they
were true."""

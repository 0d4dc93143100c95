"""Tells two reports that were made from one form from two deliveries of one report.

Weather, earthquakes, results, obituaries, notices: the sentences stand ready, and names, numbers and days are filled
in. Two such reports share nearly all of their words and report different things. Copies of one report differ too, but
elsewhere: an editor changes words and leaves the facts, a correction changes one fact among many.

    The quake of magnitude [3.9] was felt in [Velmar] on [Monday], the institute said.
    The quake of magnitude [4.6] was felt in [Orsa] on [Friday], the institute said.

The two texts are aligned word by word. Where they differ at the same place is a *slot*. A *fact* is a number, a day, or
a name: a capitalised word that no sentence begins with. A fact has changed where it stands in a slot and nowhere in the
other text. Scripts without capitals show names by their slots alone. A figure that was only rounded, or written with
other signs between its digits, has not changed. Where many slots hold other words and next to nothing else differs, the
texts are of one form too, whatever the words are: a power cut in Arabic, the tides, a recipe.
"""

"""English words of two to five letters whose capitals are acronyms too. In a sentence that is all in capitals they are
taken for the word (WHO WILL TELL US), in any other for the acronym."""

from __future__ import annotations

EVERYDAY_WORDS = frozenset(
    (  # noqa: SIM905  a list of words
        "act acts add age aid aids aim air all am an and ant any ape arc are arm art as ash ask at ate bad ban "
        "bar bark base basic bat be bed bee best big bit boss both bus but buy by call camp can cap car care cart "
        "case cash cat cast chip city come cop core cost cup cut dad dam dare dark day deal did die dig do dog "
        "dot dry due ear east eat egg end era eye face fact fan far fast fat few fire fit fix fly for fun gap gas "
        "get go god good got gun had has he help her here hers hi him his hit home hot how ice if ill in ink is "
        "it its jam jet job joy jump keep key kid law lay led leg less let lie life like line list live look lost "
        "lot love low mad made mail man map mars mask mass may me mean men met mid mix mob mode moon more most "
        "mud my name near need net new next nice no nor not now oak odd of off oil old on one open or our out "
        "over own pace pack pad page pain pan park pass past pat path pay peace pen per pet pie pin plan play "
        "poll pop post put ram ran rat raw read red rest rice rich rid ride right ring rise risk road role rose "
        "row rule run sad safe said salt same sat save saw say sea seal see self sell send set she ship shop sin "
        "sit six so some son star start stem step stop such sum sun swift take tall tap tax tea team tell ten "
        "than that the them then they this tip to too top try two up us use van vat very vote wall want war was "
        "way we west wet what when who why will win wish with work yes yet you your zip "
    ).split()
)

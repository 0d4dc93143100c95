"""The language of a text: detection, close languages told apart, declared languages, character sets."""

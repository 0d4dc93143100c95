"""What is read from the warehouse for people: reports of runs, records of articles."""

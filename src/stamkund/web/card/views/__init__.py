"""One file per thing that can be done on a card; every view finds, validates, acts and answers."""

"""How good a classifier is: figures with their ranges, and pictures held out fairly."""

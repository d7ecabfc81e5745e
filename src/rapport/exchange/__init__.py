"""What comes with the program to look at: the demo world."""

"""What templates can say: words, dates and numbers in the language of the reader."""

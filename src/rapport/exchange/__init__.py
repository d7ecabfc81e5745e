"""What passes between offices and into them: registers, and the demo world."""

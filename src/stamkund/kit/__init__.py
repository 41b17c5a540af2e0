"""Small pure building blocks that every room may use: identifiers, money, folded text."""

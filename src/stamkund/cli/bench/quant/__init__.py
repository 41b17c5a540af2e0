"""``stamkund bench quant``: the mathematics on made-up bases, beside libraries that do the same, where they are.

Every piece runs in a process of its own, so that its memory is its own: what it works on is made first and not counted.
"""

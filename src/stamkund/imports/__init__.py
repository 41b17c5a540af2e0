"""Files that become memory: received (raw bytes kept), mapped (remembered), checked (nothing written), published in
batches that can be resumed, and reverted whole, what they changed included."""

"""How good Jushi is, measured; whether the code is right is asked in tests/."""

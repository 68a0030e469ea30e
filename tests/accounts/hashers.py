"""Password hashes for tests."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class CheapArgon2(Argon2PasswordHasher):
    """argon2 with as little work as it allows."""

    time_cost, memory_cost, parallelism = 1, 8, 1

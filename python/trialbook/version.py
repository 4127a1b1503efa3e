"""The version of the client, as journals name it."""

VERSION = "0.1.0"
CLIENT = "trialbook-python " + VERSION

import os
import subprocess
import sys

from tests.program import ROOT

LEARN = """
import hashlib
from bot.understanding.features import Features
from bot.understanding.training import train

def of(text):
    return Features(tuple(text.split()), frozenset(text.split()[:1]))

said = [f"{verb} {noun} {number % 7}" for number, (verb, noun) in enumerate(
    (verb, noun) for verb in ("call", "join", "pay", "found") for noun in ("egg", "wood", "metal")
)] * 3
classifier = train([(text.split()[0], of(text)) for text in said])
scores = [guess.score for text in said for guess in classifier.rank(of(text))]
print(hashlib.sha256(classifier.weights.tobytes() + repr(scores).encode()).hexdigest())
"""


def learned(seed: str) -> str:
    """The digest of what a process learns that puts sets into an order of its own."""
    done = subprocess.run(
        [sys.executable, "-c", LEARN],
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_every_process_learns_the_same() -> None:
    assert learned("1") == learned("2") != ""

"""What `check` says of the knowledge."""

import json
from dataclasses import asdict

from knowledge.model import Knowledge
from knowledge.problem import KnowledgeError


def report(result: Knowledge | KnowledgeError, *, as_json: bool) -> str:
    """The problems, one line each, or that there are none; the JSON has the same."""
    problems = result.problems if isinstance(result, KnowledgeError) else ()
    if as_json:
        found = [asdict(problem) for problem in problems]
        return json.dumps({"sound": not problems, "problems": found}, ensure_ascii=False)
    match result:
        case KnowledgeError():
            count = "1 error" if len(problems) == 1 else f"{len(problems)} errors"
            return "\n".join([*map(str, problems), f"{count} in {result.folder}"])
        case Knowledge():
            return (
                f"The knowledge is sound: {len(result.clusters)} clusters, "
                f"{len(result.organisations)} organisations, {len(result.topics)} topics, "
                f"{len(result.sources)} sources."
            )

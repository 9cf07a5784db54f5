"""Reads an Open Contracting release package from stdin and says whether it keeps to the schema of OCDS 1.1 in tests/api/ocds."""

import json
import sys
from pathlib import Path

from jsonschema import Draft4Validator, FormatChecker

folder = Path(__file__).parent / "ocds"
release_schema = json.loads((folder / "release-schema.json").read_text(encoding="utf-8"))
package_schema = json.loads((folder / "release-package-schema.json").read_text(encoding="utf-8"))
# Each release is read against its own schema, which the package names by its address.
package_schema["properties"]["releases"]["items"] = {"type": "object"}

package = json.load(sys.stdin)
release = Draft4Validator(release_schema, format_checker=FormatChecker())
problems = [error.message for error in Draft4Validator(package_schema, format_checker=FormatChecker()).iter_errors(package)]
for number, one in enumerate(package["releases"]):
    problems += [f"release {number}: {'/'.join(map(str, error.path))}: {error.message}" for error in release.iter_errors(one)]
if not package["releases"]:
    problems.append("a package without releases tells nothing")
print(f"{len(package['releases'])} releases, {len(problems)} problems")
print("\n".join(problems[:20]))
sys.exit(1 if problems else 0)

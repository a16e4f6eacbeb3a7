#!/usr/bin/env bash
# Lets Cargo write the lockfile of fixtures/lockfiles/cargo/workspace anew, and lists what it says of it. Run by hand; needs cargo and the crates' registry.
set -euo pipefail
fixture=$(cd "$(dirname "$0")/../../fixtures/lockfiles/cargo/workspace" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$fixture/." "$work"
rm -f "$work/Cargo.lock"
touch "$work/lib.rs" "$work/crates/core/lib.rs"
mkdir -p "$work/crates/tools/src" && touch "$work/crates/tools/src/lib.rs"
(cd "$work" && cargo generate-lockfile --quiet && cargo tree --workspace --edges normal,build,dev --prefix depth --locked)
cp "$work/Cargo.lock" "$fixture/Cargo.lock"

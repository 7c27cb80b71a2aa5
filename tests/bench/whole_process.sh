#!/usr/bin/env bash
# Whole-process times, as ratios to reading the same bytes: bash tests/bench/whole_process.sh BUILD_DIR
set -euo pipefail
build=${1:-build/release}
corpus=$build/corpus
[ -d "$corpus" ] || "$build/tests/bench/yd-corpus" "$corpus"
yaodian=$(find "$build" -name yaodian -type f -perm -u+x | head -n 1)
hyperfine --warmup 2 --ignore-failure --export-json "$build/whole.json" \
    -n read "cat $corpus/*.yd" \
    -n check "$yaodian check --no-library --format json $corpus" \
    -n real-specs "$yaodian check specs"
python3 - "$build/whole.json" <<'PY'
import json, sys
r = {x['command']: x['mean'] for x in json.load(open(sys.argv[1]))['results']}
for k, v in r.items():
    print(f'{k}: {v * 1000:.1f} ms, {v / r["read"]:.1f} x reading the corpus')
PY
/usr/bin/time -f 'peak of check: %M KiB' "$yaodian" check --no-library --format json "$corpus" > /dev/null || true

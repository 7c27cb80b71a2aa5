#!/usr/bin/env bash
# Puts playwright-core beside the test (outside the source tree) and runs it. 77: left out.
set -u
node=$1 npm=$2 program=$3 chromium=$4 specs=$5 scratch=$6
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$scratch"
cp "$here"/package.json "$here"/package-lock.json "$here"/page.mjs "$scratch" || exit 1
if [ ! -d "$scratch/node_modules/playwright-core" ]; then
    if ! (cd "$scratch" && "$npm" ci --no-audit --no-fund --ignore-scripts) >"$scratch/npm.log" 2>&1; then
        echo "left out: playwright-core could not be fetched ($scratch/npm.log)"
        exit 77
    fi
fi
cd "$scratch" && exec "$node" page.mjs "$program" "$chromium" "$specs" "$scratch/work"

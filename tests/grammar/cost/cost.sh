#!/bin/sh
# Counts instructions per byte over the real specs: building the tree against the bare match of the same grammar.
# usage: cost.sh PROGRAM SOURCE_DIR   Fails above 20 a byte (UTF-8 check included) or 1.4 times the match.
set -eu
program=$1
files=$(find "$2/specs" -name '*.yd' -size +8k)
count() { # instructions of one of the three
    valgrind --tool=callgrind --callgrind-out-file=/dev/null --toggle-collect="cost_$1*" "$program" "$1" $files 2>&1 |
        awk '/Collected/ {n = $4} /^[0-9]+ [0-9]+$/ {b = $1} END {print n, b}'
}
set -- $(count tree) $(count match) $(count utf8)
awk -v tree="$1" -v bytes="$2" -v match_="$3" -v utf8="$5" 'BEGIN {
    printf "bytes %d\ninstructions per byte: utf8 %.2f, match %.2f, parse with tree %.2f (%.2f without the utf8 check)\n",
        bytes, utf8 / bytes, match_ / bytes, tree / bytes, (tree - utf8) / bytes
    ratio = (tree - utf8) / match_
    printf "tree / match %.2f (at most 1.40)\nparse / utf8 check %.1f\n", ratio, tree / utf8
    exit !(bytes > 0 && ratio <= 1.4 && tree / bytes < 20)
}'

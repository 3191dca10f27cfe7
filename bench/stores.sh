#!/usr/bin/env bash
# Answers one operation of each sort on both stores, so many times each (50), and
# prints the table of docs/performance.md: milliseconds of the store (median) and
# of the whole operation (mean), from its text to its JSON.
set -euo pipefail
cd "$(dirname "$0")/.."
go test -run '^$' -bench Operations -benchtime "${1:-50}x" -timeout 30m . | tee /dev/stderr | awk '
function value(unit,   i) { for (i = 3; i <= NF; i++) if ($i == unit) return $(i - 1) }
function shown(ns) { return sprintf(ns < 1e7 ? "%.2f" : "%.0f", ns / 1e6) }
/^BenchmarkOperations\// {
  split($1, path, "/"); store = path[2]; name = path[3]
  sub(/-[0-9]+$/, "", name); gsub("_", " ", name)
  if (!(name in price)) order[++count] = name
  price[name] = value("price")
  time[store, name] = shown(value("store-ns")); whole[store, name] = shown(value("ns/op"))
  if (store == "embedded") work[name] = value("touched"); else hits[name] = value("hits")
}
END {
  print "| operation | price | touched | embedded: store | whole | Neo4j: hits | store | whole |"
  print "|---|--:|--:|--:|--:|--:|--:|--:|"
  for (i = 1; i <= count; i++) { n = order[i]
    printf "| %s | %d | %d | %s | %s | %d | %s | %s |\n", n, price[n], work[n], time["embedded", n], whole["embedded", n], hits[n], time["neo4j", n], whole["neo4j", n] }
}'

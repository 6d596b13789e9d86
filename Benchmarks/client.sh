#!/bin/sh
# Measures the client beside Customer.io's official Python library and wrk, all against one loopback sink, and the
# sandbox under wrk.
# Needs python3 with venv, and wrk; builds the rest.
set -eu
cd "$(dirname "$0")/.."

work=$(mktemp -d)
servers=
trap 'for server in $servers; do kill "$server"; done; rm -rf "$work"' EXIT INT TERM

# BENCHMARK names one that is built already.
if [ -z "${BENCHMARK:-}" ]; then
  swift build -c release --product client-benchmark >&2
  BENCHMARK=$(swift build -c release --show-bin-path)/client-benchmark
fi
python3 -m venv "$work/python"
"$work/python/bin/pip" install --quiet customerio==3.2.0

mkfifo "$work/address"
"$BENCHMARK" sink >"$work/address" &
servers=$!
read -r address <"$work/address"

"$BENCHMARK" run "$address" >"$work/ours"
"$work/python/bin/python" Benchmarks/client.py "$address" >"$work/theirs"
for connections in 1 32; do
  wrk --threads 1 --connections "$connections" --duration 3 "$address/api/v1/accounts/region" |
    awk -v name="wrk_$connections" '/Requests\/sec/ { printf "%s %d\n", name, $2 }' >>"$work/wrk"
done

# The sandbox itself, so that it is never what is measured: every identify is another person.
mkfifo "$work/sandbox"
"$BENCHMARK" sandbox >"$work/sandbox" &
servers="$servers $!"
{ read -r sandbox && read -r AUTHORIZATION; } <"$work/sandbox"
export AUTHORIZATION
wrk --threads 1 --connections 32 --duration 5 --script Benchmarks/identify.lua "$sandbox" >"$work/identifies"
awk '/Requests\/sec/ { printf "sandbox %d\n", $2 } /Non-2xx/ { printf "sandbox_errors %d\n", $NF }' \
  "$work/identifies" >>"$work/wrk"

awk '
  FILENAME ~ /ours$/ { ours[$1] = $2; next }
  FILENAME ~ /theirs$/ { theirs[$1] = $2; next }
  { wrk[$1] = $2 }
  function row(title, a, b, ratio, goal) { printf "%-38s %12s %12s %8.2f   %s\n", title, a, b, ratio, goal }
  function rate(title, a, b, goal) { row(title, ours[a], theirs[b], ours[a] / theirs[b], goal) }
  END {
    printf "%-38s %12s %12s %8s   %s\n", "", "cio-console", "customerio", "ratio", "goal"
    rate("calls a second, one after another", "sequential.per_second", "sequential.per_second", ">= 2.3")
    rate("calls a second, 32 in flight (py: 16)", "in_flight_32.per_second", "in_flight_16.per_second", ">= 7")
    rate("people a second in batches", "batch_people.per_second", "batch_people.per_second", ">= 3")
    rate("CPU s per 1000 calls, one after another", "sequential.cpu_seconds_per_1000_calls",
      "sequential.cpu_seconds_per_1000_calls", "<= 0.5")
    rate("CPU s per 1000 calls, in flight", "in_flight_32.cpu_seconds_per_1000_calls",
      "in_flight_16.cpu_seconds_per_1000_calls", "<= 0.5")
    rate("peak memory, MiB", "peak_memory_mib", "peak_memory_mib", "")
    printf "\nThe sink itself, by wrk: %d calls a second on 1 connection, %d on 32.\n", wrk["wrk_1"], wrk["wrk_32"]
    printf "The sandbox, by wrk: %d identifies a second (goal: >= 20000), %d refused.\n",
      wrk["sandbox"], wrk["sandbox_errors"]
  }' "$work/ours" "$work/theirs" "$work/wrk"

#!/bin/sh
# Whole-process figures, as a person at the terminal meets them: `cargo xtask bench`.
#
# Reads the release build. Chinook comes from the test data (QUERIST_DATA, else ../shared/data);
# PostgreSQL and MariaDB from superuser URLs in QUERIST_TEST_POSTGRES and QUERIST_TEST_MARIADB, which
# `cargo xtask bench` sets. What is missing is named, not measured. Needs sqlite3 and GNU time.
set -eu
cd "$(dirname "$0")/.."
querist=${CARGO_TARGET_DIR:-target}/release/querist
data=${QUERIST_DATA:-../shared/data}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM
rows=${ROWS:-1000000}
runs=${RUNS:-11}

say() { printf '%-46s %10s   %s\n' "$1" "$2" "$3"; }

# Milliseconds of a command, the median of some runs; $2 is run before each, outside the clock.
median_ms() {
    n=0
    while [ "$n" -lt "$runs" ]; do
        eval "$2"
        from=$(date +%s%N)
        eval "$1" >/dev/null 2>&1
        to=$(date +%s%N)
        echo $(((to - from) / 10000))
        n=$((n + 1))
    done | sort -n | sed -n "$(((runs + 1) / 2))p" | awk '{ printf "%.1f", $1 / 100 }'
}

# Seconds and peak memory (MB) of one command.
seconds_and_mb() {
    command time -f '%e %M' -o "$scratch/time" sh -c "exec $1" >/dev/null 2>"$scratch/err" ||
        { cat "$scratch/err" >&2; return 1; }
    awk '{ printf "%s %.0f", $1, $2 / 1024 }' "$scratch/time"
}

fresh='rm -rf "$scratch/store"'
ask() { echo "$querist ask --data-dir $scratch/store --db $1 '$2'"; }

say "what" "measured" "claim"
say "----" "--------" "-----"

chinook=$data/samples/chinook.sqlite
if [ -e "$chinook" ]; then
    question=$(ask "$chinook" 'how many tracks are there?')
    say "first answer, cold, Chinook" "$(median_ms "$question" "$fresh") ms" "< 60 ms"
    say "next answer, new process, Chinook" "$(median_ms "$question" :) ms" ""
    rm -rf "$scratch/store"
    say "peak memory, first answer, Chinook" "$(seconds_and_mb "$question" | cut -d' ' -f2) MB" "< 60 MB"
else
    say "Chinook" "not run" "no test data"
fi

hundred=$scratch/hundred.sqlite
n=0
while [ "$n" -lt 100 ]; do
    echo "create table table_$n (id integer primary key, name text, amount numeric, made date,
          parent integer references table_$((n / 2)) (id));"
    n=$((n + 1))
done | sqlite3 "$hundred"
schema="$querist schema --data-dir $scratch/store --db $hundred"
say "schema of 100 tables, first, whole process" "$(median_ms "$schema" "$fresh") ms" "< 500 ms"
say "schema of 100 tables, cached, whole process" "$(median_ms "$schema" :) ms" "< 10 ms"

# A million rows of an order book, the same in every database.
numbers="with recursive n (n) as (select 1 union all select n + 1 from n where n < $rows)"
columns="n as id, concat('order ', n) as name, n * 0.25 as amount, n % 7 as branch"
table="create table big as $numbers select $columns from n"

compare() { # database, our address, the client's command
    ours=$(seconds_and_mb "$querist run --data-dir $scratch/store --timeout 300 --db $2 --out $scratch/big.csv 'select * from big'")
    theirs=$(seconds_and_mb "$3")
    lines=$(wc -l <"$scratch/big.csv")
    [ "$lines" -eq $((rows + 1)) ] || { echo "$1: $lines lines instead of $((rows + 1))" >&2; exit 1; }
    ratio=$(echo "$ours $theirs" | awk '{ printf "%.2f", $1 / $3 }')
    say "$rows rows to CSV, $1" "${ours%% *} s" "client: ${theirs%% *} s"
    say "  ratio to the client" "$ratio" "<= 1.5"
    say "  peak memory" "${ours##* } MB" "< 80 MB"
    rm -f "$scratch/big.csv"
}

sqlite3 "$scratch/big.sqlite" "create table big (id integer, name text, amount real, branch integer);
    $numbers insert into big select n, 'order ' || n, n * 0.25, n % 7 from n;"
compare SQLite "$scratch/big.sqlite" "sqlite3 -csv -header $scratch/big.sqlite 'select * from big' >$scratch/theirs.csv"

if [ -n "${QUERIST_TEST_POSTGRES:-}" ]; then
    psql -qX "$QUERIST_TEST_POSTGRES" -c 'drop table if exists big' -c "$table" 2>/dev/null
    compare PostgreSQL "$QUERIST_TEST_POSTGRES" \
        "psql -qX $QUERIST_TEST_POSTGRES -v FETCH_COUNT=10000 --csv -c 'select * from big' -o $scratch/theirs.csv"
    psql -qX "$QUERIST_TEST_POSTGRES" -c 'drop table big'
else
    say "PostgreSQL" "not run" "no QUERIST_TEST_POSTGRES"
fi

if [ -n "${QUERIST_TEST_MARIADB:-}" ]; then
    rest=${QUERIST_TEST_MARIADB#*://}
    user=${rest%%:*} && rest=${rest#*:}
    MYSQL_PWD=${rest%%@*} && rest=${rest#*@}
    export MYSQL_PWD
    port=${rest#*:} && port=${port%%/*}
    client="mariadb --no-defaults --protocol=tcp --host=127.0.0.1 --port=$port --user=$user"
    $client -e "drop database if exists bench; create database bench; use bench; set max_recursive_iterations = $rows + 1; $table"
    compare MariaDB "${QUERIST_TEST_MARIADB%/*}/bench" \
        "$client --quick --batch --database=bench -e 'select * from big' >$scratch/theirs.csv"
    $client -e 'drop database bench'
else
    say "MariaDB" "not run" "no QUERIST_TEST_MARIADB"
fi

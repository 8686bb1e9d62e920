#!/bin/sh
# What a table of ten million rows costs the index of stored values: `cargo xtask bench --large`.
#
# Three text columns: 500 towns, 50,000 streets, and a nickname for every visitor. For each database: the first
# question of a fresh store, one while the values are being read, how long until all are read, the peak memory of
# that conversation, and the same for `querist schema --read-values`. Reads the release build. PostgreSQL and MariaDB
# come from superuser URLs in QUERIST_TEST_POSTGRES and QUERIST_TEST_MARIADB, which `cargo xtask bench` sets; what is
# missing is named, not measured. Needs sqlite3, jq and GNU time, and 4 GB of disk.
set -eu
cd "$(dirname "$0")/.."
querist=${QUERIST:-${CARGO_TARGET_DIR:-target}/release/querist}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM
rows=${ROWS:-10000000}
most_seconds=${MOST_SECONDS:-900}

command -v jq >/dev/null || { echo "error: needs jq: apt-get install -y jq" >&2; exit 1; }

say() { printf '%-46s %12s   %s\n' "$1" "$2" "$3"; }

now() { date +%s%N; }

seconds_since() { echo "$1 $(now)" | awk '{ printf "%.1f", ($2 - $1) / 1e9 }'; }

schema() { "$querist" schema visits --json --db "$1" --data-dir "$scratch/store"; }

# Whether everything that can be read was read.
is_read() {
    schema "$1" | jq -e '.values | (.some + .none) | all(.why != "not_read_yet")' >/dev/null
}

# One conversation: a question, one while values are being read, one when all are.
converse() { # address
    rm -rf "$scratch/store" "$scratch/questions"
    mkfifo "$scratch/questions"
    command time -f '%M' -o "$scratch/time" "$querist" chat --format json --db "$1" \
        --data-dir "$scratch/store" <"$scratch/questions" >"$scratch/replies" 2>/dev/null &
    exec 3>"$scratch/questions"
    began=$(now)
    echo 'how many visits are there?' >&3
    until grep -q '"execution_time"' "$scratch/replies"; do sleep 0.05; done
    first=$(seconds_since "$began")
    echo 'how many visits in Town 499?' >&3
    until is_read "$1" || [ "$(($(now) - began))" -gt "${most_seconds}000000000" ]; do sleep 0.5; done
    all=$(seconds_since "$began")
    echo 'how many visits in Town 499?' >&3
    exec 3>&-
    wait
}

told() { jq -r '.metadata.warnings[]?' "$1" | sed 's/^/    /'; }

measure() { # name, address
    converse "$2"
    say "$1: first question" "$first s" "it waits 3 s for values at the most"
    jq -s -r '.[1].metadata.warnings[]?' "$scratch/replies" | sed 's/^/    told meanwhile: /'
    while_reading=$(jq -s '.[1].execution_time' "$scratch/replies")
    counted=$(jq -s -r '.[1].response' "$scratch/replies")
    say "$1: a question while values are read" "$(printf %.1f "$while_reading") s" "$counted"
    say "$1: all values read" "$all s" "in the background"
    jq -s -r '.[2].metadata.warnings[]?' "$scratch/replies" | sed 's/^/    told then: /'
    jq -s -r '"    answered then: " + .[2].response' "$scratch/replies"
    say "$1: peak memory of the conversation" "$(($(tail -1 "$scratch/time") / 1024)) MB" ""

    rm -rf "$scratch/store"
    command time -f '%e %M' -o "$scratch/time" "$querist" schema visits --read-values --db "$2" \
        --data-dir "$scratch/store" >"$scratch/told" 2>/dev/null
    say "$1: schema --read-values" "$(tail -1 "$scratch/time" | awk '{ printf "%.1f s, %.0f MB", $1, $2 / 1024 }')" ""
    sed -n 's/^note: /    told: /p' "$scratch/told"
    began=$(now)
    "$querist" ask --format json --db "$2" --data-dir "$scratch/store" 'how many visits in Town 499?' \
        >"$scratch/reply" 2>/dev/null
    say "$1: a question of a new process, then" "$(seconds_since "$began") s" "$(jq -r .response "$scratch/reply")"
}

say "$rows rows" "measured" ""
say "----" "--------" ""

columns="n as id, 'guest ' || (n * 7919 % 99999989) as nickname, 'Town ' || (n % 500) as town,
    (n % 50000) || ' Station Road' as street, n * 0.25 as paid"
numbers="with recursive n (n) as (select 1 union all select n + 1 from n where n < $rows)"

sqlite3 "$scratch/large.sqlite" "pragma journal_mode = off; pragma synchronous = off;
    create table visits (id integer primary key, nickname text, town text, street text, paid real);
    $numbers insert into visits select $columns from n;" >/dev/null
measure SQLite "$scratch/large.sqlite"
rm -f "$scratch/large.sqlite"

if [ -n "${QUERIST_TEST_POSTGRES:-}" ]; then
    psql -qX "$QUERIST_TEST_POSTGRES" -c 'drop table if exists visits' \
        -c "create table visits as select $columns from generate_series(1::bigint, $rows) as n" \
        -c 'alter table visits add primary key (id)' -c 'analyze visits' 2>/dev/null
    measure PostgreSQL "$QUERIST_TEST_POSTGRES"
    psql -qX "$QUERIST_TEST_POSTGRES" -c 'drop table visits'
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
    $client -e "drop database if exists large; create database large; use large;
        create table visits (id int primary key, nickname varchar(40), town varchar(40), street varchar(40), paid double);
        set sql_mode = 'PIPES_AS_CONCAT';
        insert into visits select $columns from (select seq as n from seq_1_to_$rows) as numbers;
        analyze table visits" >/dev/null
    measure MariaDB "${QUERIST_TEST_MARIADB%/*}/large"
    $client -e 'drop database large'
else
    say "MariaDB" "not run" "no QUERIST_TEST_MARIADB"
fi

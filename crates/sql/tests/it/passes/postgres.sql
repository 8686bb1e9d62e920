-- Reading statements of PostgreSQL, one a line.
select "name", Name, NAME from customers
select "order", "Name" from "select"
select name from public.customers
select customers.name from public.customers
select public.customers.name from public.customers
select ctid, xmin, tableoid from customers
select c from customers c
select row_to_json(c) from customers c
select to_jsonb(c), to_json(c.*) from customers c
select count(c), count(c.*) from customers c
select (c).name from customers c
select (c).* from customers c
select json_agg(c) from customers c
select json_agg(row_to_json(x)) from (select name, city from customers) x
select name from customers where name ilike '%x%' and name not ilike 'y%'
select name from customers where name similar to '(a|b)%' and name not similar to 'c%'
select name from customers where name ~ '^a' and name !~ 'b' and name ~* 'c' and name !~* 'd'
select name from customers where name ~~ 'a%' and name !~~ 'b%'
select name from customers where balance between symmetric 20 and 10
select name from customers where balance not between symmetric 20 and 10
select name from customers where city is distinct from country and city is not distinct from name
select name from customers where active and not active is true and active is not false
select name from customers where active is unknown or active is not unknown
select name from customers where email isnull or city notnull
select name from customers where name < 'b' collate "C" order by name collate "C"
select name from customers order by email desc nulls last, city nulls first
select name from customers fetch first 5 rows only
select name from customers order by id offset 5 rows fetch next 10 rows only
select name from customers offset 10
select name from customers limit all
select name from customers order by balance fetch first 3 rows with ties
select distinct on (city) city, name from customers order by city, balance desc
select distinct on (city, country) * from customers order by city, country
select balance::int, id::text, '2024-01-01'::date, '1 day'::interval, born::timestamp, salary::numeric(10, 2) from customers
select cast(balance as double precision), cast(id as varchar(10)), cast('t' as boolean), id::bigint::text from customers
select date '2024-01-01', timestamp '2024-01-01 00:00', time '12:00', interval '1 day', timestamptz '2024-01-01 00:00+00'
select interval '1 year 2 months', interval '3' day, interval '1-2' year to month
select now(), current_date - 7, current_timestamp - interval '7 days', localtimestamp, clock_timestamp()
select born + 1, born - date '2000-01-01', ordered_at + interval '1 month' from customers, orders
select date_trunc('month', ordered_at) as month, sum(total) from orders group by month order by month
select date_trunc('month', ordered_at)::date, sum(total) from orders group by 1 order by 1
select extract(year from ordered_at), extract(dow from ordered_at), extract(epoch from ordered_at), date_part('month', ordered_at) from orders
select extract(epoch from (now() - ordered_at)) / 3600 from orders
select age(born), age(now(), born), make_date(2024, 1, 2), to_char(ordered_at, 'YYYY-MM'), to_date('2024', 'YYYY'), to_timestamp(0), to_number('1', '9') from customers, orders
select ordered_at at time zone 'UTC', ordered_at at time zone 'Europe/Paris' at time zone 'UTC' from orders
select (date '2024-01-01', date '2024-02-01') overlaps (date '2024-01-15', date '2024-03-01')
select name from customers where born > current_date - interval '30 years'
select count(*) filter (where active) as active, count(*) filter (where not active) as idle from customers
select sum(total) filter (where status = 'open') over (partition by customer_id) from orders
select string_agg(name, ', ') from customers
select string_agg(distinct city, ', ' order by city) from customers
select array_agg(name order by balance desc nulls last), array_agg(distinct city) from customers
select percentile_cont(0.5) within group (order by total), percentile_disc(0.9) within group (order by total desc), mode() within group (order by status) from orders
select percentile_cont(array[0.25, 0.5, 0.75]) within group (order by total) from orders
select rank(5) within group (order by total) from orders
select bool_and(active), bool_or(active), every(active), bit_and(id), stddev(balance), variance(balance), corr(balance, salary), regr_slope(balance, salary), covar_pop(balance, salary) from customers
select city, country, count(*) from customers group by grouping sets ((city), (country), ())
select city, country, count(*), grouping(city, country) from customers group by rollup (city, country)
select city, country, count(*) from customers group by cube (city, country)
select city, count(*) from customers group by city, rollup (country)
select city, count(*) from customers group by ()
select data -> 'a', data ->> 'b', data #> '{a,b}', data #>> '{a,b}', data -> 0 from customers
select (data ->> 'age')::int from customers where data @> '{"a": 1}' and data ? 'k' and data ?| array['a', 'b'] and data ?& array['c']
select data || '{"x": 1}'::jsonb, data - 'a', data #- '{a,b}' from customers
select data @? '$.a[*] ? (@ > 2)', data @@ '$.a[0] > 2', '{"a": 1}'::jsonb <@ data from customers
select jsonb_path_query(data, '$.a[*]'), jsonb_path_exists(data, '$.a'), jsonb_path_query_first(data, '$.b') from customers
select key, value from customers, jsonb_each(data)
select e.key, e.value from customers c cross join lateral jsonb_each_text(c.data) e
select e.k, e.v from customers c, jsonb_each_text(c.data) as e(k, v)
select t.elem ->> 'name', t.ordinality from customers c, jsonb_array_elements(c.data -> 'items') with ordinality as t(elem, ordinality)
select jsonb_array_elements_text(data -> 'tags') as tag, count(*) from customers group by tag
select (jsonb_each(data)).key from customers
select (jsonb_each(data)).* from customers
select x.a, x.b from customers, jsonb_to_record(data) as x(a int, b text)
select * from jsonb_to_recordset('[{"a": 1}]'::jsonb) as x(a int, b text)
select jsonb_build_object('a', 1, 'b', name), jsonb_build_array(1, 2), jsonb_set(data, '{a}', '1'), jsonb_typeof(data), jsonb_array_length(data), jsonb_pretty(data), jsonb_strip_nulls(data) from customers
select jsonb_object_agg(name, city), json_object_agg(name, balance) from customers
select array[1, 2, 3], array[name, city], '{1,2}'::int[], array[]::text[], array[[1, 2], [3, 4]] from customers
select tags[1], tags[1:2], tags[:2], tags[2:], (array[1, 2, 3])[2] from customers
select name from customers where 'vip' = any (tags) and 'x' <> all (tags)
select name from customers where tags @> array['a'] and tags && array['b', 'c'] and array['a'] <@ tags
select name from customers where id = any (array[1, 2, 3]) and id = any ('{1,2}'::int[])
select name from customers where id = any (select customer_id from orders) and balance > all (select total from orders)
select name from customers where balance >= some (select total from orders)
select unnest(tags) as tag, count(*) from customers group by 1
select t from customers, unnest(tags) as t
select u.tag, u.n from customers c cross join lateral unnest(c.tags) with ordinality as u(tag, n)
select * from unnest(array[1, 2], array['a', 'b']) as x(n, s)
select array_length(tags, 1), cardinality(tags), array_to_string(tags, ','), string_to_array(name, ' '), array_position(tags, 'a'), array_append(tags, 'b'), array_cat(tags, tags), array_remove(tags, 'c') from customers
select array(select name from customers order by name)
select g from generate_series(1, 10) g
select d::date from generate_series('2024-01-01'::date, '2024-12-31'::date, '1 day'::interval) d
select d.day, count(o.id) from generate_series(date '2024-01-01', date '2024-01-31', interval '1 day') as d(day) left join orders o on o.ordered_at::date = d.day group by d.day
select generate_series(1, 3) as n, name from customers
select c.name, o.total from customers c left join lateral (select total from orders where customer_id = c.id order by ordered_at desc limit 1) o on true
select c.name, x.n from customers c, lateral (select count(*) as n from orders o where o.customer_id = c.id) x
select to_tsvector('english', name) @@ to_tsquery('english', 'a & b') from customers
select name from products where search @@ websearch_to_tsquery('x') order by ts_rank(search, plainto_tsquery('x')) desc
select ts_headline(name, plainto_tsquery('a')), phraseto_tsquery('a b') from customers
select similarity(name, 'x'), name % 'x', name <-> 'y' from customers
select embedding <-> '[1,2,3]', embedding <=> '[1,2,3]', embedding <#> '[1,2,3]' from products order by embedding <-> '[1,2,3]' limit 5
select name, st_astext(location::geometry), st_distance(location, location) from customers
select during @> now(), during && tstzrange(now(), now() + interval '1 day'), lower(during), upper(during), isempty(during) from events
select int4range(1, 10) * int4range(5, 15), numrange(1, 2) -|- numrange(2, 3)
select regexp_replace(name, 'a', 'b', 'g'), regexp_match(name, '(a)(b)'), regexp_matches(name, 'x', 'g'), regexp_split_to_array(name, ' ') from customers
select (regexp_match(name, '(\d+)'))[1] from customers
select split_part(name, ' ', 1), initcap(name), left(name, 2), right(name, 2), lpad(name, 5, '0'), repeat('a', 3), reverse(name), md5(name), translate(name, 'a', 'b'), strpos(name, 'x'), overlay(name placing 'x' from 1 for 2), position('a' in name), substring(name from 2 for 3), substring(name from '^a'), trim(both 'x' from name), trim(leading from name), btrim(name, 'x') from customers
select format('%s-%s', name, city), quote_literal(name), chr(65), ascii('a'), concat_ws(',', name, city), name || ' ' || city, starts_with(name, 'a'), encode(sha256('a'::bytea), 'hex') from customers
select greatest(1, 2, 3), least(1, 2), coalesce(null, 1), nullif(1, 1), num_nulls(1, null)
select 2 ^ 3, |/ 25, ||/ 27, @ -5, 5 % 2, 5 & 3, 5 | 3, 5 # 3, ~1, 1 << 2, 8 >> 1
select round(balance::numeric, 2), trunc(1.5), ceil(1.2), ceiling(1.2), floor(1.7), mod(5, 2), width_bucket(balance, 0, 100, 10), random(), cbrt(27), div(7, 2), gcd(4, 6) from customers
select row(1, 2), row(1, 2) = row(1, 2), (1, 2) < (1, 3)
select name from customers where (city, country) = ('a', 'b')
select name from customers where (id, city) in ((1, 'a'), (2, 'b'))
values (1, 'a'), (2, 'b')
values (1, 'a'), (2, 'b') order by 1 limit 1
select * from (values (1, 'a'), (2, 'b')) as v(n, s)
select v.column1 from (values (1), (2)) v
with v(n) as (values (1), (2)) select n from v
with t as materialized (select id from customers) select id from t
with t as not materialized (select id from customers) select id from t
with orders as (select * from orders where total > 10) select count(*) from orders
with recursive tree as (select id, manager_id, array[id] as path from employees where manager_id is null union all select e.id, e.manager_id, t.path || e.id from employees e join tree t on e.manager_id = t.id where not e.id = any (t.path)) select id, path from tree
select * from customers full join orders on customers.id = orders.customer_id
select * from customers full outer join orders using (id)
select id, name from customers join orders using (id)
select * from customers natural join orders
select * from (customers c join orders o on c.id = o.customer_id) left join products p on p.id = o.id
select j.name, j.total from (customers c join orders o on c.id = o.customer_id) as j(a, name)
select (select 1) union (select 2) order by 1
(select 1) union all (select 2 limit 1)
(select name from customers order by name limit 5) union all (select name from employees order by name limit 5)
(select name from customers)
select name from customers union distinct select name from employees
select name from customers intersect all select name from employees
select name from customers except all select name from employees
select sum(total) over (order by ordered_at range between interval '7 days' preceding and current row) from orders
select sum(total) over (order by id groups between 1 preceding and 1 following) from orders
select lag(total, 1) over w, sum(total) over (w rows unbounded preceding) from orders window w as (partition by customer_id order by ordered_at)
select $$dollar 'quoted'$$, $tag$text$tag$, e'tab\t', U&'\0041', B'101', X'1F', 'back\slash'
select 1e3, .5, 1_000, 'NaN'::float8, 'infinity'::date
select name as "Full Name", city "City", country country_name from customers
select name as value, city as "user" from customers
select exists (select 1 from customers), not exists (select 1 from orders)
select name from customers tablesample bernoulli (10)
select name from customers tablesample system (10) repeatable (42)
select pg_typeof(balance), current_user, current_database(), gen_random_uuid() from customers
select upper(lower(name)) from customers
select count(*), status from orders group by status having count(*) > 1 and sum(total) > 5
select name, case when balance > 5 then 'a' end from customers order by case when balance > 5 then 1 else 2 end, 1
select customer_id, count(*) from orders group by customer_id order by count(*) desc, customer_id
select o.*, c.name from orders o join customers c on c.id = o.customer_id where o.ordered_at >= date_trunc('year', now()) - interval '1 year'
select pg_catalog.lower(name) from customers
select name operator(pg_catalog.=) 'x' from customers
select payload ->> 'a' as a, sum((payload ->> 'n')::numeric) from events group by payload ->> 'a'
select kind, at::date as day from events group by kind, at::date
select cast(data ->> 'n' as numeric) from customers order by cast(data ->> 'n' as numeric) desc
select not active, - balance from customers
select case when exists (select 1 from orders o where o.customer_id = c.id) then 1 else 0 end from customers c
select justify_interval(interval '40 days'), justify_days(duration::interval) from events
select jsonb '{"a": 1}' -> 'a', point '(1,2)', '192.168.0.1'::inet << '192.168.0.0/16'::inet
table customers
explain select * from customers
explain (format json) select * from customers
explain verbose select 1

-- Reading statements of SQLite, one a line.
select "name", [city], `country` from customers
select rowid, oid, _rowid_ from customers
select c.rowid from customers c
select name from main.customers
select main.customers.name from main.customers
select name from customers where name glob 'A*' and name not glob '*z'
select name from customers where name regexp '^A'
select name from customers where city is 'Paris' and email is not 'x'
select name from customers where city is not distinct from country
select name from customers where city is distinct from country
select name from customers where email isnull or city notnull
select name from customers where email not null
select name from customers where city == 'Paris'
select name || ' ' || city from customers
select id << 2, id >> 1, id & 3, id | 4, ~id from customers
select name from customers where name collate nocase = 'bob' order by name collate nocase
select name from customers order by email nulls last, name desc nulls first
select name from customers limit 5, 10
select date('now'), time('now'), datetime('now', '-1 day', 'localtime'), julianday('now'), strftime('%Y-%m', born) from customers
select date(born, 'start of month', '+1 month', '-1 day') from customers
select strftime('%Y', ordered_at) as year, count(*) from orders group by year order by year
select unixepoch('now'), timediff('2024-01-01', '2023-01-01')
select julianday('now') - julianday(born) as days from customers
select name from customers where born between date('now', '-7 days') and date('now')
select group_concat(name, ', ') from customers
select group_concat(distinct city) from customers
select string_agg(name, ',' order by name) from customers
select group_concat(name, ',' order by name desc) from customers
select count(*) filter (where active = 1) as active_count, sum(total) from customers, orders
select count(*) filter (where status = 'open') from orders
select sum(total) filter (where status = 'open') over (partition by customer_id) from orders
select total(total), avg(total) from orders
select json_extract(data, '$.a.b'), data -> '$.a', data ->> '$.b', data ->> 'c' from customers
select json_array(1, 2), json_object('a', 1, 'b', name), json_type(data), json_valid(data), json_array_length(data) from customers
select json_group_array(name), json_group_object(name, city) from customers
select key, value from customers, json_each(customers.data)
select e.key, e.value, c.name from customers c, json_each(c.data, '$.tags') e where e.type = 'text'
select fullkey, atom from customers c join json_tree(c.data) t
select value from json_each('[1,2,3]')
select j.value from customers left join json_each(customers.data) as j on true
select value from generate_series(1, 10, 2)
select iif(balance > 10, 'rich', 'poor'), ifnull(email, ''), typeof(balance), printf('%.2f', balance), format('%d', id) from customers
select instr(name, 'a'), hex(name), quote(name), unicode(name), char(65, 66), soundex(name) from customers
select max(id, 3), min(1, 2, balance) from customers
select abs(random() % 10), round(1.5), sqrt(2), log(10), log2(8), log10(100), mod(7, 3), trunc(1.7)
select likely(id > 1), unlikely(id < 1), likelihood(id = 1, 0.5) from customers
select coalesce(null, 1), nullif(1, 1)
select substr(name, 2), substring(name, 1, 2), ltrim(name), rtrim(name, 'x'), trim(name, 'x'), upper(name) from customers
select cast(balance as integer), cast(id as text), cast('1.5' as real), cast(id as blob), cast(salary as numeric) from customers
select x'41', 1e3, .5, 0x10, 1_000
select true, false, not true
select length(name) as l from customers where l > 5
select balance * 2 as double_balance from customers group by double_balance having double_balance > 5
select name, count(*) c from customers group by 1 having c > 1
select id from orders order by total + 1, length(notes)
select id, total as t from orders order by t * 2
values (1, 'a'), (2, 'b')
select * from (values (1, 'a'), (2, 'b'))
select column1, column2 from (values (1, 'a'), (2, 'b')) as v
with v(a, b) as (values (1, 2), (3, 4)) select a + b from v
select (1, 2) = (1, 2), (1, 2) < (2, 3)
select name from customers where (id, city) in (values (1, 'a'), (2, 'b'))
select 1 in (), 2 in (select id from customers)
select exists (select 1 from customers), not exists (select 1 from orders)
select count(*) from orders indexed by idx where customer_id = 1
select count(*) from orders not indexed where customer_id = 1
select sum(total) over (order by id groups between 1 preceding and 1 following) from orders
select sum(total) over (order by total range between 5 preceding and 5 following) from orders
select id, sum(total) over (partition by customer_id order by id rows between unbounded preceding and unbounded following) from orders
select row_number() over (w rows between 1 preceding and current row) from orders window w as (order by id)
with recursive dates(d) as (select date('2024-01-01') union all select date(d, '+1 day') from dates where d < '2024-12-31') select d from dates
with recursive c(x) as (values (1) union all select x + 1 from c where x < 100) select x from c limit 5
with t as materialized (select id from customers) select id from t
with t as not materialized (select id from customers) select id from t
select * from customers full join orders on customers.id = orders.customer_id
select * from customers full outer join orders on customers.id = orders.customer_id
select o.id from orders o join customers c using (id)
select id from orders join customers using (id)
select * from customers natural left join orders
select a.id from customers a join orders b on a.id = b.customer_id join products p on p.id = b.id left join employees e on e.id = a.id
select * from (customers c join orders o on c.id = o.customer_id)
select c.name from (customers c join orders o on c.id = o.customer_id) join order_items i on i.order_id = o.id
select "select"."order" from "select"
select "order", Name from "select" where "order" = 'x'
select [select].[Name] from [select]
select NAME from CUSTOMERS where CITY = 'x'
select "count(*)" from (select count(*) from customers)
select max(name), city from customers
select name from customers where name like 'a%' and not name like '%b' escape '\'
select 'a' || 'b' 'alias text' from customers
select name 'Full name', city "City" from customers
select city, count(*) from customers group by city collate nocase
select strftime('%w', ordered_at) as weekday, sum(total) from orders group by 1 order by case strftime('%w', ordered_at) when '0' then 7 else 1 end
select case when exists (select 1 from orders) then 'yes' else 'no' end
select avg(total) from orders where ordered_at >= date((select max(ordered_at) from orders), '-30 days')
select id from orders where customer_id = (select id from customers order by balance desc limit 1)
select c.city, sum(o.total) from orders o, customers c where o.customer_id = c.id group by c.city order by sum(o.total) desc
select name from customers where id = 1 or id = 2 and id <> 3
select * from customers as a, orders as b where a.id = b.customer_id
select abs(-5), -id, +id, - - id from customers
select date('now', 'weekday 0', '-' || id || ' days') from customers
select count(*) * 1.0 / (select count(*) from customers) from orders
select name from customers where instr(lower(name), 'an') > 0
select round(100.0 * sum(case when status = 'done' then 1 end) / count(*), 2) || '%' from orders
select name from customers except select name from employees order by name
select name from customers where name between 'a' and 'm' and id not between 1 and 2
select cast(strftime('%Y', born) as integer) / 10 * 10 as decade, count(*) from customers group by decade
select julianday(date('now')) - julianday(date(born)) from customers
select sum(balance) as total, count(*) as n, sum(balance) / count(*) as mean from customers
select (select group_concat(name) from (select name from customers order by name)) as names
select percentile(total, 50), median(total) from orders
select concat(name, city), concat_ws('-', name, city), octet_length(name) from customers
select name from customers where unhex(hex(name)) = name
select json_insert(data, '$.x', 1), json_set(data, '$.y', 2), json_remove(data, '$.z'), json_patch(data, '{}') from customers
select id from events where "at" > 0
select e.at, e."at" from events e
select name from customers order by random() limit 1
select name from customers order by case when city = 'x' then 0 else 1 end, name
select city, min(born), max(born) from customers where active group by city having count(*) > 1 and min(balance) > 0
select sum(total) as s, customer_id as c from orders group by c order by s desc limit 3
explain query plan select * from customers where id = 1
explain select 1

-- Reading statements of MySQL and MariaDB, one a line.
select `name`, `city` from `customers`
select `order`, `Name` from `select`
select name from shop.customers
select shop.customers.name from shop.customers
select customers.name from shop.customers
select name from customers where name = "Bob" or name = 'it\'s' or name = 'a\\b'
select "double quoted" as text
select 'a' 'b' 'c'
select name from customers where name regexp '^a' and name not regexp 'b'
select name from customers where name rlike '^a' and name not rlike 'b'
select name from customers where name like binary 'A%'
select name from customers where binary name = 'a'
select name from customers where name sounds like 'bob'
select name from customers where city <=> null
select name from customers where active xor balance > 1
select name from customers where active && balance > 1 || id = 2
select name from customers where !active
select name from customers where active is true and active is not false and active is not unknown
select name from customers limit 5, 10
select name from customers limit 10 offset 5
select now(), curdate(), curtime(), current_timestamp(), sysdate(), utc_timestamp(), unix_timestamp()
select date_add(ordered_at, interval 1 day), date_sub(ordered_at, interval 2 month), ordered_at + interval 1 hour, ordered_at - interval 30 minute from orders
select interval 1 day + ordered_at from orders
select date_add(ordered_at, interval '1:30' minute_second), date_add(ordered_at, interval '1 2' day_hour) from orders
select date_format(ordered_at, '%Y-%m') as month, sum(total) from orders group by month order by month
select year(ordered_at), month(ordered_at), day(ordered_at), quarter(ordered_at), week(ordered_at), weekday(ordered_at), dayname(ordered_at), monthname(ordered_at), hour(ordered_at), last_day(ordered_at) from orders
select extract(year from ordered_at), extract(year_month from ordered_at) from orders
select datediff(now(), born), timestampdiff(year, born, curdate()), timestampdiff(month, born, now()), timestampadd(day, 1, born), to_days(born), from_unixtime(0), str_to_date('2024', '%Y') from customers
select date(ordered_at), time(ordered_at), timestamp(ordered_at) from orders
select date '2024-01-01', timestamp '2024-01-01 00:00:00', time '10:00:00'
select makedate(2024, 1), period_diff(202401, 202312), convert_tz(now(), '+00:00', '+01:00')
select group_concat(name) from customers
select group_concat(distinct city order by city desc separator '; ') from customers
select group_concat(name, ' ', city order by name, city separator ', ') from customers
select city, country, count(*) from customers group by city, country with rollup
select if(balance > 10, 'rich', 'poor'), ifnull(email, ''), isnull(email), nullif(1, 1), coalesce(null, 1), greatest(1, 2), least(1, 2) from customers
select concat(name, ' ', city), concat_ws(', ', name, city), substring(name, 1, 2), substring(name from 2 for 2), substr(name, 2), mid(name, 1, 2), left(name, 1), right(name, 2), locate('a', name), instr(name, 'a'), position('a' in name), lpad(name, 5, '0'), rpad(name, 5, ' '), reverse(name), repeat('a', 3), replace(name, 'a', 'b'), insert(name, 1, 1, 'x'), space(3), char_length(name), length(name), ucase(name), lcase(name), substring_index(email, '@', 1), field(city, 'a', 'b'), find_in_set('a', 'a,b'), elt(1, 'a'), hex(name), md5(name), sha2(name, 256), format(balance, 2), ascii(name), char(65), trim(leading 'x' from name), trim(name), quote(name), soundex(name), strcmp('a', 'b') from customers
select regexp_replace(name, 'a', 'b'), regexp_substr(name, 'a'), regexp_instr(name, 'a') from customers
select 5 div 2, 5 mod 2, 5 % 2, mod(5, 2), 5 & 3, 5 | 3, 5 ^ 3, ~1, 1 << 2, 8 >> 1
select round(balance, 2), truncate(balance, 1), ceil(1.2), ceiling(1.2), floor(1.7), rand(), pow(2, 3), log(2, 8), log2(8), crc32('a'), conv('a', 16, 2), abs(-1), sign(-1) from customers
select cast(balance as signed), cast(id as char), cast('2024-01-01' as date), cast(balance as decimal(10, 2)), cast(name as binary), cast(id as unsigned), cast(now() as datetime), cast('1' as char(3)), cast(now() as time) from customers
select convert(balance, char), convert(name using utf8mb4), convert('1', signed) from customers
select _utf8mb4'text', n'national', x'41', 0x41, b'101', 0b101, 1e3, .5
select data -> '$.a', data ->> '$.b' from customers
select json_extract(data, '$.a'), json_unquote(json_extract(data, '$.b')), json_contains(data, '1', '$.c'), json_length(data), json_keys(data), json_object('a', 1), json_array(1, 2), json_type(data), json_valid(data), json_search(data, 'one', 'x'), json_arrayagg(name), json_objectagg(name, city), json_value(data, '$.a') from customers
select 'a' member of (data) from customers
select jt.name, jt.n from customers c, json_table(c.data, '$[*]' columns (n for ordinality, name varchar(40) path '$.name')) as jt
select jt.a from json_table('[{"a": 1}]', '$[*]' columns (a int path '$.a' default '0' on empty null on error)) jt
select jt.b from customers, json_table(data, '$[*]' columns (a int path '$.a', nested path '$.b[*]' columns (b int path '$'))) as jt
select match (name, email) against ('bob') from customers
select name from customers where match (name) against ('+bob -alice' in boolean mode)
select name, match (name) against ('bob' in natural language mode) as score from customers order by score desc
select name from customers where match (name) against ('bob' with query expansion)
select name from customers where name collate utf8mb4_bin = 'a' order by name collate utf8mb4_general_ci
select sql_no_cache name from customers
select straight_join c.name from customers c join orders o on o.customer_id = c.id
select c.name from customers c straight_join orders o on o.customer_id = c.id
select name from customers use index (idx_name) where id = 1
select name from customers force index (primary) where id = 1
select name from customers ignore index for order by (idx_name) order by name
select /*+ max_execution_time(1000) */ name from customers
select name from customers -- comment
select name from customers # comment
select name from customers partition (p0, p1)
select distinctrow city from customers
select city from customers union distinct select ship_city from orders
(select name from customers order by name limit 5) union all (select name from employees limit 5) order by name
(select name from customers)
select name from customers where id in (select customer_id from orders) and (id, city) in (select id, city from customers)
select name from customers where balance > all (select total from orders) or balance = any (select total from orders) or balance < some (select total from orders)
select name from customers where (city, country) = ('a', 'b') or row(city, country) in (('a', 'b'), ('c', 'd'))
select name, balance * 2 as doubled from customers having doubled > 10
select name, count(*) as n from customers group by name having n > 1 order by n
select length(name) as l from customers group by l order by l + 1
select name as n from customers order by length(n)
select name 'Full name', city as 'City', country as "Country" from customers
select c.name, o.total from customers c, lateral (select total from orders where customer_id = c.id limit 1) o
select c.name, o.total from customers c left join lateral (select total from orders where customer_id = c.id) o on true
select row_number() over (partition by city order by balance desc) as r, name from customers
select sum(total) over (order by ordered_at range between interval 7 day preceding and current row) from orders
select sum(total) over (order by id rows between unbounded preceding and current row), avg(total) over w from orders window w as (partition by customer_id)
with t as (select id from customers) select id from t
with recursive t as (select 1 as n union all select n + 1 from t where n < 10) select n from t
with orders as (select * from orders where total > 10) select count(*) from orders
values row(1, 'a'), row(2, 'b')
select * from (values row(1, 'a'), row(2, 'b')) as v
select column_0 from (values row(1), row(2)) as v
select 1 from dual
select now() from dual where 1 = 1
select * from customers natural join orders
select * from customers natural left join orders
select * from customers join orders using (id)
select id from customers join orders using (id)
select * from customers cross join orders on customers.id = orders.customer_id
select * from (customers c join orders o on c.id = o.customer_id) left join products p on p.id = o.id
select * from customers c left join (orders o join order_items i on i.order_id = o.id) on o.customer_id = c.id
select std(balance), stddev_pop(balance), var_samp(balance), variance(balance), bit_or(id), any_value(name) from customers
select count(distinct city, country) from customers
select name from customers where born between '1980-01-01' and '1990-12-31' and born > date_sub(curdate(), interval 50 year)
select name from customers order by field(city, 'a', 'b'), name is null, name
select name from customers order by -balance, rand()
select name from customers where email is null or email = ''
select case when balance > 5 then 'a' when balance is null then 'b' else 'c' end as class, count(*) from customers group by class
select sum(if(status = 'open', total, 0)) as open_total, sum(status = 'done') as done from orders
select sum(total > 5), avg(status = 'x') from orders
select name from customers where not exists (select 1 from orders where customer_id = customers.id)
select uuid(), user(), database(), charset(name), collation(name) from customers
select inet_aton('1.2.3.4'), inet_ntoa(1), st_distance_sphere(point(1, 2), point(3, 4)), st_astext(location) from customers
select name from customers where concat(name, city) like concat('%', 'a', '%')
select name from customers where name like 'a\%' or name like 'b\_c' escape '\\'
select name from customers procedure_alias
select `count(*)` from (select count(*) from customers) t
select date_format(ordered_at, '%x-%v') as week, count(*) from orders where ordered_at >= date_sub(now(), interval 8 week) group by week
select concat(round(100 * sum(status = 'done') / count(*), 1), '%') from orders
select max(total) from orders group by customer_id order by max(total) desc limit 1
select c.city, sum(o.total) from customers c inner join orders o on c.id = o.customer_id group by c.city with rollup having sum(o.total) > 5
select a.* , b.total from customers as a left join orders as b on a.id = b.customer_id where b.id is null
select exists (select 1 from customers), not exists (select 1 from orders)
select name as `user`, city as value from customers
select current_date, current_time, current_timestamp, localtime, localtimestamp
select 1 = 1, 1 <> 2, 1 != 2, not 1, - - 1
select name from customers where (select count(*) from orders where customer_id = customers.id) > 2
select time_to_sec(timediff(now(), ordered_at)), sec_to_time(60), addtime('10:00', '01:00') from orders
select weekofyear(born), yearweek(born, 1), dayofyear(born), dayofweek(born), dayofmonth(born) from customers
select cast(data as json), cast(name as char(10)) from customers
select name from customers where id in (1, 2, 3) and city in ('a', 'b') and name not in (select name from employees)
select json_contains_path(data, 'one', '$.a', '$.b'), json_merge_patch(data, '{}'), json_set(data, '$.a', 1), json_remove(data, '$.a') from customers
select name from customers where date(born) = curdate() - interval 1 day
explain select * from customers
explain format=json select * from customers

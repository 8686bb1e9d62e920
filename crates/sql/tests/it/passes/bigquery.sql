-- What BigQuery reads (https://cloud.google.com/bigquery/docs/reference/standard-sql/query-syntax).
select name from customers order by balance desc limit 5
select `order`, `Name` from `select` where `order` = "it's"
select total from shop.orders where notes = 'it\'s \\ here'
select lower(name) from customers where lower(city) like '%par%'
select date_trunc(born, month) as m, count(*) as n from customers group by m having n > 3 order by m
select format_timestamp('%Y-%m', ordered_at) as month, sum(total) from orders group by month
select timestamp_trunc(ordered_at, isoweek), extract(year from ordered_at) from orders
select date_diff(current_date(), born, day), date_add(born, interval 1 day) from customers
select safe_divide(sum(total), count(*)), countif(total > 3) from orders
select id from orders where ordered_at >= timestamp '2024-01-01' and ordered_at < timestamp '2025-01-01 00:00:00+00'
select id from customers where born between date '2024-01-01' and date '2024-12-31'
select safe_cast(notes as numeric), cast(id as string) from orders
select id from orders union distinct select id from customers
select id from orders intersect distinct select id from customers
select id from orders except distinct select id from customers
select id from orders union all select id from customers limit 5
select name, row_number() over (partition by category order by price desc) as place from products qualify place <= 3
with big as (select id, total from orders where total > 10) select id from big order by total desc limit 3
select approx_quantiles(total, 4)[offset(2)] from orders
select if(active, 'yes', 'no'), ifnull(city, 'none') from customers
select distinct city from customers where country in ('France', 'Spain')

-- What SQL Server reads (https://learn.microsoft.com/en-us/sql/t-sql/queries/select-transact-sql).
select top 5 name from customers order by balance desc
select top (5) with ties name from customers order by balance desc
select distinct top (3) city from customers
select name from customers order by id offset 5 rows fetch next 10 rows only
select [order], [Name] from [select] where [order] = N'ünï'
select dbo.orders.total from dbo.orders
select c.name as [the name] from customers as c left join orders o on o.customer_id = c.id
select city, count(*) as n from customers group by city having count(*) > 3 order by n desc
select convert(char(7), ordered_at, 126) as month, sum(total) from orders group by convert(char(7), ordered_at, 126)
select dateadd(day, -(datediff(day, cast('0001-01-01' as date), ordered_at) % 7), ordered_at) from orders
select datename(weekday, ordered_at), datepart(quarter, ordered_at), year(ordered_at) from orders
select avg(1.0 * quantity), try_cast(notes as decimal(10, 2)) from order_items join orders on orders.id = order_id
select isnull(city, 'none'), iif(active = 1, 'yes', 'no'), len(name), charindex('a', name) from customers
select 'a' + name, concat(name, ' ', city), left(name, 3), right(name, 3), coalesce(city, country) from customers
select string_agg(name, ', ') within group (order by name) from customers
select row_number() over (partition by category order by price desc) as place from products
select id from orders where ordered_at >= cast('2024-01-01T00:00:00' as datetime2)
select id from orders intersect select id from customers
with big as (select id, total from orders where total > 10) select top 3 id from big order by total desc
with chain as (select id, manager_id from employees where manager_id is null union all select e.id, e.manager_id from employees as e join chain on chain.id = e.manager_id) select id from chain
select name from customers where exists (select 1 from orders where customer_id = customers.id)
select category, 100.0 * count(*) / nullif(sum(count(*)) over (), 0) from products group by category
select sum(case when active = 1 then 1 else 0 end) from customers
select id from orders where notes like '%50[%]%'
select top 1 x.n from (values (1), (2)) as x (n) order by x.n desc

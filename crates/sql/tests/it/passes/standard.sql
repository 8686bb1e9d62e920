-- Reading statements that every database takes, one a line.
select 1
select 1 as one, 'text' as words, null as nothing
select * from customers
select c.* from customers c
select c.id, c.name as who from customers as c
select distinct city from customers
select count(*) from orders
select count(distinct customer_id) from orders
select count(*), sum(total), avg(total), min(total), max(total) from orders
select customers.name from customers where customers.city = 'Paris'
select name from customers where name like '%x%'
select name from customers where name not like 'A%' and email like '%@example.com'
select name from customers where name like '50!%%' escape '!'
select name from customers where city in ('Paris', 'London') and country not in ('US')
select name from customers where balance between 10 and 20.5
select name from customers where balance not between -10 and +20
select name from customers where email is null or city is not null
select name from customers where not (active = true)
select name, balance * 1.2 + 3 - 2 / 4 as gross from customers
select name from customers order by balance desc, name asc
select name as n from customers order by n
select name, balance from customers order by 2 desc
select upper(name) from customers order by upper(name)
select city, count(*) from customers group by city
select city, count(*) as n from customers group by city having count(*) > 3 order by n desc
select country, city, sum(balance) from customers group by country, city
select name from customers limit 10
select name from customers order by id limit 10 offset 20
select o.id, c.name from orders o join customers c on c.id = o.customer_id
select o.id, c.name from orders o inner join customers c on o.customer_id = c.id where c.city = 'Paris'
select o.id, c.name from orders o left join customers c on o.customer_id = c.id
select o.id, c.name from orders o left outer join customers c on o.customer_id = c.id and c.active = true
select o.id, c.name from customers c right join orders o on o.customer_id = c.id
select a.id, b.id from customers a cross join customers b
select o.id from orders o, customers c where o.customer_id = c.id
select i.quantity, p.name, o.ordered_at, c.name from order_items i join products p on p.id = i.product_id join orders o on o.id = i.order_id join customers c on c.id = o.customer_id
select e.name, m.name as manager from employees e left join employees m on e.manager_id = m.id
select id from order_items join (select id, name from products) p using (id)
select id, name from customers natural join (select id, status from orders) o
select name from customers where id in (select customer_id from orders)
select name from customers where id not in (select customer_id from orders where total > 100)
select name from customers c where exists (select 1 from orders o where o.customer_id = c.id)
select name from customers c where not exists (select * from orders o where o.customer_id = c.id and o.total > c.balance)
select name, (select count(*) from orders o where o.customer_id = customers.id) as orders from customers
select name from customers where balance > (select avg(balance) from customers)
select name from customers c where balance = (select max(balance) from customers d where d.city = c.city)
select x.city, x.n from (select city, count(*) as n from customers group by city) x where x.n > 1
select city from customers union select ship_city from orders
select city from customers union all select ship_city from orders order by 1
select city from customers intersect select ship_city from orders
select city from customers except select ship_city from orders
select id as k from customers union select id from orders order by k desc limit 3
with big as (select * from orders where total > 100) select count(*) from big
with big as (select customer_id, total from orders), rich as (select customer_id from big where total > 5) select c.name from customers c join rich r on r.customer_id = c.id
with t(a, b) as (select id, name from customers) select a, b from t
with recursive n as (select 1 as v union all select v + 1 from n where v < 10) select v from n
with recursive n(v) as (select 1 union all select v + 1 from n where v < 10) select sum(v) from n
with recursive chain as (select id, name, manager_id, 0 as depth from employees where manager_id is null union all select e.id, e.name, e.manager_id, c.depth + 1 from employees e join chain c on e.manager_id = c.id) select name, depth from chain order by depth
select case when balance > 10 then 'rich' when balance > 5 then 'fine' else 'poor' end as class from customers
select case city when 'Paris' then 1 else 0 end from customers
select sum(case when status = 'open' then 1 else 0 end) as open_orders from orders
select coalesce(email, 'none'), nullif(city, '') from customers
select upper(name), lower(name), length(name), trim(name), replace(name, 'a', 'b') from customers
select substr(name, 1, 3) from customers
select abs(balance), round(balance, 2) from customers
select cast(total as char(10)) from orders
select concat(name, ' ', city) from customers
select row_number() over (order by total desc) as r, id from orders
select rank() over (partition by customer_id order by total desc) from orders
select dense_rank() over w, sum(total) over w from orders window w as (partition by customer_id order by ordered_at)
select id, lag(total) over (order by ordered_at), lead(total, 1, 0) over (order by ordered_at) from orders
select id, sum(total) over (order by ordered_at rows between unbounded preceding and current row) from orders
select id, avg(total) over (order by id rows between 2 preceding and 2 following) from orders
select id, sum(total) over (order by id rows 6 preceding) from orders
select first_value(total) over (order by id), last_value(total) over (order by id), nth_value(total, 2) over (order by id), ntile(4) over (order by id), percent_rank() over (order by id), cume_dist() over (order by id) from orders
select * from (select o.*, row_number() over (partition by customer_id order by total desc) as r from orders o) ranked where r <= 3
select customer_id, total, total * 100.0 / sum(total) over () as share from orders
select current_date, current_timestamp
select name from customers where born >= '1980-01-01' and born < '1990-01-01'
select name from customers where (city, country) in (select city, country from customers where active = true)
select name from customers where (city = 'a' or city = 'b') and (country = 'x' and (active = true or balance > 1))
select count(*) as n from orders where status <> 'open' and status != 'done'
select -total, +total, -(-total), 1 - -1 from orders
select 'it''s', 'semi;colon', '-- no comment', '/* neither */'
select name /* a comment */ from customers -- another
  select   name  from   customers  ;
select avg(n) from (select count(*) as n from orders group by customer_id) per_customer
select c.name, t.total from customers c join (select customer_id, sum(total) as total from orders group by customer_id) t on t.customer_id = c.id order by t.total desc limit 5
select p.category, sum(i.quantity * i.unit_price) as revenue from order_items i join products p on i.product_id = p.id group by p.category order by revenue desc
select distinct c.name from customers c join orders o on o.customer_id = c.id join order_items i on i.order_id = o.id where i.quantity > 3 order by c.name
select max(total) - min(total) as spread from orders
select name from customers where length(name) > 5 and lower(city) = 'paris'
select id % 2 as odd, count(*) from orders group by id % 2
select e.department, max(e.salary) from employees e group by e.department having max(e.salary) > (select avg(salary) from employees)
select name from products where price = (select min(price) from products) limit 1
select null is null, 1 is not null
select a.name from customers a where a.id = 1 union all select b.name from employees b where b.id = 2
select 1 where 1 = 0
select cast('12' as decimal(10, 2)), cast(id as char) from customers
select sin(1), cos(1), sqrt(4), power(2, 3), exp(1), ln(2), floor(1.5), ceil(1.2), sign(-1), pi()
select c.top, top from (select 1 as top) c

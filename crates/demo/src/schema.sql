create table products (
  upc_code text primary key check (length(upc_code) = 12),
  product_name text not null,
  brand text not null,
  category_level_1 text not null,
  category_level_2 text not null,
  category_level_3 text not null,
  package_size decimal(8,2) not null check (package_size > 0),
  unit_of_measure text not null,
  cost decimal(10,2) not null check (cost > 0),
  base_price decimal(10,2) not null check (base_price > 0),
  price_family text,
  created_date date not null
) without rowid;

create table stores (
  store_id integer primary key,
  store_name text not null unique,
  store_format text not null check (store_format in ('Supermarket', 'Hypermarket', 'Express')),
  city text not null,
  state text not null,
  zone text not null,
  region text not null,
  square_feet integer not null check (square_feet > 0),
  opened_date date not null
);

create table promotions (
  promotion_id integer primary key,
  promotion_name text not null,
  promotion_type text not null,
  category_level_1 text not null,
  discount_percent decimal(4,1) not null check (discount_percent between 0 and 100),
  start_date date not null,
  end_date date not null check (end_date >= start_date)
);

create table pricing (
  pricing_id integer primary key,
  upc_code text not null references products (upc_code),
  zone text not null,
  current_price decimal(10,2) not null check (current_price > 0),
  suggested_price decimal(10,2) check (suggested_price > 0),
  pricing_strategy text not null,
  change_reason text,
  volume_impact_percent decimal(6,1),
  revenue_impact_percent decimal(6,1),
  margin_impact_percent decimal(6,1),
  effective_date date not null,
  unique (upc_code, zone)
);

create table elasticity (
  elasticity_id integer primary key,
  upc_code text not null references products (upc_code),
  zone text not null,
  elasticity_value decimal(5,2) not null check (elasticity_value <= 0),
  elasticity_category text not null,
  confidence_level text not null check (confidence_level in ('High', 'Medium', 'Low')),
  sample_weeks integer not null,
  measured_date date not null,
  unique (upc_code, zone)
);

create table competitive_pricing (
  competitive_price_id integer primary key,
  upc_code text not null references products (upc_code),
  competitor_name text not null,
  competitor_price decimal(10,2) check (competitor_price > 0),
  our_price decimal(10,2) not null check (our_price > 0),
  price_gap decimal(10,2),
  in_stock boolean not null check (in_stock in (0, 1)),
  observed_date date not null
);

create table price_changes (
  price_change_id integer primary key,
  upc_code text not null references products (upc_code),
  zone text not null,
  change_date date not null,
  old_price decimal(10,2) not null check (old_price > 0),
  new_price decimal(10,2) not null check (new_price > 0),
  change_percent decimal(6,1) not null,
  change_reason text,
  approved_by text
);

create table margin_analysis (
  margin_id integer primary key,
  upc_code text not null references products (upc_code),
  month date not null,
  units_sold integer not null check (units_sold >= 0),
  revenue decimal(12,2) not null,
  cost_of_goods decimal(12,2) not null,
  gross_margin decimal(12,2) not null,
  margin_percent decimal(5,1),
  target_margin_percent decimal(5,1),
  unique (upc_code, month)
);

create table sales_data (
  sale_id integer primary key,
  sale_date date not null,
  store_id integer not null references stores (store_id),
  upc_code text not null references products (upc_code),
  units_sold integer not null check (units_sold > 0),
  unit_price decimal(10,2) not null check (unit_price > 0),
  revenue decimal(12,2) not null,
  cost_of_goods decimal(12,2) not null,
  promotion_id integer references promotions (promotion_id),
  customer_segment text,
  status text not null check (status in ('completed', 'returned', 'voided'))
);

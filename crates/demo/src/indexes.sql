create index products_by_category on products (category_level_1, category_level_2, category_level_3);
create index stores_by_zone on stores (zone, region);
create index competitive_pricing_by_product on competitive_pricing (upc_code, observed_date);
create index price_changes_by_product on price_changes (upc_code, change_date);
create index sales_data_by_date on sales_data (sale_date);
create index sales_data_by_product on sales_data (upc_code);
create index sales_data_by_store on sales_data (store_id);

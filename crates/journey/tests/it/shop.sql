-- A shop small enough to check every answer by hand.
CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL, city TEXT, country TEXT NOT NULL, email TEXT);
CREATE TABLE products (id INTEGER PRIMARY KEY, name TEXT NOT NULL, category TEXT NOT NULL, price NUMERIC NOT NULL);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers (id), order_date DATE NOT NULL, status TEXT NOT NULL);
CREATE TABLE order_lines (order_id INTEGER NOT NULL REFERENCES orders (id), product_id INTEGER NOT NULL REFERENCES products (id), quantity INTEGER NOT NULL, PRIMARY KEY (order_id, product_id));
INSERT INTO customers VALUES
 (1, 'Ana Souza', 'São Paulo', 'Brazil', 'ana@example.org'), (2, 'Bruno Lima', 'Recife', 'Brazil', 'bruno@example.org'),
 (3, 'Chloé Martin', 'Lyon', 'France', 'chloe@example.org'), (4, 'David Klein', 'Berlin', 'Germany', 'david@example.org'),
 (5, 'Erika Vogel', 'Hamburg', 'Germany', 'erika@example.org'), (6, 'Frank Vogel', 'Hamburg', 'Germany', NULL),
 (7, 'Gina Rossi', NULL, 'Italy', 'gina@example.org');
INSERT INTO products VALUES
 (1, 'Espresso beans', 'Coffee', 12.50), (2, 'Filter coffee', 'Coffee', 8.90), (3, 'Green tea', 'Tea', 6.40),
 (4, 'Black tea', 'Tea', 5.90), (5, 'Teapot', 'Ware', 34.00), (6, 'Mug', 'Ware', 9.50);
INSERT INTO orders VALUES
 (1, 1, '2024-01-05', 'completed'), (2, 2, '2024-01-20', 'completed'), (3, 3, '2024-02-03', 'cancelled'),
 (4, 4, '2024-02-14', 'completed'), (5, 5, '2024-03-01', 'completed'), (6, 1, '2024-03-22', 'completed'),
 (7, 6, '2024-03-30', 'pending'), (8, 7, '2024-04-02', 'completed'), (9, 1, '2024-04-11', 'completed');
INSERT INTO order_lines VALUES
 (1, 1, 2), (1, 6, 1), (2, 3, 4), (3, 5, 1), (4, 2, 1), (4, 1, 1), (5, 4, 3), (6, 1, 5), (7, 6, 2), (8, 5, 1), (9, 2, 2), (9, 3, 1);

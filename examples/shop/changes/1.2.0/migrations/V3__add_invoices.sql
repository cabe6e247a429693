CREATE TABLE invoices (
    number    TEXT PRIMARY KEY,
    order_id  INTEGER NOT NULL UNIQUE REFERENCES orders (id),
    issued_at TEXT NOT NULL
);

INSERT INTO invoices (number, order_id, issued_at)
SELECT printf('R-%05d', id), id, placed_at
FROM orders
WHERE status = 'shipped';

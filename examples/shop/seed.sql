-- What the shop's database holds before the first release: the first schema, made by hand, and 120 orders.
CREATE TABLE orders (
    id           INTEGER PRIMARY KEY,
    customer     TEXT NOT NULL,
    item         TEXT NOT NULL,
    amount_cents INTEGER NOT NULL,
    status       TEXT NOT NULL CHECK (status IN ('open', 'shipped', 'cancelled')),
    placed_at    TEXT NOT NULL
);

INSERT INTO orders (id, customer, item, amount_cents, status, placed_at)
WITH RECURSIVE
    numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 120),
    customers (k, name) AS (
        VALUES (0, 'Adler & Sohn'), (1, 'Bäckerei Winkler'), (2, 'Café Mirabeau'), (3, 'Dublin Books'),
               (4, 'Ekström AB'), (5, 'Fjord Outdoor'), (6, 'Garcia Hermanos')
    ),
    items (k, name, price) AS (
        VALUES (0, 'desk lamp', 4900), (1, 'bookshelf', 12900), (2, 'office chair', 24900), (3, 'whiteboard', 8900),
               (4, 'coffee machine', 39900)
    )
SELECT
    n,
    customers.name,
    items.name,
    items.price * (1 + n % 3),
    CASE WHEN n % 11 = 0 THEN 'cancelled' WHEN n > 90 THEN 'open' ELSE 'shipped' END,
    strftime('%Y-%m-%dT%H:%M:%SZ', '2026-01-05T08:00:00', (n * 7) || ' hours')
FROM numbers
JOIN customers ON customers.k = n % 7
JOIN items ON items.k = n % 5
ORDER BY n;

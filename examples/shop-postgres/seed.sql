-- What the shop's database holds before the first release: the first schema, made by hand, and 100 orders.
CREATE TABLE orders (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    item         text NOT NULL,
    amount_cents bigint NOT NULL CHECK (amount_cents > 0),
    placed_at    timestamptz NOT NULL
);

INSERT INTO orders (item, amount_cents, placed_at)
SELECT (ARRAY['desk lamp', 'bookshelf', 'office chair', 'whiteboard'])[1 + n % 4],
       4900 * (1 + n % 5),
       timestamptz '2026-01-05 08:00:00Z' + n * interval '7 hours'
FROM generate_series(1, 100) AS n;

CREATE TABLE orders (
    id           INTEGER PRIMARY KEY,
    customer     TEXT NOT NULL,
    item         TEXT NOT NULL,
    amount_cents INTEGER NOT NULL,
    status       TEXT NOT NULL CHECK (status IN ('open', 'shipped', 'cancelled')),
    placed_at    TEXT NOT NULL
);

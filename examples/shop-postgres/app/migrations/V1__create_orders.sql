CREATE TABLE orders (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    item         text NOT NULL,
    amount_cents bigint NOT NULL CHECK (amount_cents > 0),
    placed_at    timestamptz NOT NULL
);

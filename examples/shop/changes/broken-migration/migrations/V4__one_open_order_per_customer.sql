-- Passes on a developer's empty database; the orders of real customers break the rule.
CREATE UNIQUE INDEX one_open_order_per_customer ON orders (customer) WHERE status = 'open';

-- The default lets the version that is live insert orders as before.
ALTER TABLE orders ADD COLUMN currency char(3) NOT NULL DEFAULT 'EUR';

CREATE VIEW revenue AS
SELECT currency, sum(amount_cents) AS cents
FROM orders
GROUP BY currency;

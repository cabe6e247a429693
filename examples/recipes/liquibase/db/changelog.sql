--liquibase formatted sql

--changeset sam:1
CREATE TABLE customers (
    id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL
);
--rollback DROP TABLE customers;

--changeset sam:2
ALTER TABLE customers ADD COLUMN country char(2) NOT NULL DEFAULT 'DE';
--rollback ALTER TABLE customers DROP COLUMN country;

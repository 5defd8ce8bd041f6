-- Visits of the 29 days before a day, added up once a night: the console's table would otherwise add up
-- ninety thousand rows for three thousand villages whenever somebody opens it.
create table platform.village_traffic_months (
    village_code text primary key references platform.villages (code) on delete cascade,
    before       date not null,
    visits       bigint not null check (visits >= 0)
);

grant select, insert, update, delete on platform.village_traffic_months to banua_app;

-- How often a village's site was looked at and how often it failed, by day (WITA). Only sums: nothing
-- of who looked at what.
create table platform.village_traffic (
    village_code text not null references platform.villages (code) on delete cascade,
    day          date not null,
    -- Public pages shown to people who are not signed in.
    visits       bigint not null default 0 check (visits >= 0),
    -- Everything that was asked for, pictures and offices, too.
    requests     bigint not null default 0 check (requests >= 0),
    -- Those of them that were answered 500 or above.
    errors       bigint not null default 0 check (errors >= 0),
    primary key (village_code, day)
);
create index village_traffic_day on platform.village_traffic (day);

grant select, insert, update, delete on platform.village_traffic to banua_app;

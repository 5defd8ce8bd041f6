-- Whether the village's news is shown on the portal of the regency.

alter table site add column on_portal boolean not null default true;

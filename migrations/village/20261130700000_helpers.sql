-- Somebody of the district who helps in the office for an hour, where the village lets her.

alter table staff
    add column is_helper boolean not null default false,
    add column helps_until timestamptz,
    add constraint staff_helper check (is_helper = (helps_until is not null));

alter table site add column takes_help boolean not null default true;

alter table staff_links
    drop constraint staff_links_purpose_check,
    add constraint staff_links_purpose_check check (purpose in ('invitation', 'reset', 'help'));

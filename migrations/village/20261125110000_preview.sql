-- Who is typing, for colleagues at the same text.
alter table drafts add column staff_name text not null default '';

-- A link to read a draft by stops to open after a while.

alter table articles add column preview_until timestamptz;
alter table pages add column preview_until timestamptz;
create index articles_preview on articles (preview_hash) where preview_hash is not null;
create index pages_preview on pages (preview_hash) where preview_hash is not null;

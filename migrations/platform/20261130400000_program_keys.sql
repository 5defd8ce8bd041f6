-- Whoever works at the server's command line makes keys, too; such a key is nobody's.

alter table platform.district_tokens
    alter column made_by drop not null,
    add constraint district_tokens_time check (expires_at > made_at);

comment on column platform.district_tokens.made_by is 'null: made at the command line of the server';

//! What is in a village, and whether it is whole.

use bytes::Bytes;
use kernel::SchemaName;
use media::{ContentHash, MediaKey};

use crate::stage::Stage;

/// Tables that are only good where they are; a village that came back has them empty.
const LOCAL: [&str; 5] = [
    "_sqlx_migrations",
    "prepared_parts",
    "drafts",
    "staff_links",
    "applied_sources",
];

impl Stage {
    /// Some news, comments and officials, that say `marker`.
    pub async fn furnish(&mut self, schema: &SchemaName, marker: &str) {
        let text = format!(
            "begin; set local search_path = \"{schema}\";
             update site set tagline = '{marker}', about = '{marker}';
             insert into categories (id, slug, name)
                 values (gen_random_uuid(), 'berita', '{marker}');
             insert into articles (id, slug, title, excerpt, body_html, status, published_at)
                 select gen_random_uuid(), '{slug}-' || n, '{marker} ' || n, repeat('{marker} ', 9),
                     repeat('<p>{marker}</p>', 200), 'published', now() - n * interval '1 hour'
                 from generate_series(1, 60) n;
             insert into comments (id, article_id, author, body, status)
                 select gen_random_uuid(), id, '{marker}', '{marker}', 'approved' from articles;
             insert into officials (id, section, name, office)
                 values (gen_random_uuid(), 'pemerintah', '{marker}', '{marker}');
             insert into staff (id, email, name, roles)
                 values (gen_random_uuid(), '{slug}@contoh.test', '{marker}', array['operator']);
             commit",
            slug = marker.to_lowercase()
        );
        self.sql(&text).await;
    }

    /// Files as an upload leaves them, by the way of the service.
    pub async fn put_files(&self, schema: &SchemaName, count: u8) {
        let objects = banua::setup::Objects::open(&self.config.storage)
            .await
            .unwrap();
        for number in 0..count {
            let bytes = Bytes::from(vec![number; 40_000]);
            let key = MediaKey::original(schema, &ContentHash::of(&bytes));
            objects.store.put(&key, "image/png", bytes).await.unwrap();
        }
        objects.shutdown().await;
    }

    /// A hash over every row of every table, as it is.
    pub async fn print_of(&mut self, schema: &SchemaName) -> String {
        self.hash_of(schema, &[], "t::text").await
    }

    /// The same over what travels.
    pub async fn content_of(&mut self, schema: &SchemaName) -> String {
        let row = "case when t.tableoid::regclass::text like '%site'
                       then (to_jsonb(t) - 'generation')::text else t::text end";
        self.hash_of(schema, &LOCAL, row).await
    }

    async fn hash_of(&mut self, schema: &SchemaName, without: &[&str], row: &str) -> String {
        let tables: Vec<(String,)> = sqlx::query_as(
            "select tablename::text from pg_tables where schemaname = $1 order by tablename",
        )
        .bind(schema.as_str())
        .fetch_all(&mut self.owner)
        .await
        .unwrap();
        assert!(!tables.is_empty(), "{schema} has no tables");
        let parts: Vec<String> = tables
            .iter()
            .filter(|(table,)| !without.contains(&table.as_str()))
            .map(|(table,)| {
                format!(
                    "select '{table}' || coalesce(md5(string_agg({row}, '|' order by t::text)), '')
                         as hash from \"{schema}\".\"{table}\" t"
                )
            })
            .collect();
        let all = format!(
            "select md5(string_agg(hash, ',' order by hash)) from ({}) h",
            parts.join(" union all ")
        );
        self.one(&all).await
    }

    /// Whether a village is in the register.
    pub async fn is_there(&mut self, schema: &SchemaName) -> bool {
        self.one(&format!(
            "select exists (select from platform.villages where schema_name = '{schema}')"
        ))
        .await
    }

    /// Register, schemas and roles tell of the same villages, and each schema is of the version the
    /// register says, with the tables, columns and rights of a village.
    pub async fn everything_is_whole(&mut self) {
        let wrong: Vec<(String,)> = sqlx::query_as(
            "select 'without a schema: ' || v.slug from platform.villages v
             where not exists (select from pg_namespace n where n.nspname = v.schema_name)
             union all
             select 'without a role: ' || v.slug from platform.villages v
             where not exists (select from pg_roles r where r.rolname = v.schema_name
                               and pg_has_role('banua_app', r.oid, 'member'))
             union all
             select 'not in the register: ' || n.nspname from pg_namespace n
             where n.nspname like 'd\\_%'
               and not exists (select from platform.villages v where v.schema_name = n.nspname)
             union all
             select 'a role of no village: ' || r.rolname from pg_roles r
             where r.rolname like $1
               and not exists (select from platform.villages v where v.schema_name = r.rolname)",
        )
        .bind(format!(
            "d\\_{}%",
            SchemaName::from(self.code(0)).as_str()[2..8].to_owned()
        ))
        .fetch_all(&mut self.owner)
        .await
        .unwrap();
        assert!(wrong.is_empty(), "{wrong:?}");
        let villages: Vec<(String, i64)> =
            sqlx::query_as("select schema_name, schema_version from platform.villages")
                .fetch_all(&mut self.owner)
                .await
                .unwrap();
        let shape = self.shape_of("village_template").await;
        for (schema, version) in villages {
            let applied: i64 = self
                .one(&format!(
                    "select max(version) from \"{schema}\"._sqlx_migrations"
                ))
                .await;
            assert_eq!(applied, version, "{schema} is of another version");
            if version == db::required_version() {
                assert_eq!(
                    self.shape_of(&schema).await,
                    shape,
                    "{schema} has other tables than a village"
                );
                let may_all: bool = self
                    .one(&format!(
                        "select bool_and(has_table_privilege('{schema}', c.oid, 'select, insert'))
                         from pg_class c join pg_namespace n on n.oid = c.relnamespace
                         where n.nspname = '{schema}' and c.relkind = 'r'
                           and c.relname <> '_sqlx_migrations'"
                    ))
                    .await;
                assert!(may_all, "{schema}: its role may not use its tables");
            }
        }
    }

    /// A hash over tables, columns and indexes.
    pub async fn shape_of(&mut self, schema: &str) -> String {
        self.one(&format!(
            "select md5(string_agg(line, '|' order by line)) from (
                 select c.relname || coalesce(a.attname || a.atttypid::regtype || a.attnotnull, '')
                     as line
                 from pg_class c join pg_namespace n on n.oid = c.relnamespace
                 left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
                     and not a.attisdropped
                 where n.nspname = '{schema}' and c.relkind in ('r', 'i')
             ) l"
        ))
        .await
    }
}

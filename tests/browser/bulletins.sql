-- What the regency says on the sites the suite looks at: one of each kind.
insert into platform.bulletins (id, kind, slug, title, body, link, starts_at, ends_at, audience,
    subdistricts, may_hide, made_by, made_name, made_at, changed_name, changed_at)
select gen_random_uuid(), kind, slug, title, body, link, now() - interval '1 day',
    now() + interval '6 days', audience, subdistricts, true, gen_random_uuid(), 'Dinas Kominfo',
    now() - interval '1 day', 'Dinas Kominfo', now()
from (values
    ('urgent', null, 'Muka air Sungai Martapura naik.',
        'Siapkan barang penting, jauhkan anak dari tepian, dan ikuti arahan pambakal.',
        'https://banjarkab.go.id/', 'subdistricts', array['63.03.04']),
    ('banner', null, 'Pasar murah keliling mulai 2 Desember.', '', '', 'all', '{}'),
    ('article', 'vaksinasi-keliling', 'Vaksinasi keliling untuk balita',
        '<p>Petugas puskesmas datang ke <strong>setiap balai desa</strong>.</p><h2>Yang dibawa</h2><ul><li>Buku KIA</li><li>Kartu keluarga</li></ul><p>Tanya petugas: <a href="https://banjarkab.go.id/">banjarkab.go.id</a>.</p>',
        'https://banjarkab.go.id/', 'all', '{}')
) as said (kind, slug, title, body, link, audience, subdistricts);
notify banua_register;

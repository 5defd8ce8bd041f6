//! The accounts of the district when there are many.

use config::Secret;
use support::{TestApp, environment, own_database};

use crate::console::superadmin;

#[tokio::test]
async fn a_long_list_of_accounts_is_turned_page_by_page() {
    let (owner, service) = own_database("banua_it_people").await;
    let app = TestApp::start_with(|config| {
        config.database.url = Secret::from(service);
        config.database.admin_url = Some(Secret::from(owner));
        config.redis.url = Some(Secret::from(environment("BANUA_REDIS_URL")));
    })
    .await;
    app.village().await;
    let mut browser = superadmin(&app).await;
    let mut tx = app.database.platform().await.unwrap();
    sqlx::query(
        "insert into platform.district_staff (id, email, name, role, status)
         select gen_random_uuid(), 'uji' || n || '@contoh.test', 'Aminah ' || lpad(n::text, 3, '0'),
             'auditor', case when n = 1 then 'disabled' else 'invited' end
         from generate_series(1, 120) n",
    )
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let (mut seen, mut path) = (Vec::new(), "/konsol/pengguna".to_owned());
    for _ in 0..5 {
        let page = browser.open(&path).await.html;
        let names = page.split("<b>Aminah ").skip(1);
        seen.extend(names.map(|rest| rest[..3].to_owned()));
        let next = page.split("href=\"/konsol/pengguna?sesudah=").nth(1);
        let Some(next) = next else { break };
        let id = next.split('"').next().unwrap();
        path = format!("/konsol/pengguna?sesudah={id}");
    }
    // Everybody once; whoever may not come in is the last of them.
    let wanted: Vec<String> = (2..=120).chain([1]).map(|n| format!("{n:03}")).collect();
    assert_eq!(seen, wanted);
    assert_eq!(
        browser.open("/konsol/pengguna?sesudah=entah").await.status,
        200
    );
}

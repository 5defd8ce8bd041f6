use super::*;

/// The whole table as a picture. Whoever changes a right changes it here too, knowingly.
#[test]
fn the_table_of_rights() {
    let mut picture = format!("{:18}", "");
    for role in Role::ALL {
        picture += &format!("{:>10}", role.as_str());
    }
    for capability in Capability::ALL {
        picture += &format!("\n{:18}", capability.as_str());
        for role in Role::ALL {
            let mark = if role.capabilities().has(capability) {
                "x"
            } else if capability == Capability::SignLetters && role.may_be_delegated_to_sign() {
                "d"
            } else {
                "."
            };
            picture += &format!("{mark:>10}");
        }
    }
    picture += &format!("\n{:18}", "(second factor)");
    for role in Role::ALL {
        picture += &format!(
            "{:>10}",
            if role.needs_second_factor() {
                "must"
            } else {
                "may"
            }
        );
    }
    println!("{picture}");
    let expected = "
                       kades    sekdes  operator  redaktur bendahara      kasi   wilayah  kelompok
write_news                 .         .         x         x         .         .         .         .
moderate                   x         x         x         x         .         .         .         .
manage_site                .         .         x         .         .         .         .         .
manage_staff               .         x         x         .         .         .         .         .
read_activity              x         x         x         .         .         .         .         .
manage_residents           .         x         x         .         .         x         .         .
read_residents             .         x         x         .         .         x         x         .
keep_groups                .         x         x         .         .         x         .         x
process_letters            .         x         x         .         .         x         .         .
sign_letters               x         d         .         .         .         .         .         .
manage_finance             .         .         x         .         x         .         .         .
manage_market              .         .         x         .         .         .         .         .
answer_complaints          x         x         x         .         .         x         .         .
(second factor)         must      must      must       may       may      must      must      must";
    assert_eq!(picture, expected.trim_start_matches('\n'));
}

#[test]
fn every_role_stands_in_the_table_once_and_is_read_back() {
    for role in Role::ALL {
        assert_eq!(TABLE.iter().filter(|(its, _)| *its == role).count(), 1);
        assert_eq!(role.as_str().parse(), Ok(role));
        assert!(!role.label().is_empty() && !role.description().is_empty());
    }
    for wrong in ["", "Kades", "kades ", "superadmin"] {
        assert_eq!(wrong.parse::<Role>(), Err(UnknownRole));
    }
}

#[test]
fn a_person_may_do_what_any_of_her_roles_may() {
    let both = Capabilities::of(&[Role::Redaktur, Role::Bendahara]);
    assert!(both.has(WriteNews) && both.has(ManageFinance));
    assert!(!both.has(ManageStaff));
    assert!(Capabilities::of(&[]).is_empty());
    assert_eq!(
        serde_json::to_string(&Capabilities::of(&[Role::Redaktur])).unwrap(),
        r#"["write_news","moderate"]"#
    );
}

#[test]
fn signing_is_the_heads_and_can_only_be_delegated_to_the_secretary() {
    for roles in [
        [Role::Operator, Role::Kasi],
        [Role::Redaktur, Role::Bendahara],
    ] {
        let may = Capabilities::of(&roles).with_delegated_signing(&roles);
        assert!(!may.has(SignLetters), "{roles:?}");
    }
    let secretary = Capabilities::of(&[Role::Sekdes]);
    assert!(!secretary.has(SignLetters));
    assert!(
        secretary
            .with_delegated_signing(&[Role::Sekdes])
            .has(SignLetters)
    );
    assert!(Capabilities::of(&[Role::Kades]).has(SignLetters));
}

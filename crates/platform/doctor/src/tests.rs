use jiff::SignedDuration;

use super::*;
use crate::probes::free;

#[tokio::test]
async fn whoever_does_not_answer_is_not_waited_for() {
    let silent = within::<()>(Duration::from_millis(20), std::future::pending());
    assert_eq!(silent.await, Err(Trouble::Late));
    assert_eq!(in_time(async { Ok(3) }).await, Ok(3));
}

#[test]
fn states_change_where_they_should() {
    let clock = |millis| Clock {
        ahead: SignedDuration::from_millis(millis),
        took: SignedDuration::ZERO,
    };
    for (millis, state) in [
        (0, State::Ok),
        (-999, State::Ok),
        (1_000, State::Warn),
        (-29_999, State::Warn),
        (30_000, State::Fail),
        (-40_000, State::Fail),
    ] {
        assert_eq!(State::of_clock(&clock(millis)), state, "{millis}");
    }
    let counts = |waiting, failed| jobs::Counts {
        waiting,
        running: 0,
        failed,
    };
    assert_eq!(State::of_queue(&counts(1000, 0)), State::Ok);
    assert_eq!(State::of_queue(&counts(1001, 0)), State::Warn);
    assert_eq!(State::of_queue(&counts(0, 1)), State::Warn);
    let disk = |free_kib| Disk {
        free_kib,
        folder: "/".into(),
    };
    assert_eq!(State::of_disk(&disk(3 * 1024 * 1024)), State::Ok);
    assert_eq!(State::of_disk(&disk(1024 * 1024)), State::Warn);
    assert_eq!(State::of_disk(&disk(1024)), State::Fail);
    let villages = |behind| Villages { behind, all: 290 };
    assert_eq!(State::of_villages(&villages(0)), State::Ok);
    assert_eq!(State::of_villages(&villages(1)), State::Fail);
    assert_eq!(State::of_mail(Mail::Folder, true), State::Warn);
    assert_eq!(State::of_mail(Mail::Folder, false), State::Ok);
}

#[test]
fn the_room_is_read_from_df() {
    let told = "Filesystem 1024-blocks Used Available Capacity Mounted on\n\
                /dev/vda1 41152736 30000000 9030000 77% /\n";
    assert_eq!(free(told), Some(9_030_000));
    assert_eq!(free("df: /nowhere: No such file\n"), None);
}

#[tokio::test]
async fn a_folder_that_is_not_there_yet_is_measured_where_it_will_lie() {
    let disk = probes::disk(Path::new("/tmp/not/there/yet")).await.unwrap();
    assert!(disk.is_none_or(|disk| disk.free_kib > 0));
}

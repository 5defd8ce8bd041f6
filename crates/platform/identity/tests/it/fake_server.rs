//! A mail server that writes down what it is told.

use std::sync::{Arc, Mutex};

use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
};

/// How it behaves.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    TakesAll,
    /// No such recipient.
    Refuses,
    /// "Try later."
    Greylists,
    /// Accepts the connection and says nothing.
    IsSilent,
    /// Falls silent at the end of the first letter, and takes the others.
    FallsSilentOnce,
}

pub struct FakeServer {
    pub port: u16,
    heard: Arc<Mutex<String>>,
}

impl FakeServer {
    pub async fn start(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("a bound port").port();
        let heard = Arc::<Mutex<String>>::default();
        let notes = Arc::clone(&heard);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, manner, Arc::clone(&notes)));
            }
        });
        Self { port, heard }
    }

    /// Everything that was said to it.
    pub fn heard(&self) -> String {
        self.heard
            .lock()
            .expect("no test panics while noting")
            .clone()
    }
}

async fn talk(mut stream: TcpStream, manner: Manner, notes: Arc<Mutex<String>>) {
    if manner == Manner::IsSilent {
        tokio::time::sleep(std::time::Duration::from_secs(60)).await;
        return;
    }
    let (reader, mut writer) = stream.split();
    let mut lines = BufReader::new(reader).lines();
    let mut in_letter = false;
    let _ = writer.write_all(b"220 test\r\n").await;
    while let Ok(Some(line)) = lines.next_line().await {
        notes
            .lock()
            .expect("no test panics while noting")
            .push_str(&format!("{line}\n"));
        let answer: &[u8] = match line.split(' ').next().unwrap_or("") {
            "." if in_letter => {
                in_letter = false;
                let noted = notes.lock().expect("no test panics while noting").clone();
                if manner == Manner::FallsSilentOnce && noted.matches("\n.\n").count() == 1 {
                    continue;
                }
                b"250 taken\r\n"
            }
            _ if in_letter => continue,
            "EHLO" => b"250-test\r\n250 8BITMIME\r\n",
            "RCPT" if manner == Manner::Refuses => b"550 5.1.1 no such mailbox siti@desa.id\r\n",
            "RCPT" if manner == Manner::Greylists => b"451 4.7.1 later\r\n",
            "DATA" => {
                in_letter = true;
                b"354 go on\r\n"
            }
            "QUIT" => b"221 bye\r\n",
            _ => b"250 ok\r\n",
        };
        if writer.write_all(answer).await.is_err() {
            return;
        }
    }
}

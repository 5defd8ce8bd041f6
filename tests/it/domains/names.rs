//! A name server of a test: it answers what the test says, when it says so.

use std::{
    collections::HashMap,
    net::{Ipv4Addr, SocketAddr},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    time::Duration,
};

use hickory_proto::{
    op::{Message, MessageType, ResponseCode},
    rr::{
        RData, Record, RecordType,
        rdata::{A, TXT},
    },
};
use tokio::net::UdpSocket;

/// How the server behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    Answers,
    Silent,
    /// SERVFAIL to everything.
    Fails,
}

pub struct Names {
    pub address: SocketAddr,
    state: Arc<State>,
}

struct State {
    mood: Mutex<Mood>,
    texts: Mutex<HashMap<String, Vec<Vec<String>>>>,
    addresses: Mutex<HashMap<String, Ipv4Addr>>,
    asked: AtomicUsize,
    delay: AtomicU64,
}

impl Names {
    pub async fn start() -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let state = Arc::new(State {
            mood: Mutex::new(Mood::Answers),
            texts: Mutex::default(),
            addresses: Mutex::default(),
            asked: AtomicUsize::new(0),
            delay: AtomicU64::new(0),
        });
        let address = socket.local_addr().unwrap();
        tokio::spawn(serve(Arc::new(socket), state.clone()));
        Self { address, state }
    }

    pub fn set(&self, mood: Mood) {
        *self.state.mood.lock().unwrap() = mood;
    }

    /// Has every answer come so much later.
    pub fn wait(&self, delay: Duration) {
        let delay = u64::try_from(delay.as_millis()).unwrap();
        self.state.delay.store(delay, Ordering::SeqCst);
    }

    /// Puts TXT records at a name, each of one part or of several.
    pub fn put(&self, name: &str, records: &[&[&str]]) {
        let whole = |parts: &&[&str]| parts.iter().map(|part| (*part).to_owned()).collect();
        let records = records.iter().map(whole).collect();
        self.state
            .texts
            .lock()
            .unwrap()
            .insert(name.to_owned(), records);
    }

    pub fn point(&self, name: &str, to: Ipv4Addr) {
        let mut known = self.state.addresses.lock().unwrap();
        known.insert(name.to_owned(), to);
    }

    pub fn asked(&self) -> usize {
        self.state.asked.load(Ordering::SeqCst)
    }
}

async fn serve(socket: Arc<UdpSocket>, state: Arc<State>) {
    let mut buffer = [0; 1500];
    while let Ok((size, from)) = socket.recv_from(&mut buffer).await {
        let Ok(question) = Message::from_vec(&buffer[..size]) else {
            continue;
        };
        state.asked.fetch_add(1, Ordering::SeqCst);
        let Some(answer) = answer(&state, &question) else {
            continue;
        };
        let (socket, delay) = (socket.clone(), state.delay.load(Ordering::SeqCst));
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(delay)).await;
            let _ = socket.send_to(&answer.to_vec().unwrap(), from).await;
        });
    }
}

fn answer(state: &State, question: &Message) -> Option<Message> {
    let mood = *state.mood.lock().unwrap();
    if mood == Mood::Silent {
        return None;
    }
    let query = question.queries.first()?;
    let name = query.name().to_ascii().to_lowercase();
    let name = name.trim_end_matches('.');
    let texts = state.texts.lock().unwrap().get(name).cloned();
    let address = state.addresses.lock().unwrap().get(name).copied();
    let mut reply = Message::new(
        question.metadata.id,
        MessageType::Response,
        question.metadata.op_code,
    );
    reply.metadata.recursion_desired = true;
    reply.metadata.recursion_available = true;
    reply.add_query(query.clone());
    let mut add = |data| {
        reply.add_answer(Record::from_rdata(query.name().clone(), 1, data));
    };
    match (query.query_type(), &texts, address) {
        (RecordType::TXT, Some(records), _) => {
            for parts in records {
                add(RData::TXT(TXT::new(parts.clone())));
            }
        }
        (RecordType::A, _, Some(address)) => add(RData::A(A(address))),
        _ => {}
    }
    reply.metadata.response_code = match mood {
        Mood::Fails => ResponseCode::ServFail,
        _ if texts.is_none() && address.is_none() => ResponseCode::NXDomain,
        _ => ResponseCode::NoError,
    };
    Some(reply)
}

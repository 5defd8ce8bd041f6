//! From a packer that writes to a store that waits: the same bytes in pieces.

use std::io::{self, Write};

use bytes::Bytes;
use media::Piece;
use tokio::sync::mpsc;

/// S3 wants at least five MiB and at most ten thousand pieces: 80 GiB.
const PIECE: usize = 8 * 1024 * 1024;

/// Collects what is written and hands it on whenever a piece is full. Dropped without
/// [`Piecewise::finish`], it lets the store know that nothing is to be kept.
pub(super) struct Piecewise {
    buffer: Vec<u8>,
    pieces: mpsc::Sender<Piece>,
}

impl Piecewise {
    pub(super) fn new(pieces: mpsc::Sender<Piece>) -> Self {
        Self {
            buffer: Vec::new(),
            pieces,
        }
    }

    /// Hands the rest on. The store may have failed, and then it says so.
    pub(super) async fn finish(self) -> io::Result<()> {
        let last = Piece::Last(self.buffer.into());
        self.pieces.send(last).await.map_err(|_| gone())
    }
}

fn gone() -> io::Error {
    io::Error::new(io::ErrorKind::BrokenPipe, "the store takes nothing more")
}

impl Write for Piecewise {
    /// Waits while the store is busy: to be called from a thread that may.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = bytes.len().min(PIECE - self.buffer.len());
        self.buffer.extend_from_slice(&bytes[..taken]);
        if self.buffer.len() == PIECE {
            let full: Bytes = std::mem::take(&mut self.buffer).into();
            self.pieces
                .blocking_send(Piece::More(full))
                .map_err(|_| gone())?;
        }
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_arrives_in_order_and_the_end_is_told() {
        let (sender, mut pieces) = mpsc::channel(8);
        let wanted: Vec<u8> = (0..PIECE * 2 + 77).map(|at| (at % 251) as u8).collect();
        let mut out = Piecewise::new(sender);
        for chunk in wanted.chunks(1_000_003) {
            out.write_all(chunk).unwrap();
        }
        futures::executor::block_on(out.finish()).unwrap();
        let (mut found, mut ends) = (Vec::new(), 0);
        while let Some(piece) = pieces.blocking_recv() {
            match piece {
                Piece::More(bytes) => {
                    assert_eq!(bytes.len(), PIECE);
                    found.extend_from_slice(&bytes);
                }
                Piece::Last(bytes) => {
                    found.extend_from_slice(&bytes);
                    ends += 1;
                }
            }
        }
        assert!(found == wanted && ends == 1);
    }
}

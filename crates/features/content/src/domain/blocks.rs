//! The blocks of the home page: which are shown, and in which order.

use serde::Serialize;

/// A block: its word in the store, what the office calls it, what it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Block {
    pub word: &'static str,
    pub label: &'static str,
    pub hint: &'static str,
}

const fn block(word: &'static str, label: &'static str, hint: &'static str) -> Block {
    Block { word, label, hint }
}

/// Every block, in the order a new village has.
pub const ALL: [Block; 7] = [
    block("news", "Kabar", "Enam berita terbaru."),
    block("events", "Agenda", "Kegiatan yang akan datang."),
    block("facts", "Sekilas", "Kode, luas, kode pos, letak di peta."),
    block(
        "others",
        "Layanan lain",
        "Yang ditambahkan bagian lain: anggaran, lapak, data.",
    ),
    block("officials", "Perangkat", "Wajah dan nama yang melayani."),
    block("albums", "Galeri", "Album foto terbaru."),
    block(
        "pages",
        "Kenali desa",
        "Halaman tetap: profil, sejarah, visi misi.",
    ),
];

/// All blocks in the village's order. Words nobody knows are left out; blocks that came with a
/// later version stand where a new village has them, after the one before.
pub fn ordered(stored: &[String]) -> Vec<Block> {
    let mut order: Vec<Block> = Vec::with_capacity(ALL.len());
    for word in stored {
        let known = ALL.iter().find(|block| block.word == word);
        if let Some(block) = known.filter(|block| !order.contains(block)) {
            order.push(*block);
        }
    }
    for (at, block) in ALL.iter().enumerate() {
        if order.contains(block) {
            continue;
        }
        let before = at.checked_sub(1).map(|at| ALL[at]);
        let place = before.and_then(|before| order.iter().position(|known| *known == before));
        match place {
            Some(place) => order.insert(place + 1, *block),
            None if order.is_empty() => order.push(*block),
            None => order.insert(0, *block),
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(stored: &[&str]) -> Vec<&'static str> {
        let stored: Vec<String> = stored.iter().map(|word| (*word).to_owned()).collect();
        ordered(&stored).iter().map(|block| block.word).collect()
    }

    #[test]
    fn every_block_has_one_place() {
        let usual: Vec<&str> = ALL.iter().map(|block| block.word).collect();
        assert_eq!(words(&[]), usual);
        let own = words(&["albums", "news", "albums", "ramalan"]);
        assert_eq!(own.len(), ALL.len());
        assert_eq!(own[0], "albums");
        assert!(
            own.iter().position(|word| *word == "pages") == Some(1),
            "{own:?}"
        );
    }
}

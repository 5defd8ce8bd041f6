//! The order of short lists, which people decide one step at a time.

use uuid::Uuid;

/// Where somebody moves a member of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    Up,
    Down,
}

impl Direction {
    /// From the button that was pressed.
    pub fn of(word: &str) -> Option<Self> {
        match word {
            "naik" => Some(Self::Up),
            "turun" => Some(Self::Down),
            _ => None,
        }
    }
}

/// The list with one member moved a step; at its end it stays. `None` when it is not in the list.
pub fn moved(list: &[Uuid], id: Uuid, direction: Direction) -> Option<Vec<Uuid>> {
    let at = list.iter().position(|known| *known == id)?;
    let to = match direction {
        Direction::Up => at.saturating_sub(1),
        Direction::Down => (at + 1).min(list.len() - 1),
    };
    let mut list = list.to_vec();
    list.swap(at, to);
    Some(list)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_moves_one_step_and_not_beyond_the_end() {
        let [a, b, c] = [1, 2, 3].map(Uuid::from_u128);
        assert_eq!(moved(&[a, b, c], c, Direction::Up), Some(vec![a, c, b]));
        assert_eq!(moved(&[a, b, c], a, Direction::Down), Some(vec![b, a, c]));
        assert_eq!(moved(&[a, b, c], a, Direction::Up), Some(vec![a, b, c]));
        assert_eq!(moved(&[a, b, c], c, Direction::Down), Some(vec![a, b, c]));
        assert_eq!(moved(&[a, b], c, Direction::Down), None);
        assert_eq!(moved(&[], c, Direction::Up), None);
    }
}

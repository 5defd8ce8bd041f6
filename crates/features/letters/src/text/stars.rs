//! Stars around what is bold.

use super::Piece;

/// A piece of a line, before stars are paired.
pub(super) enum Token {
    Text(String),
    Star { opens: bool, closes: bool },
    Value(Piece),
}

/// Pairs stars; one without a partner is a star.
pub(super) fn pieces(tokens: Vec<Token>) -> Vec<Piece> {
    let closes: Vec<bool> = tokens
        .iter()
        .map(|token| matches!(token, Token::Star { closes: true, .. }))
        .collect();
    let mut out: Vec<Piece> = Vec::new();
    let mut bold = false;
    for (at, token) in tokens.into_iter().enumerate() {
        match token {
            Token::Text(text) => add(&mut out, text, bold),
            Token::Star { closes: true, .. } if bold => bold = false,
            Token::Star { opens: true, .. } if !bold && closes[at + 1..].contains(&true) => {
                bold = true;
            }
            Token::Star { .. } => add(&mut out, "*".to_owned(), bold),
            Token::Value(Piece::Value {
                reference, form, ..
            }) => out.push(Piece::Value {
                reference,
                form,
                bold,
            }),
            Token::Value(piece) => out.push(piece),
        }
    }
    out
}

fn add(pieces: &mut Vec<Piece>, more: String, bold: bool) {
    if more.is_empty() {
        return;
    }
    if let Some(Piece::Text { text, bold: same }) = pieces.last_mut()
        && *same == bold
    {
        text.push_str(&more);
        return;
    }
    pieces.push(Piece::Text { text: more, bold });
}

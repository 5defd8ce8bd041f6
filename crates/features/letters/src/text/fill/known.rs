//! A value before it is written in a form.

use std::borrow::Cow;

use jiff::civil::{Date, DateTime, Time};
use kernel::{Rupiah, terbilang, time};

use super::super::words::Form;
use crate::{
    answers::{Decimal, Value},
    kind::Ask,
};

/// A value before it is written in a form.
pub(super) enum Known<'a> {
    Text(Cow<'a, str>),
    Whole(i64),
    Decimal(Decimal),
    Money(Rupiah),
    Date(Date),
    Time(Time),
    DateTime(DateTime),
}

impl Known<'_> {
    /// In its form, or as usual.
    pub(super) fn written(self, form: Option<Form>) -> String {
        match (self, form) {
            (Self::Whole(number), Some(Form::Words)) => terbilang(number),
            (Self::Decimal(number), Some(Form::Words)) => number.words(),
            (Self::Money(amount), Some(Form::Words)) => amount.words(),
            (Self::Date(day), Some(Form::Spelled)) => spelled(day),
            (Self::DateTime(moment), Some(Form::Spelled)) => spelled(moment.date()),
            (Self::Date(day), Some(Form::Weekday)) => time::weekday_name(day).to_owned(),
            (Self::DateTime(moment), Some(Form::Weekday)) => time::weekday_name(moment).to_owned(),
            (Self::DateTime(moment), Some(Form::Day)) => time::long_date(moment),
            (Self::DateTime(moment), Some(Form::Clock)) => clock(moment.time()),
            (known, form) => {
                let text = known.plain();
                match form {
                    Some(Form::Capitals) => text.to_uppercase(),
                    Some(Form::Small) => text.to_lowercase(),
                    _ => text,
                }
            }
        }
    }

    /// As it is written without a form.
    pub(super) fn plain(&self) -> String {
        match self {
            Self::Text(text) => text.clone().into_owned(),
            Self::Whole(number) => Value::Whole(*number).on_letter(&Ask::Whole),
            Self::Decimal(number) => number.to_string(),
            Self::Money(amount) => amount.to_string(),
            Self::Date(day) => time::long_date(*day),
            Self::Time(at) => clock(*at),
            Self::DateTime(moment) => Value::DateTime(*moment).on_letter(&Ask::DateTime),
        }
    }

    pub(super) fn owned<'b>(self) -> Known<'b> {
        match self {
            Self::Text(text) => Known::Text(text.into_owned().into()),
            Self::Whole(number) => Known::Whole(number),
            Self::Decimal(number) => Known::Decimal(number),
            Self::Money(amount) => Known::Money(amount),
            Self::Date(day) => Known::Date(day),
            Self::Time(at) => Known::Time(at),
            Self::DateTime(moment) => Known::DateTime(moment),
        }
    }
}

/// "Minggu, tanggal sembilan bulan November tahun dua ribu dua puluh lima"
fn spelled(day: Date) -> String {
    format!("{}, {}", time::weekday_name(day), time::spelled_date(day))
}

fn clock(at: Time) -> String {
    Value::Time(at).on_letter(&Ask::Time)
}

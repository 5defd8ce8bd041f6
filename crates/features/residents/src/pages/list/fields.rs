//! What a list of people can be filtered by, as its form shows it.

use kernel::CodeTable;
use serde::Serialize;

use super::super::{Choice, choices};
use crate::{
    domain::{Filter, State, Whereabouts},
    store::areas::AreaRow,
};

/// The lists to choose from.
#[derive(Debug, Default, Serialize)]
pub struct Fields {
    pub states: Field,
    pub areas: Field,
    pub sexes: Field,
    pub residencies: Field,
    pub educations: Field,
    pub occupations: Field,
    pub religions: Field,
    pub marital_statuses: Field,
    pub disabilities: Field,
    pub insurances: Field,
}

/// A list with what was chosen of it.
#[derive(Debug, Default, Serialize)]
pub struct Field {
    pub options: Vec<Choice>,
    pub chosen: String,
}

impl Field {
    fn of(table: CodeTable, chosen: &str) -> Self {
        Self {
            options: choices(table),
            chosen: chosen.to_owned(),
        }
    }
}

impl Fields {
    /// What was chosen among all there is.
    pub fn of(filter: &Filter, areas: &[AreaRow]) -> Self {
        let mut disabilities = Field::of(CodeTable::DisabilityOnForm, filter.disability);
        disabilities.options.insert(
            0,
            Choice {
                value: "ada".to_owned(),
                label: "Penyandang disabilitas, apa pun ragamnya".to_owned(),
            },
        );
        Self {
            states: Field {
                options: State::ALL
                    .into_iter()
                    .map(|state| Choice {
                        value: state.as_str().to_owned(),
                        label: state.label().to_owned(),
                    })
                    .collect(),
                chosen: filter.state.as_str().to_owned(),
            },
            areas: Field {
                options: place_choices(areas),
                chosen: filter.place.word(),
            },
            sexes: Field::of(CodeTable::Sex, filter.sex),
            residencies: Field::of(CodeTable::Residency, filter.residency),
            educations: Field::of(CodeTable::Education, filter.education),
            occupations: Field::of(CodeTable::Occupation, filter.occupation),
            religions: Field::of(CodeTable::Religion, filter.religion),
            marital_statuses: Field::of(CodeTable::MaritalStatus, filter.marital_status),
            disabilities,
            insurances: Field::of(CodeTable::HealthInsurance, filter.health_insurance),
        }
    }
}

/// Parts of the village, and each hamlet of several as a whole before its parts.
fn place_choices(areas: &[AreaRow]) -> Vec<Choice> {
    let mut all = Vec::with_capacity(areas.len());
    for (at, area) in areas.iter().enumerate() {
        let is_of = |other: &AreaRow| other.hamlet_key == area.hamlet_key;
        let is_first = at == 0 || !is_of(&areas[at - 1]);
        let has_more = areas.get(at + 1).is_some_and(is_of);
        if !area.hamlet_key.is_empty() && is_first && has_more {
            all.push(Choice {
                value: Whereabouts::Hamlet(area.hamlet_key.clone()).word(),
                label: format!("Seluruh Dusun {}", area.place().hamlet_name()),
            });
        }
        all.push(Choice {
            value: area.id.to_string(),
            label: area.place().label(),
        });
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{super::sample_area, *};

    #[test]
    fn a_hamlet_of_several_parts_can_be_chosen_as_a_whole() {
        let area = |number, hamlet: &str, rt: &str| sample_area(number, hamlet, rt);
        let areas = [
            area(1, "", "001"),
            area(2, "", "002"),
            area(3, "Hilir", "001"),
            area(4, "Hulu", "001"),
            area(5, "Hulu", "002"),
        ];
        let labels: Vec<String> = place_choices(&areas)
            .into_iter()
            .map(|choice| choice.label)
            .collect();
        assert_eq!(
            labels,
            [
                "RT 001",
                "RT 002",
                "Dusun Hilir, RT 001",
                "Seluruh Dusun Hulu",
                "Dusun Hulu, RT 001",
                "Dusun Hulu, RT 002"
            ]
        );
    }
}

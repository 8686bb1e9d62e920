//! Words without their endings, so that "customers" finds "customer".

use std::{collections::HashMap, sync::LazyLock};

use rust_stemmers::{Algorithm, Stemmer};

static STEMMER: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));

/// Plurals and verb forms that no rule of endings reaches.
const IRREGULAR: &[(&str, &str)] = &[
    ("people", "person"),
    ("persons", "person"),
    ("children", "child"),
    ("men", "man"),
    ("women", "woman"),
    ("wives", "wife"),
    ("lives", "live"),
    ("countries", "country"),
    ("cities", "city"),
    ("ids", "id"),
    ("indices", "index"),
    ("feet", "foot"),
    ("mice", "mouse"),
    ("staffs", "staff"),
    ("movies", "movie"),
    ("sold", "sell"),
    ("bought", "buy"),
    ("paid", "pay"),
    ("taught", "teach"),
    ("written", "write"),
    ("wrote", "write"),
    ("made", "make"),
    ("held", "hold"),
    ("won", "win"),
    ("flew", "fly"),
    ("flown", "fly"),
    ("grown", "grow"),
    ("given", "give"),
    ("taken", "take"),
    ("took", "take"),
    ("spent", "spend"),
    ("sent", "send"),
    ("built", "build"),
    ("drove", "drive"),
    ("driven", "drive"),
    ("ran", "run"),
    ("began", "begin"),
    ("begun", "begin"),
    ("met", "meet"),
    ("left", "leave"),
    ("lost", "lose"),
    ("shipped", "ship"),
    ("shipping", "ship"),
    ("news", "news"),
    ("series", "series"),
    ("sales", "sale"),
    ("data", "data"),
    ("addresses", "address"),
    ("statuses", "status"),
    ("analyses", "analysis"),
    ("diagnoses", "diagnosis"),
    ("prognoses", "prognosis"),
    ("crises", "crisis"),
    ("theses", "thesis"),
    ("hypotheses", "hypothesis"),
    ("criteria", "criterion"),
];

static FORMS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| IRREGULAR.iter().copied().collect());

/// The stem of a folded word. For matching only; never shown.
pub fn stem(word: &str) -> String {
    let regular = FORMS.get(word).copied().unwrap_or(word);
    STEMMER.stem(regular).into_owned()
}

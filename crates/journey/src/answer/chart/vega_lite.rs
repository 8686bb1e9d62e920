//! A chart as Vega-Lite, data included.
//!
//! Times are drawn in UTC, because a browser reads `2024-03-05` as midnight UTC and would otherwise
//! show the day before west of Greenwich. Field names are escaped, because Vega reads a dot or a
//! bracket in one as a path into nested data.

use querist_vocabulary::{answer::ChartKind, value::Value};
use serde_json::{Map, Value as Json, json};

use super::Plan;
use crate::answer::{
    figures::count,
    meaning::{Facet, Role},
    sentence::capital,
    time::Grain,
    view::View,
};

/// The most rows that a chart carries.
const MOST_ROWS: usize = 5_000;

/// The size of the drawing without its axes, in pixels.
const WIDTH: u32 = 480;
const HEIGHT: u32 = 280;

/// More names than this, or longer ones, are read better beside the bars than beneath them.
const MOST_UPRIGHT: usize = 8;
const LONGEST_UPRIGHT: usize = 12;

/// The whole chart.
pub(super) fn spec(plan: &Plan, view: &View<'_>) -> Json {
    let drawing = Drawing { plan, view };
    let mut spec = json!({
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "title": drawing.title(),
        "width": WIDTH,
        "data": { "values": drawing.data() },
        "mark": drawing.mark(),
        "encoding": drawing.encoding(),
    });
    // Where names stand one below the other, the chart grows with their number.
    if let (false, Some(spec)) = (drawing.grows(), spec.as_object_mut()) {
        spec.insert("height".into(), json!(HEIGHT));
    }
    spec
}

struct Drawing<'a> {
    plan: &'a Plan,
    view: &'a View<'a>,
}

impl Drawing<'_> {
    fn title(&self) -> Json {
        let text = capital(self.view.reading.unwrap_or("Result").trim_end_matches(['.', '?']));
        let rows = self.view.result.rows.len();
        match self.view.result.cut.is_some() || rows > MOST_ROWS {
            true => {
                json!({ "text": text, "subtitle": format!("the first {} rows", count(rows.min(MOST_ROWS))) })
            }
            false => json!(text),
        }
    }

    fn data(&self) -> Vec<Json> {
        let rows = self.view.result.rows.iter().take(MOST_ROWS);
        let cells = |row: &Vec<Value>| -> Map<String, Json> {
            let cell = |facet: &Facet| Some((self.key(facet), datum(row.get(facet.at)?, facet)));
            self.drawn().filter_map(cell).collect()
        };
        rows.map(|row| Json::Object(cells(row))).collect()
    }

    /// The columns that are drawn, and those that name a point when it is pointed at.
    fn drawn(&self) -> impl Iterator<Item = &Facet> {
        let places = [Some(self.plan.x), self.plan.y, self.plan.series];
        let is_named = self.plan.kind == ChartKind::Scatter;
        self.view.facets.iter().filter(move |facet| {
            places.contains(&Some(facet.at)) || (is_named && facet.role == Role::Category)
        })
    }

    fn mark(&self) -> Json {
        let mark = match self.plan.kind {
            ChartKind::Bar | ChartKind::Histogram => "bar",
            ChartKind::Line => return json!({ "type": "line", "point": true, "tooltip": true }),
            ChartKind::Area => "area",
            ChartKind::Pie => "arc",
            ChartKind::Scatter => "point",
            ChartKind::HeatMap => "rect",
            ChartKind::BoxPlot => return json!({ "type": "boxplot", "extent": 1.5 }),
        };
        json!({ "type": mark, "tooltip": true })
    }

    fn encoding(&self) -> Json {
        let facet = |at: usize| self.view.facets.iter().find(|facet| facet.at == at);
        let Some(x) = facet(self.plan.x) else { return json!({}) };
        let y = self.plan.y.and_then(facet);
        let series = self.plan.series.and_then(facet);
        match (self.plan.kind, y, series) {
            (ChartKind::Histogram, _, _) | (_, None, _) => json!({
                "x": self.with(x, "bin", json!(true)),
                "y": { "aggregate": "count", "type": "quantitative", "title": "rows" },
            }),
            (ChartKind::Pie, Some(y), _) => json!({
                "theta": self.with(y, "stack", json!(true)),
                "color": self.with(x, "sort", self.order(y)),
                "order": self.with(y, "sort", json!("descending")),
            }),
            (ChartKind::HeatMap, Some(y), Some(series)) => json!({
                "x": self.as_step(x), "y": self.as_step(series), "color": self.channel(y),
            }),
            (ChartKind::Bar, Some(y), _) if self.lies_down(x) => json!({
                "y": self.with(x, "sort", self.order_by("-x")), "x": self.channel(y),
            }),
            (ChartKind::Bar, Some(y), _) => json!({
                "x": self.bar_axis(x), "y": self.channel(y),
            }),
            (ChartKind::Scatter, Some(y), series) => self.scatter(x, y, series),
            (
                ChartKind::Line | ChartKind::Area | ChartKind::BoxPlot | ChartKind::HeatMap,
                Some(y),
                None,
            ) => {
                json!({ "x": self.channel(x), "y": self.channel(y) })
            }
            (ChartKind::Line | ChartKind::Area | ChartKind::BoxPlot, Some(y), Some(series)) => {
                json!({
                    "x": self.channel(x), "y": self.channel(y), "color": self.channel(series),
                })
            }
        }
    }

    fn scatter(&self, x: &Facet, y: &Facet, series: Option<&Facet>) -> Json {
        let tooltip: Vec<Json> = self.drawn().map(|facet| self.channel(facet)).collect();
        // A scatter plot is about the cloud: its axes need not begin at zero.
        let mut encoding = json!({
            "x": self.with(x, "scale", json!({ "zero": false })),
            "y": self.with(y, "scale", json!({ "zero": false })),
            "tooltip": tooltip,
        });
        if let (Some(series), Some(channels)) = (series, encoding.as_object_mut()) {
            channels.insert("color".into(), self.channel(series));
        }
        encoding
    }

    /// Bars over time stand in time's order, others by size unless an order was asked for.
    fn bar_axis(&self, x: &Facet) -> Json {
        match x.role {
            Role::Time(_) => self.as_step(x),
            Role::Measure(_) | Role::Category | Role::Identifier | Role::Other => {
                self.with(x, "sort", self.order_by("-y"))
            }
        }
    }

    fn lies_down(&self, x: &Facet) -> bool {
        let long =
            self.view.values(x).any(|name| name.to_string().chars().count() > LONGEST_UPRIGHT);
        x.role == Role::Category && (long || self.view.result.rows.len() > MOST_UPRIGHT)
    }

    /// Whether names stand on the vertical axis.
    fn grows(&self) -> bool {
        let x = self.view.facets.iter().find(|facet| facet.at == self.plan.x);
        match self.plan.kind {
            ChartKind::HeatMap => true,
            ChartKind::Bar => x.is_some_and(|x| self.lies_down(x)),
            ChartKind::Line
            | ChartKind::Area
            | ChartKind::Pie
            | ChartKind::Scatter
            | ChartKind::Histogram
            | ChartKind::BoxPlot => false,
        }
    }

    fn order_by(&self, channel: &str) -> Json {
        if self.view.ordered { Json::Null } else { json!(channel) }
    }

    fn order(&self, by: &Facet) -> Json {
        if self.view.ordered {
            return Json::Null;
        }
        json!({ "field": self.key_path(by), "order": "descending" })
    }

    fn channel(&self, facet: &Facet) -> Json {
        let mut channel = json!({
            "field": self.key_path(facet),
            "type": measurement(facet),
            "title": title(facet),
        });
        if let (Role::Time(Grain::Month | Grain::Day | Grain::Moment), Some(map)) =
            (facet.role, channel.as_object_mut())
        {
            map.insert("scale".into(), json!({ "type": "utc" }));
        }
        channel
    }

    fn with(&self, facet: &Facet, key: &str, value: Json) -> Json {
        let mut channel = self.channel(facet);
        if let Some(map) = channel.as_object_mut() {
            map.insert(key.into(), value);
        }
        channel
    }

    /// On a scale of steps instead of a continuous one.
    fn as_step(&self, facet: &Facet) -> Json {
        let kind = if facet.role == Role::Category { "nominal" } else { "ordinal" };
        json!({ "field": self.key_path(facet), "type": kind, "title": title(facet) })
    }

    /// The column's own name, with its position where another has the same.
    fn key(&self, facet: &Facet) -> String {
        let columns = &self.view.result.columns;
        let name = columns.get(facet.at).map_or("", |column| column.name.as_str());
        let is_shared = columns.iter().filter(|column| column.name == name).count() > 1;
        if is_shared || name.is_empty() { format!("{name} {}", facet.at + 1) } else { name.into() }
    }

    fn key_path(&self, facet: &Facet) -> String {
        escape(&self.key(facet))
    }
}

/// Escapes what Vega reads as a path.
fn escape(name: &str) -> String {
    let special = |c: char| matches!(c, '\\' | '.' | '[' | ']' | '\'' | '"');
    name.chars().flat_map(|c| special(c).then_some('\\').into_iter().chain([c])).collect()
}

fn measurement(facet: &Facet) -> &'static str {
    match facet.role {
        Role::Measure(_) => "quantitative",
        Role::Time(Grain::Month | Grain::Day | Grain::Moment) => "temporal",
        Role::Time(Grain::Year | Grain::Quarter | Grain::Cycle) => "ordinal",
        Role::Category | Role::Identifier | Role::Other => "nominal",
    }
}

fn title(facet: &Facet) -> String {
    let label = capital(&facet.label);
    facet.unit.as_ref().map_or(label.clone(), |unit| format!("{label} ({unit})"))
}

/// A number as a number whatever its digits; a moment with its zone, so that every browser reads the same.
fn datum(value: &Value, facet: &Facet) -> Json {
    match (value, facet.role) {
        (Value::DateTime(moment), _) => json!(format!("{moment}Z")),
        (Value::Text(text), Role::Time(Grain::Moment)) => {
            let zoned =
                text.ends_with('Z') || text.get(19..).is_some_and(|end| end.contains(['+', '-']));
            json!(format!("{}{}", text.replacen(' ', "T", 1), if zoned { "" } else { "Z" }))
        }
        (_, Role::Measure(_)) => value.as_number().map_or(Json::Null, |number| {
            if number.fract() == 0.0 && number.abs() < 9e15 {
                json!(number as i64)
            } else {
                json!(number)
            }
        }),
        _ => value.to_json(),
    }
}

//! What the columns of an imported table mean: the fields of each kind of table, the header row, and the reading of each cell.

mod choices;
mod doubts;
mod fields;
mod header;
mod interpret;
mod mapping;
mod values;

pub use doubts::date_readings;
pub use fields::{Field, FieldKind, ImportKind};
pub use header::{HEADER_SEARCH_ROWS, HeaderMatch, find_header, normal_header};
pub use interpret::{Interpreter, Skip, Understood};
pub use mapping::{ColumnRef, Mapping, MappingError, column_letter};
pub use values::{Problem, Severity, Value};

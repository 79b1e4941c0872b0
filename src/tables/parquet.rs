//! Tables as Apache Parquet: what column stores and data frames read without guessing, where CSV says neither types nor what is missing.
//!
//! Cells are as they are, without the apostrophes that keep spreadsheets from seeing formulas: nothing runs a cell of Parquet.
//! Only what the library needs at least is compiled in; Arrow, its usual companion, weighs several times as much.

use super::Table;
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{Type, TypePtr};
use std::io::{self, Write};
use std::sync::Arc;

/// Columns that hold whole numbers; all others hold text.
const NUMBERS: [&str; 7] = ["part", "position", "start", "end", "page", "claims", "resolutions"];
/// Rows that a reader can skip at once, and that the writer holds as values.
const ROWS: usize = 100_000;

/// Level of a cell that has a value, and of one that has none.
const PRESENT: i16 = 1;
const ABSENT: i16 = 0;

impl Table {
    /// The table as Parquet, packed with Snappy, which every reader of Parquet knows. Whole numbers are 64-bit integers, all else is UTF-8; an
    /// empty cell is null.
    ///
    /// # Errors
    /// When the output fails, or a number is none.
    pub fn write_parquet(&self, out: impl Write + Send) -> io::Result<()> {
        self.write_groups(out).map_err(io::Error::other)
    }

    fn write_groups(&self, out: impl Write + Send) -> Result<(), ParquetError> {
        let program = concat!("whereas version ", env!("CARGO_PKG_VERSION"));
        let packed =
            WriterProperties::builder().set_compression(Compression::SNAPPY).set_created_by(program.to_owned());
        let mut writer = SerializedFileWriter::new(out, self.schema()?, Arc::new(packed.build()))?;
        for rows in self.rows.chunks(ROWS) {
            let mut group = writer.next_row_group()?;
            for (at, heading) in self.headings.iter().enumerate() {
                write_column(&mut group, heading, rows.iter().map(|row| row[at].as_str()))?;
            }
            group.close()?;
        }
        writer.close()?;
        Ok(())
    }

    fn schema(&self) -> Result<TypePtr, ParquetError> {
        let column = |heading: &&str| {
            let (physical, logical) = match NUMBERS.contains(heading) {
                true => (Physical::INT64, None),
                false => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            };
            let column = Type::primitive_type_builder(heading, physical).with_logical_type(logical);
            column.with_repetition(Repetition::OPTIONAL).build().map(Arc::new)
        };
        let columns = self.headings.iter().map(column).collect::<Result<_, _>>()?;
        Type::group_type_builder(self.name).with_fields(columns).build().map(Arc::new)
    }
}

fn write_column<'a, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    heading: &str,
    cells: impl Iterator<Item = &'a str>,
) -> Result<(), ParquetError> {
    let Some(column) = group.next_column()? else {
        return Err(ParquetError::General(format!("column {heading}: expected one of the schema")));
    };
    let cells: Vec<&str> = cells.collect();
    let levels: Vec<i16> = cells.iter().map(|cell| if cell.is_empty() { ABSENT } else { PRESENT }).collect();
    let present = cells.into_iter().filter(|cell| !cell.is_empty());
    write_cells(column, heading, present, &levels)
}

fn write_cells<'a>(
    mut column: SerializedColumnWriter<'_>,
    heading: &str,
    present: impl Iterator<Item = &'a str>,
    levels: &[i16],
) -> Result<(), ParquetError> {
    if NUMBERS.contains(&heading) {
        let number = |cell: &str| {
            cell.parse::<i64>()
                .map_err(|_| ParquetError::General(format!("column {heading}: expected a number, found {cell:?}")))
        };
        let numbers: Vec<i64> = present.map(number).collect::<Result<_, _>>()?;
        column.typed::<Int64Type>().write_batch(&numbers, Some(levels), None)?;
    } else {
        let texts: Vec<ByteArray> = present.map(ByteArray::from).collect();
        column.typed::<ByteArrayType>().write_batch(&texts, Some(levels), None)?;
    }
    column.close()
}

//! Short forms for columns, keys and indexes that every migration writes.

use sea_orm_migration::prelude::*;

pub fn id(name: &str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).uuid().not_null().take()
}

pub fn id_null(name: &str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).uuid().take()
}

pub fn text(name: &str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).text().not_null().take()
}

pub fn text_null(name: &str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).text().take()
}

pub fn int(name: &str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).integer().not_null().take()
}

pub fn int_null(name: &str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).integer().take()
}

pub fn big(name: &str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).big_integer().not_null().take()
}

pub fn big_null(name: &str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).big_integer().take()
}

pub fn count(name: &str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).big_integer().not_null().default(0).take()
}

pub fn flag(name: &str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).boolean().not_null().default(false).take()
}

pub fn double_null(name: &str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).double().take()
}

pub fn double(name: &str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).double().not_null().take()
}

pub fn json(name: &str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).json_binary().not_null().take()
}

pub fn json_null(name: &str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).json_binary().take()
}

/// `column IN ('a', 'b')`, for a closed set of states.
pub fn one_of(mut column: ColumnDef, values: &[&str]) -> ColumnDef {
    let name = column.get_column_name();
    column.check(Expr::col(Alias::new(name)).is_in(values.iter().copied())).take()
}

/// A table with its columns.
pub fn table(name: &str, columns: Vec<ColumnDef>) -> TableCreateStatement {
    let mut table = Table::create();
    table.table(Alias::new(name));
    for column in columns {
        table.col(column);
    }
    table.take()
}

/// Adds a primary key over `columns`.
pub fn primary(mut table: TableCreateStatement, columns: &[&str]) -> TableCreateStatement {
    let mut key = Index::create();
    for column in columns {
        key.col(Alias::new(*column));
    }
    table.primary_key(&mut key).take()
}

/// Adds a foreign key; rows go with the row they refer to when `cascade`, else the reference is emptied.
pub fn refers(mut table: TableCreateStatement, column: &str, to: &str, cascade: bool) -> TableCreateStatement {
    let from = table.get_table_name().cloned();
    let mut key = ForeignKey::create();
    if let Some(from) = from {
        key.from_tbl(from);
    }
    key.from_col(Alias::new(column)).to(Alias::new(to), Alias::new("id")).on_delete(if cascade {
        ForeignKeyAction::Cascade
    } else {
        ForeignKeyAction::SetNull
    });
    table.foreign_key(&mut key).take()
}

/// An index; its name follows from table and columns.
pub fn index(table: &str, columns: &[&str], unique: bool) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(format!("{}_{}_{}", if unique { "uq" } else { "ix" }, table, columns.join("_"))).table(Alias::new(table));
    for column in columns {
        index.col(Alias::new(*column));
    }
    if unique {
        index.unique();
    }
    index.take()
}

/// Creates tables, then indexes.
pub async fn create(
    manager: &SchemaManager<'_>,
    tables: Vec<TableCreateStatement>,
    indexes: Vec<IndexCreateStatement>,
) -> Result<(), DbErr> {
    for table in tables {
        manager.create_table(table).await?;
    }
    for index in indexes {
        manager.create_index(index).await?;
    }
    Ok(())
}

namespace NineGrid.Data.Bulk;

/// <summary>Writes many rows of a mapped type by the provider's own fast path, within the context's current transaction.</summary>
/// <remarks>
/// Table, columns and conversions come from the EF model. Rows are pulled one at a time; the same instance may be yielded again with other values.
/// Values that the database generates (identity keys) are left to it.
/// </remarks>
public interface IBulk
{
    /// <summary>Appends rows.</summary>
    Task InsertAsync<TRow>(NineGridDbContext db, IEnumerable<TRow> rows, CancellationToken cancellationToken)
        where TRow : class;

    /// <summary>Overwrites the named properties of rows that exist; a row whose key is not there is passed over.</summary>
    /// <param name="db">The context, in a transaction.</param>
    /// <param name="rows">Rows with distinct keys.</param>
    /// <param name="key">Names of the properties that make the key; a unique index covers them.</param>
    /// <param name="properties">Names of the properties to write, keys included.</param>
    /// <param name="keepFor">The batch of data that the rows come from: what others wrote is first kept as it is beside the table; null keeps nothing.</param>
    /// <param name="cancellationToken">Stops the load; the transaction is then rolled back by its owner.</param>
    Task UpdateAsync<TRow>(
        NineGridDbContext db,
        IEnumerable<TRow> rows,
        IReadOnlyList<string> key,
        IReadOnlyList<string> properties,
        int? keepFor,
        CancellationToken cancellationToken
    )
        where TRow : class;

    /// <summary>Inserts rows whose key is new and, where the key exists, overwrites the named properties only.</summary>
    /// <param name="db">The context, in a transaction.</param>
    /// <param name="rows">Rows with distinct keys.</param>
    /// <param name="key">Names of the properties that make the key; a unique index covers them.</param>
    /// <param name="properties">Names of the properties to write, keys included; the others keep their stored value, null in a new row.</param>
    /// <param name="keepFor">As in <see cref="UpdateAsync"/>.</param>
    /// <param name="cancellationToken">Stops the load; the transaction is then rolled back by its owner.</param>
    Task UpsertAsync<TRow>(
        NineGridDbContext db,
        IEnumerable<TRow> rows,
        IReadOnlyList<string> key,
        IReadOnlyList<string> properties,
        int? keepFor,
        CancellationToken cancellationToken
    )
        where TRow : class;

    /// <summary>Lets the database count what this transaction has filled, so that the plans of the queries after it fit.</summary>
    /// <remarks>
    /// PostgreSQL counts by itself a minute later at the soonest, and not at all when a snapshot adds less than a tenth to many others.
    /// SQL Server counts when it plans, and SQLite plans by the columns of its indices.
    /// </remarks>
    /// <param name="db">The context, in a transaction that ends with this.</param>
    /// <param name="cancellationToken">Stops; the transaction is then rolled back by its owner.</param>
    Task CountAsync(NineGridDbContext db, CancellationToken cancellationToken);
}

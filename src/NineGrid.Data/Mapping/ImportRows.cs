using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace NineGrid.Data.Mapping;

/// <summary>A file that people brought or are to fetch; in the database, so that every node has it. Its content lies in pieces.</summary>
public sealed class StoredFileRow
{
    public int Id { get; set; }

    /// <summary>Its name as somebody wrote it: shown, never opened.</summary>
    public required string Name { get; set; }

    /// <summary>Size of the whole file.</summary>
    public long Bytes { get; set; }

    /// <summary>False while it is being brought: half a file is nobody's package.</summary>
    public bool Whole { get; set; }
    public required string StoredBy { get; set; }
    public DateTime StoredAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<StoredFileRow>
    {
        public void Configure(EntityTypeBuilder<StoredFileRow> builder)
        {
            builder.ToTable("stored_files");
            builder.Property(row => row.Name).IsName();
            builder.Property(row => row.StoredBy).HasMaxLength(256);
        }
    }
}

/// <summary>A piece of a stored file.</summary>
public sealed class FilePieceRow
{
    /// <summary>Bytes of every piece but the last.</summary>
    public const int Length = 1 << 20;

    public int FileId { get; set; }

    /// <summary>From 0.</summary>
    public int Number { get; set; }
    public required byte[] Content { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<FilePieceRow>
    {
        public void Configure(EntityTypeBuilder<FilePieceRow> builder)
        {
            builder.ToTable("file_pieces");
            builder.HasKey(row => new { row.FileId, row.Number });
            builder.HasOne<StoredFileRow>().WithMany().HasForeignKey(row => row.FileId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>A batch of data: an import that was stored, also when it was taken back later.</summary>
public sealed class DataBatchRow
{
    public int Id { get; set; }

    /// <summary>Name of the package.</summary>
    public required string Package { get; set; }
    public required string ImportedBy { get; set; }
    public DateTime ImportedAt { get; set; }

    /// <summary>How long it took, in milliseconds.</summary>
    public long Milliseconds { get; set; }

    /// <summary>Rows stored, of all files.</summary>
    public long Stored { get; set; }

    /// <summary>Rows rejected, of all files.</summary>
    public long Rejected { get; set; }

    /// <summary>The files with their counts, as JSON.</summary>
    public required string Files { get; set; }

    /// <summary>When it was taken back; null while it holds.</summary>
    public DateTime? UndoneAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<DataBatchRow>
    {
        public void Configure(EntityTypeBuilder<DataBatchRow> builder)
        {
            builder.ToTable("data_batches");
            builder.Property(row => row.Package).IsName();
            builder.Property(row => row.ImportedBy).HasMaxLength(256);
        }
    }
}

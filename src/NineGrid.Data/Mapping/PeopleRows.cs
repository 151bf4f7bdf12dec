using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NineGrid.Data.Access;

namespace NineGrid.Data.Mapping;

/// <summary>Somebody who signs in.</summary>
public sealed class AppUser : IdentityUser<int>
{
    /// <summary>What the user may do; several at once.</summary>
    public Roles Roles { get; set; }

    /// <summary>The relationship manager the user is; null unless <see cref="Roles.Manager"/> is held.</summary>
    public int? ManagerId { get; set; }

    /// <summary>The institution the user heads; null unless <see cref="Roles.Head"/> is held.</summary>
    public int? InstitutionId { get; set; }

    /// <summary>Whether the password was set by somebody else and must be changed before anything else is done.</summary>
    public bool MustChangePassword { get; set; }

    /// <summary>Whether the user is kept out.</summary>
    public bool Disabled { get; set; }

    /// <summary>When the user last signed in; null for never.</summary>
    public DateTime? LastSignInAt { get; set; }

    /// <summary>Up to when the user has been told of alerts by e-mail; null for never.</summary>
    public DateTime? ToldUntil { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<AppUser>
    {
        public void Configure(EntityTypeBuilder<AppUser> builder)
        {
            builder.ToTable("users");
            builder.HasOne<ManagerRow>().WithMany().HasForeignKey(user => user.ManagerId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<InstitutionRow>().WithMany().HasForeignKey(user => user.InstitutionId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    internal sealed class ClaimMapping : IEntityTypeConfiguration<IdentityUserClaim<int>>
    {
        public void Configure(EntityTypeBuilder<IdentityUserClaim<int>> builder) => builder.ToTable("user_claims");
    }

    internal sealed class LoginMapping : IEntityTypeConfiguration<IdentityUserLogin<int>>
    {
        public void Configure(EntityTypeBuilder<IdentityUserLogin<int>> builder) => builder.ToTable("user_logins");
    }

    internal sealed class TokenMapping : IEntityTypeConfiguration<IdentityUserToken<int>>
    {
        public void Configure(EntityTypeBuilder<IdentityUserToken<int>> builder) => builder.ToTable("user_tokens");
    }
}

/// <summary>A view of a list or picture that a user keeps under a name.</summary>
public sealed class SavedViewRow
{
    /// <summary>Most characters of a name.</summary>
    public const int LongestName = 60;

    /// <summary>Most characters of a query.</summary>
    public const int LongestQuery = 2000;

    public int Id { get; set; }
    public int UserId { get; set; }

    /// <summary>Unique among the views of the user.</summary>
    public required string Name { get; set; }

    /// <summary>The page: <c>/customers</c>.</summary>
    public required string Path { get; set; }

    /// <summary>What is in force, as in an address: <c>?size=S&amp;sort=-raroc</c>; empty for nothing.</summary>
    public required string Query { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<SavedViewRow>
    {
        private const int LongestPath = 100;

        public void Configure(EntityTypeBuilder<SavedViewRow> builder)
        {
            builder.ToTable("saved_views");
            builder.Property(row => row.Name).HasMaxLength(LongestName);
            builder.Property(row => row.Path).HasMaxLength(LongestPath);
            builder.Property(row => row.Query).HasMaxLength(LongestQuery);
            builder.HasIndex(row => new { row.UserId, row.Name }).IsUnique();
            builder.HasOne<AppUser>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>A key that protects cookies and tokens, shared by all web nodes.</summary>
public sealed class ProtectionKeyRow
{
    public int Id { get; set; }
    public required string Name { get; set; }

    /// <summary>The key as the framework writes it.</summary>
    public required string Xml { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ProtectionKeyRow>
    {
        public void Configure(EntityTypeBuilder<ProtectionKeyRow> builder)
        {
            builder.ToTable("protection_keys");
            builder.Property(row => row.Name).HasMaxLength(Columns.NameLength);
        }
    }
}

/// <summary>A line of the audit trail; never changed or deleted, which the database itself refuses.</summary>
public sealed class AuditRow
{
    public long Id { get; set; }
    public DateTime At { get; set; }

    /// <summary>Name of the user; of the operating-system user for the command line; the name that was tried for a failed sign-in.</summary>
    public required string Actor { get; set; }

    /// <summary>Network address; null for the command line.</summary>
    public string? Address { get; set; }
    public AuditAction Action { get; set; }

    /// <summary>What it was done to: a user name, a period, a file, an export.</summary>
    public required string Subject { get; set; }

    /// <summary>State before as JSON; null when there was none.</summary>
    public string? Before { get; set; }

    /// <summary>State after as JSON; null when there is none.</summary>
    public string? After { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<AuditRow>
    {
        public void Configure(EntityTypeBuilder<AuditRow> builder)
        {
            builder.ToTable("audit_trail");
            builder.Property(row => row.Actor).HasMaxLength(256);
            builder.Property(row => row.Address).HasMaxLength(64);
            builder.Property(row => row.Action).HasConversion<string>().HasMaxLength(64);
            builder.Property(row => row.Subject).HasMaxLength(400);
            builder.HasIndex(row => row.At);
        }
    }
}

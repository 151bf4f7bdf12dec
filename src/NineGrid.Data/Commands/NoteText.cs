namespace NineGrid.Data.Commands;

/// <summary>What people write beside things: lines may break, nothing else may control.</summary>
internal static class NoteText
{
    /// <summary>Whether a text can be a note of so many characters at most; none at all can.</summary>
    public static bool IsNote(string? text, int longest) =>
        text is null || (text.Trim().Length <= longest && !text.Any(one => char.IsControl(one) && one is not ('\n' or '\r' or '\t')));

    /// <summary>Reads a note as entered; nothing entered is no note.</summary>
    public static bool TryRead(string? entered, int longest, out string? text)
    {
        text = string.IsNullOrWhiteSpace(entered) ? null : entered.ReplaceLineEndings("\n").Trim();
        return IsNote(text, longest);
    }
}

namespace NineGrid.Web.Resources;

/// <summary>The catalogue of everything that is said on a page: <c>Text.resx</c> in Chinese, <c>Text.en.resx</c> in English.</summary>
public sealed class Text;

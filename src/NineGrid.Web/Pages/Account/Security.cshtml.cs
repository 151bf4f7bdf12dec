using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NineGrid.Data.Commands.People;
using NineGrid.Data.Queries.People;
using NineGrid.Web.Access;
using QRCoder;

namespace NineGrid.Web.Pages.Account;

/// <summary>One's own account: second factor, sessions, rights.</summary>
[Authorize(Policies.Account)]
[ResponseCache(Location = ResponseCacheLocation.None, NoStore = true)]
public sealed class SecurityPage(UsersQuery users, SecondFactor second, EndSessions sessions, SignIn signIn) : PageModel
{
    /// <summary>The one-time code that proves that the authenticator has the secret.</summary>
    [BindProperty]
    public string? Code { get; set; }

    /// <summary>The account.</summary>
    public UserView Account { get; private set; } = null!;

    /// <summary>The secret for the authenticator while the second factor is off; null when it is on.</summary>
    public string? Secret { get; private set; }

    /// <summary>The recovery codes, right after they were made.</summary>
    public IReadOnlyList<string> RecoveryCodes { get; private set; } = [];

    /// <summary>What is wrong, as codes of <c>fault.*</c>.</summary>
    public IReadOnlyList<string> Faults { get; private set; } = [];

    private string Name => User.Identity!.Name!;

    /// <summary>The secret in groups of four, for typing it in.</summary>
    public string SpacedSecret => string.Join(' ', Secret!.Chunk(4).Select(group => new string(group)));

    /// <summary>The secret as a picture that an authenticator reads, as a data address.</summary>
    public string Picture()
    {
        string address =
            $"otpauth://totp/NineGrid:{Uri.EscapeDataString(Account.Name)}?secret={Secret}&issuer=NineGrid&algorithm=SHA1&digits=6&period=30";
        using var generator = new QRCodeGenerator();
        using QRCodeData data = generator.CreateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var picture = new PngByteQRCode(data);
        return $"data:image/png;base64,{Convert.ToBase64String(picture.GetGraphic(pixelsPerModule: 5))}";
    }

    public Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => ShowAsync(cancellationToken);

    public async Task<IActionResult> OnPostEnableAsync(CancellationToken cancellationToken)
    {
        if (!signIn.Allow(Name))
        {
            return StatusCode(StatusCodes.Status429TooManyRequests);
        }

        (IdentityResult result, RecoveryCodes) = await second.EnableAsync(Name, (Code ?? "").Replace(" ", "", StringComparison.Ordinal));
        return await AfterAsync(result, cancellationToken);
    }

    public async Task<IActionResult> OnPostRegenerateAsync(CancellationToken cancellationToken)
    {
        (IdentityResult result, RecoveryCodes) = await second.RegenerateAsync(Name);
        return await AfterAsync(result, cancellationToken);
    }

    public async Task<IActionResult> OnPostDisableAsync(CancellationToken cancellationToken) =>
        await AfterAsync(await second.DisableAsync(Name), cancellationToken);

    public async Task<IActionResult> OnPostSignOutEverywhereAsync()
    {
        await sessions.RunAsync(Name);
        await signIn.OutAsync();
        return RedirectToPage("/Account/SignIn");
    }

    private async Task<IActionResult> AfterAsync(IdentityResult result, CancellationToken cancellationToken)
    {
        Faults = [.. result.Errors.Select(error => error.Code)];
        if (result.Succeeded)
        {
            await signIn.RefreshAsync();
        }

        return await ShowAsync(cancellationToken);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        Account = (await users.AskAsync(Name, cancellationToken))!;
        Secret = Account.SecondFactor ? null : await second.SecretAsync(Name);
        return Page();
    }
}

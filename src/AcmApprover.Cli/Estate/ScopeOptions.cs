using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using AcmApprover.Aws.Client;
using AcmApprover.Aws.Estate;
using AcmApprover.Cli.Session;
using AcmApprover.Cli.Terminal;
using AcmApprover.Estate;
using AcmApprover.Estate.Resending;
using AcmApprover.Identifiers;

namespace AcmApprover.Cli.Estate;

/// <summary>Which accounts and regions a command reads, as whom, and how fast.</summary>
internal sealed class ScopeOptions
{
    private readonly Option<AccountId[]?> accounts = new("--accounts")
    {
        Description =
            "Account ids, separated by commas. Without it: with --role every active account of the organisation, else your own account.",
        HelpName = "ID,…",
        CustomParser = result => ParseList(result, "an account id of twelve digits", t => AccountId.TryParse(t, out var a) ? a : null),
    };

    private readonly Option<Region[]?> regions = new("--regions")
    {
        Description = "Regions, separated by commas. Without it: every region that is enabled in an account.",
        HelpName = "REGION,…",
        CustomParser = result => ParseList(result, "a region such as eu-west-1", t => Region.TryParse(t, out var r) ? r : null),
    };

    private readonly Option<double> rate = new("--rate")
    {
        Description =
            "The part of ACM's request quotas to use, in percent. Approvals and deployments in the same account and region need the rest.",
        HelpName = "PERCENT",
        DefaultValueFactory = _ => AcmQuotas.DefaultPart * 100,
        CustomParser = ParseRate,
    };

    private readonly AccountOptions whom = new();

    /// <summary>Adds the options to a command.</summary>
    internal void AddTo(Command command)
    {
        command.Add(accounts);
        command.Add(regions);
        command.Add(rate);
        whom.AddTo(command);
    }

    /// <summary>The estate, and who reads it. AWS is asked who the caller is, and nothing else yet.</summary>
    internal async Task<OpenEstate> OpenAsync(ParseResult parsed, CommandHost host, string? ownerTag, CancellationToken cancellationToken)
    {
        var scope = new EstateScope
        {
            // An option with many values that is not given has none of them.
            Accounts = parsed.GetValue(accounts) is { Length: > 0 } ids ? ids : null,
            IsWholeOrganization = whom.HasRole(parsed),
            Regions = parsed.GetValue(regions) is { Length: > 0 } names ? names : null,
            OwnerTag = ownerTag,
            Part = parsed.GetValue(rate) / 100,
        };
#pragma warning disable CA2000 // The estate that is returned owns them.
        return new OpenEstate(await whom.OpenAsync(parsed, host, cancellationToken), scope, host.Time);
#pragma warning restore CA2000
    }

    private static T[]? ParseList<T>(ArgumentResult result, string expected, Func<string, T?> parse)
        where T : class
    {
        List<T> values = [];
        foreach (var text in result.Tokens.SelectMany(t => t.Value.Split(',', StringSplitOptions.TrimEntries)))
        {
            if (parse(text) is not { } value)
            {
                result.AddError($"'{text}' is not {expected}");
                return null;
            }

            values.Add(value);
        }

        return [.. values.Distinct()];
    }

    private static double ParseRate(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (
            double.TryParse(text.TrimEnd('%'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
            && percent is >= 1 and <= 100
        )
        {
            return percent;
        }

        result.AddError($"--rate is {text}, but must be 1 to 100");
        return 0;
    }
}

/// <summary>An estate that can be read.</summary>
internal sealed class OpenEstate(OpenAccounts accounts, EstateScope scope, TimeProvider time) : IDisposable
{
    /// <summary>Reads its certificates.</summary>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal Task<ScanResult> ScanAsync(Action<ScanProgress> progress, CancellationToken cancellationToken) =>
        new EstateScan(Session, Own, accounts.Credentials, scope, time).RunAsync(progress, cancellationToken);

    /// <summary>The session that reads it.</summary>
    internal AwsSession Session => accounts.Session;

    /// <summary>The account of the session's credentials.</summary>
    internal AccountId Own => accounts.Own;

    /// <summary>Finds its accounts and regions.</summary>
    /// <param name="problem">Told of what is refused.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal Task<FoundPlaces> FindAsync(Action<EstateProblem> problem, CancellationToken cancellationToken) =>
        new EstatePlaces(Session, Own, accounts.Credentials, scope, problem).FindAsync(cancellationToken);

    /// <summary>What sends its mail again.</summary>
    /// <param name="plan">Decides what is sent.</param>
    /// <param name="claims">Lets each mail be sent once; null for a dry run.</param>
    /// <param name="lookups">What is looked up before a mail is sent; null for nothing.</param>
    internal Resender ResenderOf(ResendPlan plan, ResendClaims? claims, ResendLookups? lookups) =>
        new(Session, accounts.Credentials, plan, claims, scope.Part, time, lookups);

    public void Dispose() => accounts.Dispose();
}

using System.Text.Json;

namespace AcmApprover.Cli.Commands.Migrate;

/// <summary>Names of code in the spelling of JSON values: <c>DoubledSuffix</c> is <c>doubled-suffix</c>.</summary>
internal static class Kebab
{
    internal static string Of(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);
}

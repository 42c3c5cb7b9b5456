using System.Text.RegularExpressions;
using AcmApprover.Cli.Terminal;
using AcmApprover.Hosting.Configuration;
using AcmApprover.Identifiers;
using Amazon;

namespace AcmApprover.Cli.Session;

/// <summary>
/// The regions that there are. A name that the SDK does not list may be a region that is newer than this program: it is taken with a note
/// where it is made of the same words as the others, and has the form of its partition.
/// </summary>
internal static class KnownRegions
{
    private static readonly TimeSpan PatternTime = TimeSpan.FromSeconds(1);

    /// <summary>Reads a region.</summary>
    /// <param name="name">What somebody wrote.</param>
    /// <param name="where">Where it is written.</param>
    /// <param name="host">Where the note goes.</param>
    /// <exception cref="CommandException">There is no such region.</exception>
    internal static Region Read(string name, string where, CommandHost host)
    {
        var known = RegionEndpoint.EnumerableAllRegions.Select(r => r.SystemName).ToList();
        if (!Region.TryParse(name, out var region) || (!known.Contains(region.Value) && !MayBeNew(region.Value, known)))
        {
            var nearest = NearestName.Among(name, known, count: 3);
            throw CommandException.WrongUsage($"{where} is '{name}', and there is no such region", $"the nearest are {nearest}");
        }

        if (!known.Contains(region.Value))
        {
            host.Error.WriteLine($"note: {where} is {region}, which this version does not know; it is taken for a new region");
        }

        return region;
    }

    private static bool MayBeNew(string name, IReadOnlyList<string> known)
    {
        var words = known.SelectMany(r => r.Split('-')[1..^1]).ToHashSet(StringComparer.Ordinal);
        return name.Split('-') is [_, .. var middle, [>= '1' and <= '9']]
            && middle.All(words.Contains)
            && RegionEndpoint.AllPartitionRegionRegex.Any(pattern => Regex.IsMatch(name, pattern, RegexOptions.None, PatternTime));
    }
}
